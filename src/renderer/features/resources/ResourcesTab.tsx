import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useHubBlock } from '../../bound/bound'
import { useCommand } from '../../commands/offers'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { SearchField } from '../../ui/form/SearchField'
import { Skeleton } from '../../ui/Skeleton'
import { DataTable, type DataTableHandle } from '../../ui/table/DataTable'
import { Toolbar } from '../../ui/Toolbar'
import type { BaseUriTools } from './base-uri-tools'
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
  baseUri: BaseUriTools
  onCopyText: (text: string) => void
  /** What is looked for when the tab opens. */
  find: string
}

/** The Owned Resources tab: the source application, what it owns, which of it can be configured, and why the rest cannot. */
export function ResourcesTab(props: Props) {
  const { place, applicationName, hrefOf, onOpen, exportButton, exportOutcome, baseUri, onCopyText, find } = props
  const { t } = useTranslation('resources')
  const format = useFormat()
  const { environmentId, applicationId } = place
  const owned = useResources((state) => state.byPlace[placeKey(place)])
  const load = useResources((state) => state.load)
  const check = useResources((state) => state.check)
  const isChecking = useResources((state) => state.isChecking)
  const hubBlock = useHubBlock()
  const [query, setQuery] = useState(find)
  const [showsChecks, setShowsChecks] = useState(false)
  const [onlyAttention, setOnlyAttention] = useState(false)
  const table = useRef<DataTableHandle>(null)
  const loadHere = useCallback(() => void load({ environmentId, applicationId }), [load, environmentId, applicationId])
  useEffect(loadHere, [loadHere])

  const value = owned?.value
  const rows = value?.resources
  const shown = useMemo(
    () =>
      (rows ?? []).filter(
        ({ name, attentionCount }) => (!onlyAttention || attentionCount > 0) && name.toLowerCase().includes(query.trim().toLowerCase()),
      ),
    [rows, query, onlyAttention],
  )
  const attention = rows?.filter(({ attentionCount }) => attentionCount > 0).length ?? 0
  const columns = useMemo(() => resourceColumns({ t, format, hrefOf, onOpen }), [t, format, hrefOf, onOpen])
  const someUnlinked = rows?.some(({ configurable }) => !configurable) ?? false
  const hasSource = value?.credentials.baseUri !== undefined
  useCommand('resources.check', hasSource && rows !== undefined && rows.length > 0 ? { run: () => setShowsChecks(true) } : null)

  return (
    <>
      {owned?.failure && <FailurePanel failure={owned.failure} onRetry={loadHere} />}
      {!value && owned?.state !== 'failed' && <Skeleton label={t('loading')} />}
      {value && <SourceSummary place={place} applicationName={applicationName} credentials={value.credentials} baseUri={baseUri} />}
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
                {hasSource && (
                  <Button variant="quiet" aria-expanded={showsChecks} onClick={() => setShowsChecks(!showsChecks)}>
                    {t(someUnlinked ? 'checks.why' : 'checks.check')}
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
            {(attention > 0 || onlyAttention) && (
              <Button aria-pressed={onlyAttention} tip={t('attentionMeans')} onClick={() => setOnlyAttention(!onlyAttention)}>
                {t('attention', { count: attention })}
              </Button>
            )}
          </Toolbar>
          {showsChecks && (
            <ChecksPanel
              checks={value.checks}
              baseUri={value.credentials.baseUri ?? ''}
              isChecking={isChecking}
              checkBlock={hubBlock}
              onCheck={() => void check({ environmentId, applicationId })}
              onCopy={onCopyText}
            />
          )}
          {shown.length === 0 ? (
            <EmptyState title={t('noMatchTitle', { query })}>
              <Button
                onClick={() => {
                  setQuery('')
                  setOnlyAttention(false)
                }}
              >
                {t('clear')}
              </Button>
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
