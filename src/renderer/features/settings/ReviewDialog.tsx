import { useTranslation } from 'react-i18next'
import { faultsOf } from '#shared/rules/setting-edit'
import { useBound, useSendBlock, useWriteBlock, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { tell } from '../../ui/toasts'
import { draftFault, valueWords } from './setting-words'
import styles from './Settings.module.css'
import { refKey, useDrafts, useSettings, type Draft, type Place } from './settings.store'

type Props = { place: Place; applicationName: string; onClose: () => void; onUndo: () => void }

/** What goes to the source, line by line, before it goes; and what became of what could not be saved. */
export function ReviewDialog({ place, applicationName, onClose, onUndo }: Props) {
  const { t } = useTranslation('settings')
  const { environment } = useBound()
  const typeName = useTypeName()
  const writeBlock = useWriteBlock()
  const sendBlock = useSendBlock()
  const confirmWrite = useConfirmWrite()
  const drafts = Object.values(useDrafts(place))
  const save = useSettings((state) => state.save)
  const undo = useSettings((state) => state.undo)
  const isSaving = useSettings((state) => state.isSaving)
  const failure = useSettings((state) => state.failure)
  const action = t('review.save', { type: typeName })
  const wasTried = drafts.some(({ result }) => result !== null)
  const isFaulty = drafts.some(({ setting, value }) => faultsOf(setting, value).length > 0)
  const block =
    (wasTried || failure ? sendBlock : writeBlock) ??
    (drafts.length === 0
      ? t('review.nothing')
      : isFaulty || drafts.some(({ result }) => result?.outcome === 'conflict')
        ? t('review.mend')
        : null)

  const onSave = async () => {
    const confirmed = await confirmWrite(action)
    if (!confirmed) return
    const results = await save(place, confirmed)
    if (!results) return
    const saved = results.filter(({ outcome }) => outcome === 'saved').length
    const done = results.filter(({ outcome }) => outcome === 'saved' || outcome === 'already').length
    if (done > 0)
      tell({
        title: saved > 0 ? t('saved', { count: saved }) : t('already'),
        ...(saved > 0
          ? {
              action: {
                label: t('undo'),
                run: () => {
                  undo(place)
                  onUndo()
                },
              },
            }
          : {}),
      })
    if (done === results.length) onClose()
  }

  return (
    <Dialog
      open
      isWide
      onClose={onClose}
      title={t('review.title', { count: drafts.length })}
      text={t('review.text', { application: applicationName, environment: environment.name })}
      actions={
        <>
          <Button onClick={onClose}>{t('review.cancel')}</Button>
          <Button variant="primary" busy={isSaving} blockedBecause={block} onClick={() => void onSave()}>
            {isSaving ? t('review.saving') : action}
          </Button>
        </>
      }
    >
      {failure && <FailurePanel failure={failure} />}
      <div className={styles.review} tabIndex={0} role="region" aria-label={t('bar.label')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('review.setting')}</th>
              <th scope="col">{t('review.before')}</th>
              <th scope="col">{t('review.after')}</th>
            </tr>
          </thead>
          <tbody>
            {drafts.map((draft) => (
              <ReviewRow key={refKey(draft.setting)} place={place} draft={draft} />
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  )
}

function ReviewRow({ place, draft }: { place: Place; draft: Draft }) {
  const { t } = useTranslation('settings')
  const drop = useSettings((state) => state.drop)
  const keepMine = useSettings((state) => state.keepMine)
  const takeTheirs = useSettings((state) => state.takeTheirs)
  const { setting, value, result } = draft
  const fault = draftFault(t, draft)
  const resources = [...new Set(setting.about.map(({ resource }) => resource))]
  return (
    <tr>
      <th scope="row">
        {setting.title}
        <span className={styles.usedBy}>{t('review.usedBy', { resources: resources.join(', ') })}</span>
      </th>
      <td>
        <Words lines={valueWords(t, setting, setting.value)} />
      </td>
      <td>
        <Words lines={valueWords(t, setting, value)} />
        {fault !== null && (
          <span className={styles.fault} role="alert">
            {fault}
          </span>
        )}
        {result?.outcome === 'conflict' && result.theirs && (
          <>
            <span>{t('review.theirs', { value: valueWords(t, setting, result.theirs).join(', ') })}</span>
            <span className={styles.choices}>
              <Button onClick={() => takeTheirs(place, setting)}>{t('review.takeTheirs')}</Button>
              <Button onClick={() => keepMine(place, setting)}>{t('review.keepMine')}</Button>
            </span>
          </>
        )}
        {fault !== null && result?.outcome !== 'conflict' && (
          <span className={styles.choices}>
            <Button onClick={() => drop(place, setting)}>{t('review.drop')}</Button>
          </span>
        )}
      </td>
    </tr>
  )
}

function Words({ lines }: { lines: readonly string[] }) {
  return lines.map((line, index) => <div key={`${index} ${line}`}>{line}</div>)
}
