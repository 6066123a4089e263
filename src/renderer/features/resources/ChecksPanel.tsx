import { useTranslation } from 'react-i18next'
import type { EndpointCheck } from '#shared/contract/resources'
import { failureWords } from '../../failures/failure-words'
import { useFormat, useNow } from '../../i18n/use-format'
import { Badge } from '../../ui/Badge'
import styles from './Resources.module.css'

/** Why no links: each of the six calls behind the hyperlinks, what was asked, who answered what, and what to do. */
export function ChecksPanel({ checks, baseUri }: { checks: EndpointCheck[]; baseUri: string }) {
  const { t } = useTranslation('resources')
  const format = useFormat()
  const now = useNow()
  const latest = checks
    .map(({ at }) => at)
    .sort()
    .at(-1)

  return (
    <section className={styles.checks} aria-label={t('checks.title')}>
      <h2>{t('checks.title')}</h2>
      <p className="muted small">{t('checks.rule')}</p>
      {checks.length === 0 && <p>{t('checks.none')}</p>}
      {checks.length > 0 && (
        <table className={styles.checkTable}>
          <thead>
            <tr>
              <th scope="col">{t('checks.endpoint')}</th>
              <th scope="col">{t('checks.answer')}</th>
              <th scope="col">{t('checks.advice')}</th>
            </tr>
          </thead>
          <tbody>
            {checks.map((check) => (
              <CheckRow key={check.endpoint} check={check} baseUri={baseUri} />
            ))}
          </tbody>
        </table>
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
  const { endpoint, acceptHeader, status, madeBy, failure } = check
  const words = failure && failureWords(tf, failure)
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
        <Badge tone={failure ? 'bad' : 'good'}>
          {status ?? (failure ? t('checks.noAnswer') : '')} {!failure && t('checks.ok')}
        </Badge>
        {failure && madeBy && <span className={styles.madeBy}>{t(`checks.madeBy.${madeBy}`)}</span>}
      </td>
      <td>{words ? `${words.what} ${words.todo}` : <span className="muted">{t('checks.fine')}</span>}</td>
    </tr>
  )
}
