import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IsoListState } from '#shared/contract/iso'
import type { IsoIndex } from '#shared/rules/iso-matching'
import type { IsoRow } from '#shared/wire/source-plane'
import { useFormat } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { SearchField } from '../../ui/form/SearchField'
import { DataTable, type DataTableHandle } from '../../ui/table/DataTable'
import { Toolbar } from '../../ui/Toolbar'
import { isoColumns } from './iso-columns'
import type { Drafts } from './iso-drafts'
import { codeWith, linesOf, recommendedOf, type Line } from './iso-lines'
import styles from './Iso.module.css'
import { useIso, type Place } from './iso.store'
import { ParentFilter } from './ParentFilter'

type Props = {
  place: Place
  index: IsoIndex
  state: IsoListState
  /** The countries of regions and the regions of subregions. */
  parents: readonly IsoRow[]
  drafts: Drafts
}

/** The rows of one list: found, narrowed, and each set to a code in its place. */
export function IsoListPanel({ place, index, state, parents, drafts }: Props) {
  const { t } = useTranslation('iso')
  const format = useFormat()
  const choose = useIso((store) => store.choose)
  const discard = useIso((store) => store.discard)
  const review = useIso((store) => store.review)
  const [query, setQuery] = useState('')
  const [attentionOnly, setAttentionOnly] = useState(false)
  const [parentId, setParentId] = useState<string | null>(null)
  const table = useRef<DataTableHandle>(null)
  const { environmentId, applicationId } = place

  const lines = useMemo(
    () => linesOf(index, state, drafts, { query, attentionOnly, parentId }),
    [index, state, drafts, query, attentionOnly, parentId],
  )
  const recommended = useMemo(() => recommendedOf(lines), [lines])
  const columns = useMemo(() => {
    const here = { environmentId, applicationId }
    return isoColumns({
      t,
      index,
      where: { codeOf: codeWith(drafts), parentId },
      onChoose: (chosen) => choose(here, [chosen]),
      onUndo: ({ key }) => discard(here, [key]),
      onResolve: () => review(here),
    })
  }, [t, index, drafts, parentId, choose, discard, review, environmentId, applicationId])
  const showAll = () => {
    setQuery('')
    setAttentionOnly(false)
    setParentId(null)
  }
  const parentList = state.list === 'region' ? 'country' : state.list === 'subregion' ? 'region' : null

  if (state.rows.length === 0) return <EmptyState title={t(`emptyTitle.${state.list}`)} />
  return (
    <>
      <Toolbar
        end={
          <span role="status" className="muted small">
            {t('counted', { count: state.rows.length, shown: format.number(lines.length), all: format.number(state.rows.length) })}
          </span>
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
        <button type="button" className={styles.filter} aria-pressed={attentionOnly} onClick={() => setAttentionOnly(!attentionOnly)}>
          {t('attention')}
        </button>
        {parentList && parents.length > 1 && <ParentFilter list={parentList} rows={parents} value={parentId} onChange={setParentId} />}
      </Toolbar>
      {state.choices.length === 0 && <p className="muted">{t('noChoices')}</p>}
      {recommended.length > 0 && (
        <div className={styles.recommended}>
          <span>{t('recommended', { count: recommended.length, shown: format.number(recommended.length) })}</span>
          <Button onClick={() => choose(place, recommended)}>
            {t('applyAll', { count: recommended.length, shown: format.number(recommended.length) })}
          </Button>
        </div>
      )}
      {lines.length === 0 ? (
        <EmptyState title={t('noMatchTitle')} text={t('noMatchText')}>
          <Button onClick={showAll}>{t('showAll')}</Button>
        </EmptyState>
      ) : (
        <div className={styles.table}>
          <DataTable
            ref={table}
            fit
            label={t(`tableLabel.${state.list}`)}
            columns={columns}
            rows={lines}
            rowId={keyOf}
            rowTone={({ draft }) => (draft?.trouble ? 'warn' : 'plain')}
          />
        </div>
      )}
    </>
  )
}

const keyOf = ({ key }: Line) => key
