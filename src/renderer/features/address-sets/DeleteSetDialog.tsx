import { useTranslation } from 'react-i18next'
import type { AddressSet } from '#shared/contract/address-sets'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { tell } from '../../ui/toasts'
import { useAddressSets } from './address-sets.store'

/** Forgets a set, on this computer only. */
export function DeleteSetDialog({ set, onClose }: { set: AddressSet; onClose: () => void }) {
  const { t } = useTranslation('addressSets')
  const remove = useAddressSets((state) => state.remove)
  const isRemoving = useAddressSets((state) => state.inFlight === 'remove')
  const failure = useAddressSets((state) => state.failure)
  const onDelete = async () => {
    const result = await remove(set.id)
    if (!result.ok) return
    tell({ title: t('remove.done', { name: set.name }) })
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('remove.title', { name: set.name })}
      text={t('remove.text')}
      actions={
        <>
          <Button onClick={onClose}>{t('sheet.cancel')}</Button>
          <Button variant="danger" busy={isRemoving} onClick={() => void onDelete()}>
            {t('remove.confirm')}
          </Button>
        </>
      }
    >
      {failure && <FailurePanel failure={failure} />}
    </Dialog>
  )
}
