import { useTranslation } from 'react-i18next'
import type { Rotation } from '#shared/contract/rotations'
import { useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { useRotations } from './rotations.store'

/** Gives a rotation up: the new key goes, the old one stays. */
export function AbandonDialog({ rotation, onClose }: { rotation: Rotation; onClose: () => void }) {
  const { t } = useTranslation('rotations')
  const typeName = useTypeName()
  const confirmWrite = useConfirmWrite()
  const take = useRotations((state) => state.take)
  const inFlight = useRotations((state) => state.inFlight)
  const failure = useRotations((state) => state.failure)
  const action = t(rotation.newKey ? 'abandon.confirm' : 'abandon.confirmPlain', { type: typeName })

  const onConfirm = async () => {
    const confirmed = await confirmWrite(action)
    if (!confirmed) return
    const result = await take('abandon', rotation, confirmed)
    if (result.ok) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('abandon.title')}
      text={t(rotation.newKey ? 'abandon.text' : 'abandon.textPlain', { hint: rotation.newKey?.hint ?? '', old: rotation.oldKey.hint })}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="danger" busy={inFlight === 'abandon'} onClick={() => void onConfirm()}>
            {action}
          </Button>
        </>
      }
    >
      {failure && <FailurePanel failure={failure} />}
    </Dialog>
  )
}
