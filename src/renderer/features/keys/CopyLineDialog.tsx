import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '#shared/contract/keys'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { nameOf } from './key-words'
import { useKeys, type Place } from './keys.store'
import { suggestedVariable } from './variable-name'
import { isVariable, VariableField } from './VariableField'

type Props = {
  place: Place
  apiKey: ApiKey
  applicationName: string
  onClose: () => void
  onCopied: (clearsAt: string) => void
}

/** Copies `NAME=key`, ready for a file of environment variables. */
export function CopyLineDialog({ place, apiKey, applicationName, onClose, onCopied }: Props) {
  const { t } = useTranslation('keys')
  const copy = useKeys((state) => state.copy)
  const isCopying = useKeys((state) => state.inFlight === 'copy')
  const failure = useKeys((state) => state.failure)
  const [variable, setVariable] = useState(() => suggestedVariable(applicationName))

  const onCopy = async () => {
    if (!isVariable(variable)) return
    const result = await copy(place, apiKey.id, variable.trim())
    if (result.ok) onCopied(result.value.clearsAt)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('line.title', { name: nameOf(apiKey) })}
      text={t('line.text')}
      actions={
        <>
          <Button onClick={onClose}>{t('sheet.cancel')}</Button>
          <Button
            variant="primary"
            busy={isCopying}
            blockedBecause={isVariable(variable) ? null : t('variable.bad')}
            onClick={() => void onCopy()}
          >
            {t('line.copy')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void onCopy()
        }}
      >
        <VariableField value={variable} onChange={setVariable} autoFocus />
      </form>
      {failure && <FailurePanel failure={failure} />}
    </Dialog>
  )
}
