import { RefreshCw } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ISO_LIST_NAMES, type IsoListState } from '#shared/contract/iso'
import type { IsoIndex } from '#shared/rules/iso-matching'
import type { IsoList } from '#shared/wire/media-types'
import { useHubBlock } from '../../bound/bound'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat } from '../../i18n/use-format'
import { AsOf } from '../../ui/Age'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Skeleton } from '../../ui/Skeleton'
import { DraftsBar } from './DraftsBar'
import type { Drafts } from './iso-drafts'
import { countAttention } from './iso-lines'
import styles from './Iso.module.css'
import { placeKey, useIso, type Place } from './iso.store'
import { IsoListPanel } from './IsoListPanel'
import { ReviewDialog } from './ReviewDialog'
import { useIsoIndex } from './use-iso-index'

const NO_LISTS: readonly IsoListState[] = []
const NO_DRAFTS: Drafts = {}
const stateOf = (lists: readonly IsoListState[], list: IsoList): IsoListState =>
  lists.find((each) => each.list === list) ?? { list, rows: [], choices: [], state: 'not-read' }

/** The tab ISO Code Settings: which ISO code stands for each country, currency, language, region and subregion of the source application. */
export function IsoSettings({ place, applicationName, first }: { place: Place; applicationName: string; first: IsoList }) {
  const { t } = useTranslation('iso')
  const { environmentId, applicationId } = place
  const key = placeKey(place)
  const known = useIso((state) => state.byPlace[key])
  const drafts = useIso((state) => state.drafts[key] ?? NO_DRAFTS)
  const failure = useIso((state) => state.failures[key] ?? null)
  const isRefreshing = useIso((state) => state.refreshing[key] ?? false)
  const isReviewing = useIso((state) => state.reviewing === key)
  const load = useIso((state) => state.load)
  const refresh = useIso((state) => state.refresh)
  const hubBlock = useHubBlock()
  const [list, setList] = useState<IsoList>(first)
  const loadHere = useCallback(() => void load({ environmentId, applicationId }), [load, environmentId, applicationId])
  useEffect(loadHere, [loadHere])
  // Never read, and the source can be asked: nobody has to press a button first. Once; what fails says so.
  const isNew = known?.state === 'ready' && known.value.every(({ state }) => state === 'not-read')
  const canAsk = hubBlock === null
  useEffect(() => {
    if (isNew && canAsk) void refresh({ environmentId, applicationId })
  }, [isNew, canAsk, refresh, environmentId, applicationId])

  const lists = known?.value ?? NO_LISTS
  const index = useIsoIndex(lists)
  const all = useMemo(() => Object.values(drafts), [drafts])
  const state = stateOf(lists, list)
  const refreshButton = (
    <Button
      icon={<RefreshCw aria-hidden="true" />}
      busy={isRefreshing}
      blockedBecause={hubBlock}
      onClick={() => void refresh({ environmentId, applicationId })}
    >
      {t('refresh')}
    </Button>
  )

  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <ListChoice lists={lists} index={index} drafts={drafts} selected={list} onSelect={setList} />
        <div className={styles.headEnd}>
          {known?.value && state.state !== 'not-read' && (
            <span className="muted small">
              <AsOf at={state.readAt} />
            </span>
          )}
          {state.state !== 'not-read' && refreshButton}
        </div>
      </div>
      {known?.failure && <FailurePanel failure={known.failure} onRetry={loadHere} />}
      {failure && !isReviewing && <FailurePanel failure={failure} />}
      {!known?.value && known?.state !== 'failed' && <Skeleton label={t('loading')} />}
      {known?.value && state.state === 'not-read' && (
        <EmptyState title={t('notReadTitle')} text={t('notReadText')}>
          {refreshButton}
        </EmptyState>
      )}
      {known?.value && state.state === 'none' && <EmptyState title={t(`noneTitle.${list}`)} text={t('noneText')} />}
      {state.state === 'failed' && state.failure && (
        <FailurePanel failure={state.failure} onRetry={() => void refresh({ environmentId, applicationId })} />
      )}
      {(state.state === 'served' || state.rows.length > 0) && (
        <IsoListPanel
          key={list}
          place={place}
          index={index}
          state={state}
          parents={list === 'region' ? stateOf(lists, 'country').rows : list === 'subregion' ? stateOf(lists, 'region').rows : NO_ROWS}
          drafts={drafts}
        />
      )}
      {all.length > 0 && <DraftsBar place={place} drafts={all} />}
      {isReviewing && <ReviewDialog place={place} applicationName={applicationName} index={index} drafts={all} />}
    </div>
  )
}

const NO_ROWS: IsoListState['rows'] = []

type ListChoiceProps = {
  lists: readonly IsoListState[]
  index: IsoIndex
  drafts: Drafts
  selected: IsoList
  onSelect: (list: IsoList) => void
}

/** The five lists, each with how many of its rows nobody has dealt with. */
function ListChoice({ lists, index, drafts, selected, onSelect }: ListChoiceProps) {
  const { t } = useTranslation('iso')
  const format = useFormat()
  const counts = useMemo(
    () => Object.fromEntries(lists.map((state) => [state.list, countAttention(index, state, drafts)])),
    [lists, index, drafts],
  )
  return (
    <div className={styles.lists} role="group" aria-label={t('lists')}>
      {ISO_LIST_NAMES.map((list) => {
        const count = counts[list] ?? 0
        const words = t('needAttention', { count, shown: format.number(count) })
        return (
          <button
            key={list}
            type="button"
            className={styles.filter}
            aria-pressed={list === selected}
            data-tip={count === 0 ? undefined : words}
            onClick={() => onSelect(list)}
          >
            {t(`list.${list}`)}
            {count > 0 && (
              <>
                <span className={styles.count} aria-hidden="true">
                  {format.number(count)}
                </span>
                <span className="visually-hidden">, {words}</span>
              </>
            )}
          </button>
        )
      })}
    </div>
  )
}
