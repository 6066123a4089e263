import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment, Protection } from '#shared/contract/environments'
import type { Failure } from '#shared/errors'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { RadioChoices } from '../../ui/form/RadioChoices'
import { TextField } from '../../ui/form/TextField'
import styles from './Environments.module.css'
import { useEnvironments } from './environments.store'

type Props = { environment: Environment; minutes: number; onClose: () => void }
const LEVELS = ['open', 'ask', 'type-name', 'read-only'] as const satisfies Protection[]

/** Unlocks for a time, locks again, or changes the kind of protection. Loosening takes the typed name, as unlocking does. */
export function ProtectionDialog({ environment, minutes, onClose }: Props) {
  const { t } = useTranslation('environmentPages')
  const unlock = useEnvironments((state) => state.unlock)
  const lock = useEnvironments((state) => state.lock)
  const setProtection = useEnvironments((state) => state.setProtection)
  const [typed, setTyped] = useState('')
  const [level, setLevel] = useState<Protection>(environment.protection)
  const [failure, setFailure] = useState<Failure | null>(null)
  const { id, name } = environment
  const isReadOnly = environment.protection === 'read-only'
  const isUnlocked = isReadOnly && minutes > 0
  const isChanged = level !== environment.protection
  // Leaving read-only is what unlocking guards.
  const needsName = isReadOnly && (isChanged || !isUnlocked)
  const missing = needsName && typed.trim() !== name ? t('protection.typeFirst') : null

  const run = async (asked: Promise<Failure | null>) => {
    const failed = await asked
    setFailure(failed)
    if (!failed) onClose()
  }
  const submit = () => {
    if (missing !== null) return
    if (isChanged) void run(setProtection(id, level, needsName ? typed : undefined))
    else if (isReadOnly && !isUnlocked) void run(unlock(id, typed))
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('protection.title', { name })}
      text={
        isUnlocked ? t('protection.unlockedText', { count: minutes }) : t(isReadOnly ? 'protection.lockedText' : 'protection.otherText')
      }
      actions={
        <>
          <Button onClick={onClose}>{t('confirm.cancel')}</Button>
          {isUnlocked && !isChanged && (
            <Button variant="primary" onClick={() => run(lock(id))}>
              {t('protection.lockNow')}
            </Button>
          )}
          {(isChanged || (isReadOnly && !isUnlocked)) && (
            <Button variant="primary" onClick={submit} blockedBecause={missing}>
              {t(isChanged ? 'protection.save' : 'protection.unlock')}
            </Button>
          )}
        </>
      }
    >
      <form
        className={styles.protectionForm}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {needsName && (
          <TextField
            label={t('protection.typeName', { name })}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoFocus
          />
        )}
        <Levels folded={isReadOnly}>
          <RadioChoices
            legend={t('protection.legend')}
            hideLegend={isReadOnly}
            value={level}
            onChange={setLevel}
            choices={LEVELS.map((value) => ({ value, label: t(`protection.level.${value}`), explanation: t(`protection.means.${value}`) }))}
          />
        </Levels>
        {failure && <FailurePanel failure={failure} />}
      </form>
    </Dialog>
  )
}

/** What most people want of a read-only environment is to unlock it; the other kinds of protection are a click away. */
function Levels({ folded, children }: { folded: boolean; children: ReactNode }) {
  const { t } = useTranslation('environmentPages')
  if (!folded) return children
  return (
    <details>
      <summary>{t('protection.change')}</summary>
      <div className={styles.levels}>{children}</div>
    </details>
  )
}
