import { Download } from 'lucide-react'
import { useCallback, useEffect, useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { EnvironmentType } from '#shared/contract/environments'
import type { CsvPreset } from '#shared/contract/exports'
import type { HealthRow } from '#shared/contract/health'
import { FINDINGS } from '#shared/rules/key-health'
import { useCommand } from '../../commands/offers'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat, useNow } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { SearchField } from '../../ui/form/SearchField'
import { SelectField } from '../../ui/form/SelectField'
import { Page } from '../../ui/Page'
import { PageHeader } from '../../ui/PageHeader'
import { Skeleton } from '../../ui/Skeleton'
import { DataTable } from '../../ui/table/DataTable'
import { tell } from '../../ui/toasts'
import { Toolbar } from '../../ui/Toolbar'
import { healthColumns } from './health-columns'
import styles from './Health.module.css'
import { countFindings, gravity, matching, useHealth } from './health.store'

type Props = { onFix: (row: HealthRow) => void; preset: CsvPreset; mark: (type: EnvironmentType) => ReactNode }
const NONE: HealthRow[] = []
const ALL = 'all'

/** Key health: every API key of every environment against the policy, the gravest first, each with a way to where it is mended. */
export function HealthPage({ onFix, preset, mark }: Props) {
  const { t } = useTranslation('health')
  const format = useFormat()
  const now = useNow(60_000)
  const { board, query, findings, environmentId, failure, isExporting } = useHealth((state) => state)
  const { load, search, toggle, ofEnvironment, clear, exportRows } = useHealth((state) => state)
  const loadHere = useCallback(() => void load(), [load])
  useEffect(loadHere, [loadHere])

  const rows = board.value?.rows ?? NONE
  const worstFirst = useMemo(() => [...rows].sort((one, other) => gravity(one) - gravity(other)), [rows])
  const shown = useMemo(() => matching(worstFirst, { query, findings, environmentId }), [worstFirst, query, findings, environmentId])
  const counts = useMemo(() => countFindings(rows), [rows])
  const environments = useMemo(() => [...new Map(rows.map((row) => [row.environmentId, row.environmentName]))], [rows])
  const columns = useMemo(() => healthColumns({ t, format, now, mark, onFix }), [t, format, now, mark, onFix])
  const isClean = rows.length > 0 && rows.every((row) => row.findings.length === 0)
  const policy = board.value?.policy

  const onExport = async () => {
    const written = await exportRows(shown, preset)
    if (written) tell({ title: t('exported', { count: written.rows, shown: format.number(written.rows) }), text: written.path })
  }

  const exportBlock = shown.length === 0 ? t('nothingToExport') : null
  useCommand('exports.keyInventory', board.value ? { run: () => void onExport(), blockedBecause: exportBlock } : null)

  return (
    <Page
      fill
      head={
        <PageHeader
          title={t('title')}
          facts={
            policy &&
            t('facts', {
              days: format.number(policy.maxAgeDays),
              keys: format.number(policy.maxKeys),
              addresses: format.number(policy.maxAddresses),
            })
          }
          actions={
            <Button icon={<Download aria-hidden="true" />} busy={isExporting} blockedBecause={exportBlock} onClick={() => void onExport()}>
              {t('export')}
            </Button>
          }
        />
      }
    >
      {board.failure && <FailurePanel failure={board.failure} onRetry={loadHere} />}
      {failure && <FailurePanel failure={failure} />}
      {!board.value && board.state === 'loading' && <Skeleton label={t('loading')} rows={10} />}
      {board.value && rows.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
      {rows.length > 0 && (
        <>
          <div className={styles.findings} role="group" aria-label={t('findingsLabel')}>
            {FINDINGS.map((finding) => (
              <button
                key={finding}
                type="button"
                className={styles.finding}
                aria-pressed={findings.has(finding)}
                data-tip={t(`means.${finding}`)}
                onClick={() => toggle(finding)}
              >
                <span className={styles.count}>{format.number(counts[finding])}</span> {t(`finding.${finding}`)}
              </button>
            ))}
          </div>
          <Toolbar
            end={
              <span role="status" className="muted small">
                {t('counted', { count: rows.length, shown: format.number(shown.length), all: format.number(rows.length) })}
              </span>
            }
          >
            <SearchField label={t('search')} value={query} onChange={search} />
            {environments.length > 1 && (
              <div className={styles.environment}>
                <SelectField
                  label={t('environment')}
                  value={environmentId ?? ALL}
                  onChange={(next) => ofEnvironment(next === ALL ? null : next)}
                  items={[{ value: ALL, label: t('allEnvironments') }, ...environments.map(([id, name]) => ({ value: id, label: name }))]}
                />
              </div>
            )}
          </Toolbar>
          {isClean && <p role="status">{t('clean')}</p>}
        </>
      )}
      {rows.length > 0 && shown.length === 0 && (
        <EmptyState title={t('noMatchTitle')} text={t('noMatchText')}>
          <Button onClick={clear}>{t('clear')}</Button>
        </EmptyState>
      )}
      {shown.length > 0 && <DataTable label={t('tableLabel')} columns={columns} rows={shown} rowId={rowIdOf} onOpen={onFix} />}
    </Page>
  )
}

// Two environments of one tenant list the same keys.
const rowIdOf = ({ environmentId, keyId }: HealthRow) => `${environmentId} ${keyId}`
