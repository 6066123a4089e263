import { useState } from 'react'
import { FolderOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useHubBlock } from '../../bound/bound'
import { OVERRIDE_WORD, type ApiKey, type HandOverPlace } from '#shared/contract/keys'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { RadioChoices } from '../../ui/form/RadioChoices'
import { TextField } from '../../ui/form/TextField'
import { Sheet } from '../../ui/Sheet'
import { WarningPanel } from '../../ui/WarningPanel'
import { nameOf } from './key-words'
import styles from './Keys.module.css'
import { useKeys, type Place } from './keys.store'
import { suggestedVariable } from './variable-name'
import { isVariable, VariableField } from './VariableField'

type Props = {
  open: boolean
  place: Place
  apiKey: ApiKey
  applicationName: string
  onClose: () => void
  finalFocus: () => HTMLElement | boolean
}

/** Writes the key to a protected file outside of any source tree, and notes where it went. */
export function HandOverSheet({ open, place, apiKey, applicationName, onClose, finalFocus }: Props) {
  const { t } = useTranslation('keys')
  const hubBlock = useHubBlock()
  const choose = useKeys((state) => state.chooseHandOver)
  const handOver = useKeys((state) => state.handOver)
  const inFlight = useKeys((state) => state.inFlight)
  const failure = useKeys((state) => state.failure)
  const [content, setContent] = useState<'line' | 'alone'>('line')
  const [variable, setVariable] = useState(() => suggestedVariable(applicationName))
  const [chosen, setChosen] = useState<HandOverPlace | null>(null)
  const [override, setOverride] = useState('')
  const [writtenTo, setWrittenTo] = useState<string | null>(null)
  const isDangerous = chosen !== null && chosen.dangers.length > 0

  const onChoose = async () => {
    const suggestedName = content === 'line' ? `${suggestedVariable(applicationName).toLowerCase()}.env` : 'api-key.txt'
    const result = await choose(place, apiKey.id, suggestedName.slice(-100))
    if (!result.ok || result.value === null) return
    setChosen(result.value)
    setOverride('')
  }
  const onWrite = async () => {
    if (!chosen) return
    const result = await handOver({
      ...place,
      keyId: apiKey.id,
      ticket: chosen.ticket,
      ...(content === 'line' ? { asVariable: variable.trim() } : {}),
      ...(isDangerous ? { typedOverride: override.trim() } : {}),
    })
    if (result.ok) setWrittenTo(result.value.path)
    // A ticket is good for one try; the next one chooses its place again.
    else setChosen(null)
  }
  const notYet =
    content === 'line' && !isVariable(variable)
      ? t('variable.bad')
      : chosen === null
        ? t('handOver.chooseFirst')
        : isDangerous && override.trim() !== OVERRIDE_WORD
          ? t('handOver.typeFirst', { word: OVERRIDE_WORD })
          : null

  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('handOver.title')}
      subtitle={nameOf(apiKey)}
      dirty={chosen !== null && writtenTo === null}
      finalFocus={finalFocus}
      footer={
        writtenTo === null ? (
          <>
            <Button onClick={onClose}>{t('sheet.cancel')}</Button>
            <Button variant="primary" busy={inFlight === 'handOver'} blockedBecause={hubBlock ?? notYet} onClick={() => void onWrite()}>
              {t('handOver.write')}
            </Button>
          </>
        ) : (
          <Button variant="primary" onClick={onClose}>
            {t('handOver.close')}
          </Button>
        )
      }
    >
      {writtenTo === null ? (
        <div className={styles.stack}>
          <ul className={styles.practice}>
            <li>{t('handOver.practiceCode')}</li>
            <li>{t('handOver.practiceTree')}</li>
            <li>{t('handOver.practiceFile')}</li>
          </ul>
          <RadioChoices
            legend={t('handOver.content')}
            value={content}
            onChange={setContent}
            choices={[
              {
                value: 'line',
                label: t('handOver.line'),
                explanation: t('handOver.lineMeans'),
                details: <VariableField value={variable} onChange={setVariable} />,
              },
              { value: 'alone', label: t('handOver.alone'), explanation: t('handOver.aloneMeans') },
            ]}
          />
          <div className={styles.chosenPlace}>
            <Button icon={<FolderOpen aria-hidden="true" />} busy={inFlight === 'chooseHandOver'} onClick={() => void onChoose()}>
              {t('handOver.choose')}
            </Button>
            <span className="mono" role="status">
              {chosen?.path ?? ''}
            </span>
          </div>
          {isDangerous && (
            <>
              <WarningPanel what={t('handOver.dangerous')}>
                <ul>
                  {chosen.dangers.map(({ kind, folder }) => (
                    <li key={`${kind} ${folder}`}>{t(`handOver.danger.${kind}`, { folder })}</li>
                  ))}
                </ul>
              </WarningPanel>
              <TextField
                label={t('handOver.override', { word: OVERRIDE_WORD })}
                hint={t('handOver.overrideHint')}
                value={override}
                onChange={(event) => setOverride(event.target.value)}
              />
            </>
          )}
        </div>
      ) : (
        <div role="status" className={styles.stack}>
          <p>{t('handOver.written')}</p>
          <p className={styles.path}>{writtenTo}</p>
          <p className="muted">{t('handOver.noted')}</p>
        </div>
      )}
      {failure && <FailurePanel failure={failure} />}
    </Sheet>
  )
}
