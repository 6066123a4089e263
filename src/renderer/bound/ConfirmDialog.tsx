import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { TextField } from '../ui/form/TextField'

type Props = { action: string; name: string; byName: boolean; onAnswer: (confirmation: string | null) => void }

/** Asks once more before a change, by a click or by the typed name. */
export function ConfirmDialog({ action, name, byName, onAnswer }: Props) {
  const { t } = useTranslation('environmentPages')
  const [typed, setTyped] = useState('')
  const missing = byName && typed.trim() !== name
  return (
    <Dialog
      open
      onClose={() => onAnswer(null)}
      title={t('confirm.title', { action })}
      text={t(byName ? 'confirm.typeText' : 'confirm.askText', { name })}
      actions={
        <>
          <Button onClick={() => onAnswer(null)}>{t('confirm.cancel')}</Button>
          <Button
            variant="primary"
            onClick={() => onAnswer(byName ? typed : name)}
            blockedBecause={missing ? t('confirm.typeFirst') : null}
          >
            {action}
          </Button>
        </>
      }
    >
      {byName && <TextField label={t('confirm.typeLabel')} value={typed} onChange={(event) => setTyped(event.target.value)} />}
    </Dialog>
  )
}
