import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { SearchField } from '../../ui/form/SearchField'
import { Skeleton } from '../../ui/Skeleton'
import { DataTable, type DataTableHandle } from '../../ui/table/DataTable'
import { Toolbar } from '../../ui/Toolbar'
import { ChecksPanel } from './ChecksPanel'
import { resourceColumns } from './resource-columns'
import styles from './Resources.module.css'
import { placeKey, useResources, type Place } from './resources.store'
import { SourceSummary } from './SourceSummary'

type Props = {
  place: Place
  applicationName: string
  hrefOf: (resource: string) => string
  onOpen: (resource: string) => void
  /** Export API Settings: its button, and what became of it. */
  exportButton: ReactNode
  exportOutcome: ReactNode
}

/** The Owned Resources tab: the source application, what it owns, which of it can be configured, and why the rest cannot. */
export function ResourcesTab({ place, applicationName, hrefOf, onOpen, exportButton, exportOutcome }: Props) {
  const { t } = useTranslation('resources')
  const format = useFormat()
  const { environmentId, applicationId } = place
  const owned = useResources((state) => state.byPlace[placeKey(place)])
  const load = useResources((state) => state.load)
  const [query, setQuery] = useState('')
  const [showsChecks, setShowsChecks] = useState(false)
  const table = useRef<DataTableHandle>(null)
  const loadHere = useCallback(() => void load({ environmentId, applicationId }), [load, environmentId, applicationId])
  useEffect(loadHere, [loadHere])

  const value = owned?.value
  const rows = value?.resources
  const shown = useMemo(() => (rows ?? []).filter(({ name }) => name.toLowerCase().includes(query.trim().toLowerCase())), [rows, query])
  const columns = useMemo(() => resourceColumns({ t, format, hrefOf }), [t, format, hrefOf])
  const someUnlinked = rows?.some(({ configurable }) => !configurable) ?? false
  const hasSource = value?.credentials.baseUri !== undefined

  return (
    <>
      {owned?.failure && <FailurePanel failure={owned.failure} onRetry={loadHere} />}
      {!value && owned?.state !== 'failed' && <Skeleton label={t('loading')} />}
      {value && <SourceSummary place={place} applicationName={applicationName} credentials={value.credentials} />}
      {exportOutcome}
      {rows?.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
      {value && rows && rows.length > 0 && (
        <>
          <Toolbar
            end={
              <>
                <span role="status" className="muted small">
                  {t('counted', { count: rows.length, shown: format.number(shown.length), all: format.number(rows.length) })}
                </span>
                {hasSource && someUnlinked && (
                  <Button variant="quiet" aria-expanded={showsChecks} onClick={() => setShowsChecks(!showsChecks)}>
                    {t('checks.why')}
                  </Button>
                )}
                {exportButton}
              </>
            }
          >
            <SearchField
              label={t('search')}
              value={query}
              onChange={setQuery}
              onKeyDown={(event) => {
                if (event.key === 'ArrowDown') table.current?.focusFirst()
              }}
            />
          </Toolbar>
          {showsChecks && <ChecksPanel checks={value.checks} baseUri={value.credentials.baseUri ?? ''} />}
          {shown.length === 0 ? (
            <EmptyState title={t('noMatchTitle', { query })}>
              <Button onClick={() => setQuery('')}>{t('clear')}</Button>
            </EmptyState>
          ) : (
            <div className={styles.table}>
              <DataTable
                ref={table}
                fit
                label={t('tableLabel')}
                columns={columns}
                rows={shown}
                rowId={({ name }) => name}
                onOpen={(row) => row.configurable && onOpen(row.name)}
              />
            </div>
          )}
        </>
      )}
    </>
  )
}
