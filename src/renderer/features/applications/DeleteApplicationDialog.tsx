import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationDetail } from '#shared/contract/applications'
import { useBound, useSendBlock, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { TextField } from '../../ui/form/TextField'
import { tell } from '../../ui/toasts'
import { useApplicationChanges } from './application-changes.store'

type Props = { application: ApplicationDetail['application']; onClose: () => void; onDeleted: () => void }

/** Deletes an application, after saying what goes with it and having its name typed. */
export function DeleteApplicationDialog({ application, onClose, onDeleted }: Props) {
  const { t } = useTranslation('applicationTabs')
  const { environment } = useBound()
  const typeName = useTypeName()
  const sendBlock = useSendBlock()
  const confirmWrite = useConfirmWrite()
  const { remove, inFlight, failure } = useApplicationChanges((state) => state)
  const [typed, setTyped] = useState('')
  const action = t('delete.confirm', { type: typeName })
  const onDelete = async () => {
    const confirmed = await confirmWrite(action)
    if (!confirmed) return
    const result = await remove(environment.id, { applicationId: application.id, typedName: typed, ...confirmed })
    if (!result.ok) return
    tell({ title: t('delete.done', { name: application.name }) })
    onDeleted()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('delete.title', { name: application.name })}
      text={t('delete.text', { environment: environment.name })}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant="danger"
            busy={inFlight === 'remove'}
            blockedBecause={sendBlock ?? (typed.trim() === application.name.trim() ? null : t('delete.typeFirst'))}
            onClick={() => void onDelete()}
          >
            {action}
          </Button>
        </>
      }
    >
      <ul>
        <li>{t('delete.keys', { count: application.apiKeyCount })}</li>
        <li>{t('delete.resources', { count: application.ownedResourceCount })}</li>
        <li>{t('delete.kept')}</li>
      </ul>
      <TextField label={t('delete.label', { name: application.name })} value={typed} onChange={({ target }) => setTyped(target.value)} />
      {failure && <FailurePanel failure={failure} />}
    </Dialog>
  )
}
