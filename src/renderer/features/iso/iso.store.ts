import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { IsoListState, SavedIsoCode } from '#shared/contract/iso'
import type { EnvironmentId } from '#shared/contract/op'
import type { Failure } from '#shared/errors'
import { ok } from '#shared/result'
import { loaded, loading, type Loading } from '../../loading'
import { createStoreContext } from '../../store-context'
import {
  answered,
  draftKey,
  keptMine,
  reconciled,
  withChosen,
  withCodes,
  without,
  type Choosing,
  type Draft,
  type Drafts,
} from './iso-drafts'

export type Place = { environmentId: EnvironmentId; applicationId: ApplicationId }
/** What became of a save: how many codes the source has now, and how to take them back. */
export type Saved = { saved: number; left: number; undo: Choosing[] }

type IsoStore = {
  /** By environment and application, the five lists. */
  byPlace: Record<string, Loading<readonly IsoListState[]>>
  /** What was chosen and not sent, by place; it stays while a person looks at other tabs and pages. */
  drafts: Record<string, Drafts>
  refreshing: Record<string, boolean>
  isSaving: boolean
  /** Why nothing of the last save or refresh worked, by place. */
  failures: Record<string, Failure | null>
  /** The place whose changes are being reviewed. */
  reviewing: string | null

  load: (place: Place) => Promise<void>
  /** Something changed: reads again what was read before. */
  reload: (environmentId: EnvironmentId, applicationId?: ApplicationId) => void
  /** Asks the source now. */
  refresh: (place: Place) => Promise<void>
  choose: (place: Place, chosen: readonly Choosing[]) => void
  /** Forgets drafts, those of the keys or all, and returns them, so that a person can have them back. */
  discard: (place: Place, keys?: readonly string[]) => Drafts
  restore: (place: Place, drafts: Drafts) => void
  keepMine: (place: Place, keys: readonly string[]) => void
  review: (place: Place | null) => void
  /** Sends what was reviewed. Null when main did not take it; the drafts are as they were then. */
  save: (place: Place, confirmed: { confirmation?: string }) => Promise<Saved | null>
}

export const placeKey = ({ environmentId, applicationId }: Place) => `${environmentId}/${applicationId}`
/** As many as the contract takes at once. */
const BATCH = 1000

/** ISO codes of a source application: its lists, and what a person chose for their rows. */
export const createIsoStore = (api: Api['iso']) =>
  createStore<IsoStore>()((set, get) => {
    const places = new Map<string, Place>()

    const draft = (key: string, next: (drafts: Drafts) => Drafts) =>
      set(({ drafts }) => ({ drafts: { ...drafts, [key]: next(drafts[key] ?? {}) } }))
    const fail = (key: string, failure: Failure | null) => set(({ failures }) => ({ failures: { ...failures, [key]: failure } }))
    const arrive = (key: string, result: Awaited<ReturnType<Api['iso']['lists']>>) => {
      set(({ byPlace }) => ({
        byPlace: { ...byPlace, [key]: loaded(result.ok ? ok(result.value.lists) : result, byPlace[key]) },
      }))
      if (result.ok) draft(key, (drafts) => reconciled(drafts, result.value.lists))
    }
    /** What the answers say of the source is shown at once; main tells when the rest is to be read again. */
    const settle = (key: string, sent: readonly Draft[], results: readonly SavedIsoCode[]) => {
      const chosen = new Map(sent.map(({ list, id, isoCode }) => [draftKey(list, id), isoCode]))
      const codes = new Map<string, string>()
      for (const { list, id, outcome, theirs } of results) {
        const at = draftKey(list, id)
        const now = outcome === 'saved' || outcome === 'already' ? chosen.get(at) : outcome === 'conflict' ? (theirs ?? '') : undefined
        if (now !== undefined) codes.set(at, now)
      }
      draft(key, (drafts) => answered(drafts, results))
      set(({ byPlace }) => {
        const known = byPlace[key]
        return known?.value ? { byPlace: { ...byPlace, [key]: { ...known, value: withCodes(known.value, codes) } } } : {}
      })
    }

    return {
      byPlace: {},
      drafts: {},
      refreshing: {},
      isSaving: false,
      failures: {},
      reviewing: null,

      async load(place) {
        const key = placeKey(place)
        places.set(key, place)
        set(({ byPlace }) => ({ byPlace: { ...byPlace, [key]: loading(byPlace[key]) } }))
        arrive(key, await api.lists(place))
      },

      reload(environmentId, applicationId) {
        for (const place of places.values())
          if (place.environmentId === environmentId && (applicationId === undefined || place.applicationId === applicationId))
            void get().load(place)
      },

      async refresh(place) {
        const key = placeKey(place)
        places.set(key, place)
        fail(key, null)
        set(({ refreshing }) => ({ refreshing: { ...refreshing, [key]: true } }))
        const result = await api.refresh(place)
        set(({ refreshing }) => ({ refreshing: { ...refreshing, [key]: false } }))
        // What was read before is still what is known.
        if (result.ok) arrive(key, result)
        else fail(key, result.error)
      },

      choose: (place, chosen) => draft(placeKey(place), (drafts) => withChosen(drafts, chosen)),

      discard(place, keys) {
        const key = placeKey(place)
        const before = get().drafts[key] ?? {}
        const gone = new Set(keys ?? Object.keys(before))
        draft(key, (drafts) => without(drafts, gone))
        return Object.fromEntries(Object.entries(before).filter(([at]) => gone.has(at)))
      },

      restore: (place, back) => draft(placeKey(place), (drafts) => ({ ...back, ...drafts })),
      keepMine: (place, keys) => draft(placeKey(place), (drafts) => keptMine(drafts, new Set(keys))),
      review: (place) => set({ reviewing: place === null ? null : placeKey(place) }),

      async save(place, confirmed) {
        const key = placeKey(place)
        const toSend = Object.values(get().drafts[key] ?? {}).filter(({ trouble }) => trouble?.outcome !== 'gone')
        const undo: Choosing[] = []
        let answers = 0
        set({ isSaving: true })
        fail(key, null)
        for (let start = 0; start < toSend.length; start += BATCH) {
          const sent = toSend.slice(start, start + BATCH)
          const changes = sent.map(({ list, id, base, isoCode }) => ({ list, id, base, isoCode }))
          const result = await api.save({ ...place, changes, ...confirmed })
          if (!result.ok) {
            fail(key, result.error)
            break
          }
          answers += 1
          settle(key, sent, result.value.results)
          const saved = new Set(result.value.results.filter(({ outcome }) => outcome === 'saved').map(({ list, id }) => draftKey(list, id)))
          for (const { list, id, title, base, isoCode } of sent)
            if (saved.has(draftKey(list, id))) undo.push({ list, id, title, base: isoCode, isoCode: base })
          // What stopped one batch would stop the next.
          if (result.value.results.some(({ outcome }) => outcome === 'not-tried')) break
        }
        set({ isSaving: false })
        if (answers === 0) return null
        return { saved: undo.length, left: Object.keys(get().drafts[key] ?? {}).length, undo }
      },
    }
  })

export const [IsoProvider, useIso] = createStoreContext<IsoStore>('iso')
