import { Copy, RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { EndpointCheck } from '#shared/contract/resources'
import { diagnose } from '#shared/rules/endpoint-diagnosis'
import { useFormat, useNow } from '../../i18n/use-format'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import { tell } from '../../ui/toasts'
import { adviceOf, answerOf, checksAsText } from './check-words'
import styles from './Resources.module.css'

type Props = {
  checks: EndpointCheck[]
  baseUri: string
  isChecking: boolean
  checkBlock: string | null
  onCheck: () => void
  onCopy: (text: string) => void
}

/** Say why: each of the six calls behind the hyperlinks, what was asked, who answered what, how fast, and what to do. */
export function ChecksPanel({ checks, baseUri, isChecking, checkBlock, onCheck, onCopy }: Props) {
  const { t } = useTranslation('resources')
  const { t: tf } = useTranslation('failures')
  const format = useFormat()
  const now = useNow()
  const latest = checks
    .map(({ at }) => at)
    .sort()
    .at(-1)
  const failing = checks.filter(({ failure }) => failure)

  const copy = () => {
    onCopy(checksAsText(t, tf, { checks, baseUri }))
    tell({ title: t('checks.copied') })
  }
  return (
    <section className={styles.checks} aria-label={t('checks.title')}>
      <div className={styles.checkHead}>
        <div>
          <h2>{t('checks.title')}</h2>
          <p className="muted small">{t('checks.rule')}</p>
        </div>
        <div className={styles.checkButtons}>
          {checks.length > 0 && (
            <Button icon={<Copy aria-hidden="true" />} onClick={copy}>
              {t('checks.copy')}
            </Button>
          )}
          <Button icon={<RefreshCw aria-hidden="true" />} busy={isChecking} blockedBecause={checkBlock} onClick={onCheck}>
            {t(isChecking ? 'checks.checking' : 'checks.again')}
          </Button>
        </div>
      </div>
      {checks.length === 0 && <p>{t('checks.none')}</p>}
      {checks.length > 0 && (
        <>
          <p role="status">
            {failing.length === 0
              ? t('checks.allFine')
              : t('checks.failing', { count: failing.length, endpoints: failing.map(({ endpoint }) => `/${endpoint}`).join(', ') })}
          </p>
          <table className={styles.checkTable}>
            <thead>
              <tr>
                <th scope="col">{t('checks.endpoint')}</th>
                <th scope="col">{t('checks.answer')}</th>
                <th scope="col">{t('checks.todo')}</th>
              </tr>
            </thead>
            <tbody>
              {checks.map((check) => (
                <CheckRow key={check.endpoint} check={check} baseUri={baseUri} />
              ))}
            </tbody>
          </table>
        </>
      )}
      {latest !== undefined && (
        <p className="muted small" data-tip={format.exact(latest)}>
          {t('checks.at', { when: format.ago(latest, now) })}
        </p>
      )}
    </section>
  )
}

function CheckRow({ check, baseUri }: { check: EndpointCheck; baseUri: string }) {
  const { t } = useTranslation('resources')
  const { t: tf } = useTranslation('failures')
  const format = useFormat()
  const { endpoint, acceptHeader, madeBy, failure, tookMs } = check
  const diagnosis = diagnose(check)
  return (
    <tr>
      <th scope="row">
        <span className="mono" data-tip={`${baseUri}/${endpoint}`}>
          /{endpoint}
        </span>
        <span className={styles.accept}>
          <span className="visually-hidden">{t('checks.accept')}: </span>
          {acceptHeader}
        </span>
      </th>
      <td>
        <Badge tone={failure ? 'bad' : diagnosis === 'odd-type' ? 'warn' : 'good'}>{answerOf(t, check)}</Badge>
        {failure && madeBy && <span className={styles.madeBy}>{t(`checks.madeBy.${madeBy}`)}</span>}
        {tookMs !== undefined && <span className={styles.madeBy}>{t('checks.took', { shown: format.number(tookMs) })}</span>}
      </td>
      <td>{adviceOf(t, tf, check)}</td>
    </tr>
  )
}
