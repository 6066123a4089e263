import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments'
import type { Failure } from '#shared/errors'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { tell } from '../../ui/toasts'
import { useEnvironments } from './environments.store'

type Props = { environment: Environment | null; onClose: () => void; onRemoved: () => void }

/** Forgets an environment on this computer, after saying what that means. */
export function RemoveDialog({ environment, onClose, onRemoved }: Props) {
  const { t: tp } = useTranslation('environmentPages')
  const remove = useEnvironments((state) => state.remove)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const name = environment?.name ?? ''

  const confirm = async () => {
    if (!environment) return
    setBusy(true)
    const failed = await remove(environment.id)
    setBusy(false)
    setFailure(failed)
    if (failed) return
    tell({ title: tp('remove.done', { name }) })
    onClose()
    onRemoved()
  }

  return (
    <Dialog
      open={environment !== null}
      onClose={onClose}
      title={tp('remove.title', { name })}
      text={tp('remove.text')}
      actions={
        <>
          <Button onClick={onClose}>{tp('confirm.cancel')}</Button>
          <Button variant="danger" busy={busy} onClick={confirm}>
            {tp('remove.confirm')}
          </Button>
        </>
      }
    >
      {failure && <FailurePanel failure={failure} />}
    </Dialog>
  )
}
