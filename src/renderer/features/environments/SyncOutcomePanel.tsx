import { useTranslation } from 'react-i18next'
import type { SyncGap } from '#shared/contract/environments'
import { useBound } from '../../bound/bound'
import { failureWords } from '../../failures/failure-words'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { WarningPanel } from '../../ui/WarningPanel'
import styles from './Environments.module.css'
import { useEnvironments } from './environments.store'

const SHOWN = 4

/** Why the last reading did not work at all; with `withGaps` also what it left out, application by application. */
export function SyncOutcomePanel({ withGaps }: { withGaps: boolean }) {
  const { t } = useTranslation('environments')
  const { t: tp } = useTranslation('environmentPages')
  const { environment, offline } = useBound()
  const { id } = environment
  const outcome = useEnvironments((state) => state.outcomes[id])
  const dismiss = useEnvironments((state) => state.dismissOutcome)
  const sync = useEnvironments((state) => state.sync)
  const close = (
    <Button variant="quiet" onClick={() => dismiss(id)}>
      {tp('gaps.dismiss')}
    </Button>
  )

  if (outcome?.failure)
    return (
      <div className={styles.outcome}>
        <FailurePanel
          failure={outcome.failure}
          onRetry={() => void sync(id)}
          action={close}
          words={offline === 'sandbox-stopped' ? { what: t('block.sandbox-stopped'), todo: tp('gaps.cacheStays') } : undefined}
        />
      </div>
    )
  if (!withGaps || !outcome || outcome.gaps.length === 0) return null
  const { gaps } = outcome
  const rest = gaps.slice(SHOWN)
  return (
    <div className={styles.outcome}>
      <WarningPanel what={tp('gaps.title', { count: gaps.length })} action={close}>
        <Gaps gaps={gaps.slice(0, SHOWN)} />
        {rest.length > 0 && (
          <details>
            <summary>{tp('gaps.more', { count: rest.length })}</summary>
            <Gaps gaps={rest} />
          </details>
        )}
      </WarningPanel>
    </div>
  )
}

function Gaps({ gaps }: { gaps: SyncGap[] }) {
  const { t: tp } = useTranslation('environmentPages')
  const { t: tf } = useTranslation('failures')
  return (
    <ul className={styles.gaps}>
      {gaps.map(({ applicationId, applicationName, part, failure }) => {
        const { what, todo } = failureWords(tf, failure)
        return (
          <li key={`${applicationId} ${part}`}>
            <b>{tp('gaps.line', { application: applicationName, part: tp(`gaps.part.${part}`) })}</b> {what} {todo}
          </li>
        )
      })}
    </ul>
  )
}
