import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fact } from '#shared/contract/history'
import { useFormat } from '../i18n/use-format'
import { classNames } from '../ui/class-names'
import { factChanges, factLines, tellingFacts } from './fact-words'
import styles from './Facts.module.css'

/** A list of 400 addresses is no use line by line. */
const MOST_LINES = 12

/** What differs, before → after; of something that came or went, what it was. */
export function FactChanges({ before, after }: { before: readonly Fact[] | null; after: readonly Fact[] | null }) {
  const { t } = useTranslation('past')
  if (before === null || after === null) return <FactList facts={before ?? after ?? []} />
  return (
    <dl className={styles.changes}>
      {factChanges(before, after).map(({ before: old, after: now }) => {
        const { field } = (now ?? old) as Fact // one of the two is there
        return (
          <Fragment key={field}>
            <dt>{t(`field.${field}`)}</dt>
            <dd>
              <span className="visually-hidden">{t('before')} </span>
              <Lines fact={old} />
            </dd>
            <dd className={styles.arrow} aria-hidden="true">
              →
            </dd>
            <dd>
              <span className="visually-hidden">{t('after')} </span>
              <Lines fact={now} />
            </dd>
          </Fragment>
        )
      })}
    </dl>
  )
}

/** Facts, one a line. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  const { t } = useTranslation('past')
  return (
    <dl className={classNames(styles.changes, styles.one)}>
      {tellingFacts(facts).map((fact) => (
        <Fragment key={fact.field}>
          <dt>{t(`field.${fact.field}`)}</dt>
          <dd>
            <Lines fact={fact} />
          </dd>
        </Fragment>
      ))}
    </dl>
  )
}

function Lines({ fact }: { fact: Fact | null }) {
  const { t } = useTranslation('past')
  const format = useFormat()
  if (!fact) return <span>{t('word.none')}</span>
  const lines = factLines(t, fact)
  const more = lines.length - MOST_LINES
  return (
    <>
      {lines.slice(0, MOST_LINES).map((line, index) => (
        <div key={`${index} ${line}`}>{line}</div>
      ))}
      {more > 0 && <div className="muted">{t('word.more', { count: more, shown: format.number(more) })}</div>}
    </>
  )
}
