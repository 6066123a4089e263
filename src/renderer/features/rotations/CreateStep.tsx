import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rotation } from '#shared/contract/rotations'
import { useBound, useSendBlock, useWriteBlock, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import { ShortDate } from '../../ui/Age'
import { Button } from '../../ui/Button'
import { WarningPanel } from '../../ui/WarningPanel'
import type { Restriction } from '#shared/wire/administration-plane'
import { PasteStep } from './PasteStep'
import type { RestrictionEditor } from './restriction-editor'
import styles from './Rotations.module.css'
import { useRotations } from './rotations.store'

type Props = { rotation: Rotation; editor: RestrictionEditor }

/** The new key, made here or, where only a person can, in the hub's console. */
export function CreateStep(props: Props) {
  const { environment } = useBound()
  const isByHand = environment.connection === 'application-keys' && props.rotation.state !== 'created'
  return isByHand ? <PasteStep rotation={props.rotation} /> : <MakeStep {...props} />
}

/** The new key: its restriction, inherited and shown first, and the one button that makes it. */
function MakeStep({ rotation, editor: Editor }: Props) {
  const { t } = useTranslation('rotations')
  const notBegun = useWriteBlock()
  const sendBlock = useSendBlock()
  const confirmWrite = useConfirmWrite()
  const take = useRotations((state) => state.take)
  const inFlight = useRotations((state) => state.inFlight)
  const failure = useRotations((state) => state.failure)
  const [edited, setEdited] = useState<{ restriction: Restriction; badCount: number } | null>(null)
  const type = useTypeName()
  const isMaking = inFlight === 'create' || inFlight === 'setRestriction'
  const isPlanned = rotation.state === 'planned'
  const writeBlock = isPlanned ? notBegun : sendBlock

  const onCreate = async () => {
    const action = t(isPlanned ? 'create.confirm' : 'create.goOn', { type })
    const confirmed = await confirmWrite(action)
    if (!confirmed) return
    if (isPlanned && edited) {
      const changed = await take('setRestriction', rotation, { restriction: edited.restriction })
      if (!changed.ok) return
    }
    await take('create', rotation, confirmed)
  }
  const onAdopt = async (keyId: Rotation['orphans'][number]['id'], hint: string) => {
    const confirmed = await confirmWrite(t('create.adopt', { hint }))
    if (confirmed) await take('adopt', rotation, { keyId, ...confirmed })
  }

  return (
    <>
      <h2>{t('create.title')}</h2>
      <p>{t('create.text')}</p>
      {isPlanned && rotation.restriction.mode !== 'unknown' && (
        <Editor
          restriction={rotation.restriction}
          faults={failure?.faults ?? NO_FAULTS}
          onChange={(restriction, badCount) => setEdited({ restriction, badCount })}
        />
      )}
      {!isPlanned && (
        <WarningPanel what={t(rotation.state === 'creating' ? 'create.unsureTitle' : 'create.madeTitle')}>
          <p>{t(rotation.state === 'creating' ? 'create.unsureText' : 'create.madeText')}</p>
        </WarningPanel>
      )}
      {rotation.state === 'creating' && rotation.orphans.length > 0 && (
        <div>
          <p>{t('create.orphans')}</p>
          <ul className={styles.orphans}>
            {rotation.orphans.map(({ id, hint, addedOn }) => (
              <li key={id}>
                <code>{hint}</code>
                <span className="muted">
                  <ShortDate at={addedOn} />
                </span>
                <Button busy={inFlight === 'adopt'} blockedBecause={writeBlock} onClick={() => void onAdopt(id, hint)}>
                  {t('create.adopt', { hint })}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={styles.buttons}>
        <Button
          variant="primary"
          busy={isMaking}
          blockedBecause={writeBlock ?? (edited && edited.badCount > 0 ? t('create.correctFirst', { count: edited.badCount }) : null)}
          onClick={() => void onCreate()}
        >
          {t(isPlanned ? 'create.confirm' : 'create.goOn', { type })}
        </Button>
      </div>
    </>
  )
}

const NO_FAULTS: { path: string; message: string }[] = []
