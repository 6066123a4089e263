import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UpgradeRow } from '#shared/contract/upgrades'
import { useSendBlock, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import formStyles from '../../ui/form/Form.module.css'
import { RadioChoices } from '../../ui/form/RadioChoices'
import { TextField } from '../../ui/form/TextField'
import { tell } from '../../ui/toasts'
import { useUpgrades } from './upgrades.store'

/** Auto configure again: with the credentials that the hub keeps, or with some that are given now. */
export function ConfigureDialog({ rows, onClose }: { rows: readonly UpgradeRow[]; onClose: () => void }) {
  const { t } = useTranslation('upgrades')
  const typeName = useTypeName()
  const sendBlock = useSendBlock()
  const confirmWrite = useConfirmWrite()
  const configure = useUpgrades((state) => state.configure)
  const isBusy = useUpgrades((state) => rows.some(({ applicationId }) => state.busy[applicationId] === 'configure'))
  const [by, setBy] = useState<'kept' | 'given'>('kept')
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const action = t('configure.confirm', { type: typeName })
  const missing = by === 'given' && (username.trim() === '' || password === '') ? t('configure.missing') : null
  const [first] = rows

  const onConfigure = async () => {
    const confirmed = await confirmWrite(action)
    if (!confirmed) return
    const done = await configure(rows, confirmed, by === 'given' ? { username: username.trim(), password } : undefined)
    setPassword('')
    if (done > 0) tell({ title: t('configured', { count: done }) })
    // What failed says so at its application.
    onClose()
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={
        rows.length === 1 && first
          ? t('configure.title', { name: first.applicationName })
          : t('configure.titleMany', { count: rows.length })
      }
      text={t('configure.text')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" busy={isBusy} blockedBecause={missing ?? sendBlock} onClick={() => void onConfigure()}>
            {isBusy ? t('configure.running') : action}
          </Button>
        </>
      }
    >
      <RadioChoices
        legend={t('configure.credentials')}
        value={by}
        onChange={setBy}
        choices={[
          { value: 'kept', label: t('configure.kept'), explanation: t('configure.keptMeans') },
          { value: 'given', label: t('configure.given'), explanation: t('configure.givenMeans') },
        ]}
      />
      {by === 'given' && (
        <div className={formStyles.stack}>
          <TextField label={t('configure.user')} value={username} maxLength={200} onChange={({ target }) => setUsername(target.value)} />
          <TextField
            label={t('configure.password')}
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        </div>
      )}
    </Dialog>
  )
}
