import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { EnvironmentType } from '#shared/contract/environments'
import type { Found } from '#shared/contract/search'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat } from '../../i18n/use-format'
import { EmptyState } from '../../ui/EmptyState'
import { SearchField } from '../../ui/form/SearchField'
import { Page } from '../../ui/Page'
import { PageHeader } from '../../ui/PageHeader'
import { Marked } from './Marked'
import styles from './Search.module.css'
import { useSearch, type FoundGroup } from './search.store'

type Props = {
  onOpen: (found: Found) => void
  mark: (type: EnvironmentType) => ReactNode
  /** Rises when a person asks for the search while it is open. */
  asked: number
}
const NONE: FoundGroup[] = []

/** One field over everything that was read of every environment; what it finds opens where it is. */
export function SearchPage({ onOpen, mark, asked }: Props) {
  const { t } = useTranslation('search')
  const format = useFormat()
  const query = useSearch((state) => state.query)
  const answered = useSearch((state) => state.answered)
  const groups = useSearch((state) => state.groups)
  const search = useSearch((state) => state.search)
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const field = root.current?.querySelector('input')
    field?.focus()
    field?.select()
  }, [asked])

  const found = groups.value ?? NONE
  const isEmpty = query.trim() === ''
  const count = found.reduce((sum, group) => sum + group.found.length, 0)

  // Down from the field into what was found, and up and down in it.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const stops = [...(root.current?.querySelectorAll<HTMLElement>('input, [data-found]') ?? [])]
    const at = stops.findIndex((stop) => stop === document.activeElement)
    const next = at < 0 ? undefined : stops[at + (event.key === 'ArrowDown' ? 1 : -1)]
    if (!next) return
    event.preventDefault()
    next.focus()
  }

  return (
    <Page head={<PageHeader title={t('title')} facts={t('facts')} focusTitle={false} />}>
      <div ref={root} className={styles.root} onKeyDown={onKeyDown}>
        <div className={styles.field}>
          <SearchField label={t('field')} value={query} onChange={search} />
          <span role="status" className="muted small">
            {!isEmpty && (answered === query ? t('count', { count, shown: format.number(count) }) : t('looking'))}
          </span>
        </div>
        {groups.failure && <FailurePanel failure={groups.failure} onRetry={() => search(query)} />}
        {isEmpty && <EmptyState title={t('startTitle')} text={t('startText')} />}
        {!isEmpty && groups.state === 'ready' && count === 0 && (
          <EmptyState title={t('noneTitle')} text={t('noneText', { query: answered.trim(), interpolation: { escapeValue: false } })} />
        )}
        {!isEmpty &&
          found.map((group) => (
            <section key={group.kind} className={styles.group} aria-label={t(`kind.${group.kind}`)}>
              <h2 className={styles.heading}>
                {t(`kind.${group.kind}`)} <span className="muted">{format.number(group.found.length)}</span>
              </h2>
              <ul className={styles.list}>
                {group.found.map((each, index) => (
                  <li key={`${index} ${each.environmentId} ${each.applicationId} ${each.title}`}>
                    <button type="button" data-found className={styles.found} onClick={() => onOpen(each)}>
                      <span className={styles.title}>
                        <Marked text={each.title} query={answered} />
                        {each.kind !== 'application' && <span className={styles.application}> {each.applicationName}</span>}
                      </span>
                      <span className={styles.where}>
                        {each.environmentName} {mark(each.environmentType)}
                      </span>
                      {each.detail !== '' && (
                        <span className={styles.detail}>
                          <Marked text={each.detail} query={answered} />
                        </span>
                      )}
                    </button>
                  </li>
                ))}
              </ul>
              {group.isCut && <p className="muted small">{t('first', { shown: format.number(group.found.length) })}</p>}
            </section>
          ))}
      </div>
    </Page>
  )
}
