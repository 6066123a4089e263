import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationId } from '#shared/contract/applications'
import { LazyFailurePanel } from '../../failures/LazyFailurePanel'
import { useFormat } from '../../i18n/use-format'
import { afterPaint } from '../../ui/after-paint'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { SearchField } from '../../ui/form/SearchField'
import { Page } from '../../ui/Page'
import { PageHeader } from '../../ui/PageHeader'
import { Skeleton } from '../../ui/Skeleton'
import { DataTable, type DataTableHandle } from '../../ui/table/DataTable'
import { Toolbar } from '../../ui/Toolbar'
import { applicationColumns } from './application-columns'
import styles from './Applications.module.css'
import { FILTERS, matching, useApplications } from './applications.store'

type Props = { hrefOf: (id: string) => string; onOpen: (id: ApplicationId) => void; onPainted: () => void; createArea: ReactNode }

/** All applications of the environment: search, sort, open. Coming back finds it as it was left. */
export function ApplicationsPage({ hrefOf, onOpen, onPainted, createArea }: Props) {
  const { t } = useTranslation('applications')
  const format = useFormat()
  const list = useApplications((state) => state.list)
  const query = useApplications((state) => state.query)
  const sorting = useApplications((state) => state.sorting)
  const lastActiveId = useApplications((state) => state.lastActiveId)
  const search = useApplications((state) => state.search)
  const sort = useApplications((state) => state.sort)
  const activate = useApplications((state) => state.activate)
  const reload = useApplications((state) => state.reload)
  const table = useRef<DataTableHandle>(null)
  const cameBackTo = useRef(lastActiveId)

  const rows = list.value?.rows
  const filters = useApplications((state) => state.filters)
  const toggleFilter = useApplications((state) => state.toggleFilter)
  const clearAll = useApplications((state) => state.clearAll)
  const shown = useMemo(() => matching(rows ?? [], query, filters), [rows, query, filters])
  const columns = useMemo(() => applicationColumns({ t, format, hrefOf }), [t, format, hrefOf])
  const isThere = rows !== undefined
  const isSettled = isThere || list.state === 'failed'
  useEffect(() => (isSettled ? afterPaint(onPainted) : undefined), [isSettled, onPainted])
  useEffect(() => {
    if (isThere && cameBackTo.current !== null) table.current?.focusRow(cameBackTo.current)
  }, [isThere])

  const counted = rows && t('counted', { count: rows.length, shown: format.number(shown.length), all: format.number(rows.length) })
  return (
    <Page fill head={<PageHeader title={t('title')} focusTitle={lastActiveId === null} />}>
      {rows && createArea}
      {rows && rows.length > 0 && (
        <Toolbar
          end={
            <span role="status" className="muted small">
              {counted}
            </span>
          }
        >
          <SearchField
            label={t('search')}
            value={query}
            onChange={search}
            onKeyDown={(event) => {
              const first = shown[0]
              if (event.key !== 'ArrowDown' || !first) return
              event.preventDefault()
              table.current?.focusFirst()
            }}
          />
          <div className={styles.filters} role="group" aria-label={t('filtersLabel')}>
            {FILTERS.map(({ id, holds }) => (
              <button key={id} type="button" className={styles.filter} aria-pressed={filters.has(id)} onClick={() => toggleFilter(id)}>
                {t(`filter.${id}`)} <span className="muted">{format.number(rows.filter(holds).length)}</span>
              </button>
            ))}
          </div>
        </Toolbar>
      )}
      {list.failure && <LazyFailurePanel failure={list.failure} onRetry={() => void reload()} />}
      {!rows && list.state === 'loading' && <Skeleton label={t('loading')} rows={12} />}
      {rows?.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
      {rows && rows.length > 0 && shown.length === 0 && (
        <EmptyState title={query === '' ? t('noMatchFilters') : t('noMatchTitle', { query })} text={t('noMatchText')}>
          <Button onClick={clearAll}>{t('clear')}</Button>
        </EmptyState>
      )}
      {shown.length > 0 && (
        <DataTable
          ref={table}
          label={t('tableLabel')}
          columns={columns}
          rows={shown}
          rowId={idOf}
          onOpen={(row) => onOpen(row.id)}
          initialActiveId={lastActiveId}
          onActiveChange={activate}
          sorting={sorting}
          onSort={sort}
        />
      )}
    </Page>
  )
}

const idOf = ({ id }: { id: string }) => id
