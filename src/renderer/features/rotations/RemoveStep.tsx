import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rotation } from '#shared/contract/rotations'
import { useBound, useSendBlock, useWriteBlock, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import { useFormat } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Facts } from '../../ui/Facts'
import { WarningPanel } from '../../ui/WarningPanel'
import { EndDate } from './EndDate'
import styles from './Rotations.module.css'
import { useRotations } from './rotations.store'

/** What goes and what stays, in words, before the only step that cannot be undone. */
export function RemoveStep({ rotation, now }: { rotation: Rotation; now: number }) {
  const { t } = useTranslation('rotations')
  const format = useFormat()
  const { environment } = useBound()
  const typeName = useTypeName()
  const notBegun = useWriteBlock()
  const sendBlock = useSendBlock()
  const confirmWrite = useConfirmWrite()
  const take = useRotations((state) => state.take)
  const inFlight = useRotations((state) => state.inFlight)
  const [isAsking, setAsking] = useState(false)
  const { oldKey, newKey, proof } = rotation
  const action = t('remove.confirm', { type: typeName })
  const isDeleting = rotation.state === 'deleting'
  const writeBlock = isDeleting ? sendBlock : notBegun

  const onRemove = async () => {
    const confirmed = await confirmWrite(action)
    setAsking(false)
    if (confirmed) await take('finish', rotation, confirmed)
  }

  return (
    <>
      <h2>{t('remove.title')}</h2>
      <p>{t('remove.text')}</p>
      {isDeleting && (
        <WarningPanel what={t('remove.brokenOff')}>
          <p>{t('remove.brokenOffText')}</p>
        </WarningPanel>
      )}
      <Facts
        title={t('remove.facts')}
        facts={[
          { name: t('remove.goes'), value: [oldKey.label, oldKey.hint].filter(Boolean).join(' '), mono: true },
          { name: t('remove.stays'), value: newKey?.hint ?? '', mono: true },
          {
            name: t('remove.proof'),
            value: proof ? t(proof.by === 'person' ? 'remove.proofByPerson' : 'remove.proofByCall', { day: format.date(proof.at) }) : '',
          },
          { name: t('remove.places'), value: t('remove.placesDone', { count: rotation.places.length }) },
        ]}
      />
      {!isDeleting && <EndDate rotation={rotation} now={now} />}
      <div className={styles.buttons}>
        {isDeleting && (
          <Button busy={inFlight === 'confirmDistributed'} onClick={() => void take('confirmDistributed', rotation, {})}>
            {t('remove.back')}
          </Button>
        )}
        <Button variant="danger" busy={inFlight === 'finish'} blockedBecause={writeBlock} onClick={() => setAsking(true)}>
          {action}
        </Button>
      </div>
      <Dialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t('remove.askTitle', { hint: oldKey.hint })}
        text={t('remove.askText', { application: rotation.applicationName, environment: environment.name })}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('cancel')}</Button>
            <Button variant="danger" blockedBecause={writeBlock} onClick={() => void onRemove()}>
              {action}
            </Button>
          </>
        }
      />
    </>
  )
}
