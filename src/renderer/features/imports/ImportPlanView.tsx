import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportLine, ImportLineKind, ImportPlan } from '#shared/contract/imports'
import { useSendBlock, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import { useFormat } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { SearchField } from '../../ui/form/SearchField'
import { Progress } from '../../ui/Progress'
import { DataTable } from '../../ui/table/DataTable'
import { Toolbar } from '../../ui/Toolbar'
import { importColumns } from './import-columns'
import { LISTED_KINDS, matchingLines } from './import-lines'
import { ImportReport } from './ImportReport'
import { LineDetails } from './LineDetails'
import styles from './Imports.module.css'
import { leftOf, useImports } from './imports.store'

/** The plan that a file gives: counted, line by line, and the button that applies it. */
export function ImportPlanView({ plan }: { plan: ImportPlan }) {
  const { t } = useTranslation('imports')
  const { t: tf } = useTranslation('failures')
  const format = useFormat()
  const [query, setQuery] = useState('')
  const [kinds, setKinds] = useState<ReadonlySet<ImportLineKind>>(new Set())
  const [activeId, setActiveId] = useState<string | null>(null)
  const { lines, counts } = plan
  const shown = useMemo(() => matchingLines(lines, query, kinds), [lines, query, kinds])
  const columns = useMemo(() => importColumns({ t, tf }), [t, tf])
  const active = lines.find((line) => lineIdOf(line) === activeId) ?? null

  const toggle = (kind: ImportLineKind) =>
    setKinds((before) => {
      const next = new Set(before)
      if (!next.delete(kind)) next.add(kind)
      return next
    })
  const onClear = () => {
    setQuery('')
    setKinds(new Set())
  }
  const sentence = [
    ...LISTED_KINDS.map((kind) => t(`counts.${kind}`, { shown: format.number(counts[kind]) })),
    t('counts.same', { count: counts.same, shown: format.number(counts.same) }),
  ].join(', ')

  return (
    <>
      <p role="status">{t('counts.sentence', { list: sentence })}</p>
      <ImportReport plan={plan} />
      {lines.length === 0 ? (
        <EmptyState title={t('nothingTitle')} text={t('nothingText', { file: plan.fileName })} />
      ) : (
        <>
          <Toolbar
            end={
              <span role="status" className="muted small">
                {t('filter.shown', { count: lines.length, shown: format.number(shown.length), all: format.number(lines.length) })}
              </span>
            }
          >
            <SearchField label={t('search')} value={query} onChange={setQuery} />
            <div className={styles.filters} role="group" aria-label={t('filter.label')}>
              {LISTED_KINDS.map((kind) => (
                <button
                  key={kind}
                  type="button"
                  className={styles.filter}
                  aria-pressed={kinds.has(kind)}
                  data-tip={t(`kindMeans.${kind}`)}
                  onClick={() => toggle(kind)}
                >
                  <span className={styles.count}>{format.number(counts[kind])}</span> {t(`kind.${kind}`)}
                </button>
              ))}
            </div>
          </Toolbar>
          {shown.length === 0 ? (
            <EmptyState title={t('noMatchTitle')} text={t('noMatchText')}>
              <Button onClick={onClear}>{t('clear')}</Button>
            </EmptyState>
          ) : (
            <DataTable label={t('tableLabel')} columns={columns} rows={shown} rowId={lineIdOf} onActiveChange={setActiveId} />
          )}
          <LineDetails line={active} />
          <ApplyBar plan={plan} />
        </>
      )}
    </>
  )
}

const lineIdOf = ({ number }: ImportLine) => String(number)

/** Applies what is left of the plan, after the environment's own question; how far it is, and a way to stop. */
function ApplyBar({ plan }: { plan: ImportPlan }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const typeName = useTypeName()
  const sendBlock = useSendBlock()
  const confirmWrite = useConfirmWrite()
  const apply = useImports((state) => state.apply)
  const stop = useImports((state) => state.stop)
  const running = useImports((state) => state.running)
  const left = leftOf(plan)
  const words = { count: left, type: typeName }
  const action = t(plan.state === 'stopped' ? 'continueRest' : 'apply', words)
  // An import that ended has nothing more to offer; its report says so.
  if (left === 0 && plan.tried > 0 && !running) return null

  const onApply = async () => {
    const confirmed = await confirmWrite(action)
    if (confirmed) await apply(confirmed)
  }
  return (
    <div className={styles.foot}>
      {running && (
        <div className={styles.progress}>
          <span role="status">
            {running.isStopping ? t('stopping') : t('progress', { done: format.number(running.done), total: format.number(running.total) })}
          </span>
          <Progress label={t('running', { file: plan.fileName })} value={running.done} max={running.total} />
        </div>
      )}
      {running && (
        <Button busy={running.isStopping} onClick={stop}>
          {t('stop')}
        </Button>
      )}
      <Button
        variant="primary"
        busy={running !== null}
        blockedBecause={sendBlock ?? (left === 0 ? t('nothingToApply') : null)}
        onClick={() => void onApply()}
      >
        {action}
      </Button>
    </div>
  )
}
