import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import type { SettingLine } from '#shared/contract/resources'
import type { EditableSetting, SavedSetting, SettingChange, SettingRef, SettingValue } from '#shared/contract/settings'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'
import { isSameValue, tidied } from '#shared/rules/setting-edit'
import type { SourceOption } from '#shared/wire/source-plane'
import { loaded, loading, type Loading } from '../../loading'
import { createStoreContext } from '../../store-context'

export type Place = { environmentId: EnvironmentId; applicationId: ApplicationId }
type Lines = { lines: SettingLine[]; readAt?: string | undefined }

/** A value that was chosen and is not saved yet; `setting.value` is what it was chosen over. */
export type Draft = { setting: EditableSetting; value: SettingValue; result: SavedSetting | null }
export type Drafts = Record<string, Draft>

type SettingsStore = {
  lines: Record<string, Loading<Lines>>
  drafts: Record<string, Drafts>
  /** What the last save changed, to be undone by a new reviewed save. */
  lastSaved: Record<string, Draft[]>
  isSaving: boolean
  failure: Failure | null

  loadLines: (place: Place, resource: string) => Promise<void>
  reload: (environmentId: EnvironmentId, applicationId?: string) => void
  /** The setting with its options, and its draft if there is one. Null when it could not be read; see `failure`. */
  open: (place: Place, ref: SettingRef) => Promise<EditableSetting | null>
  choose: (place: Place, setting: EditableSetting, value: SettingValue) => void
  drop: (place: Place, ref: SettingRef) => void
  dropAll: (place: Place) => void
  search: (place: Place, id: string, keyword: string) => Promise<Result<{ choices: SourceOption[] }>>
  /** Saves all drafts of an application. What was saved leaves them; the rest says what became of it. Null when nothing was sent. */
  save: (place: Place, confirmed: { confirmation?: string }) => Promise<SavedSetting[] | null>
  takeTheirs: (place: Place, ref: SettingRef) => void
  keepMine: (place: Place, ref: SettingRef) => void
  /** Turns what was saved last into drafts of what there was before. */
  undo: (place: Place) => void
  clearFailure: () => void
}

export const placeKey = ({ environmentId, applicationId }: Place) => `${environmentId}/${applicationId}`
export const linesKey = (place: Place, resource: string) => `${placeKey(place)}/${resource}`
export const refKey = ({ family, id }: SettingRef) => `${family}/${id}`
const NO_DRAFTS: Drafts = {}
/** As many as the contract takes with one call. */
const MOST_AT_ONCE = 500

const notTried = ({ setting: { family, id } }: Draft): SavedSetting => ({ family, id, outcome: 'not-tried', faults: [] })
const changeOf = ({ setting, value }: Draft): SettingChange => ({ family: setting.family, id: setting.id, base: setting.value, value })

/** The settings of resources, and what was chosen for them and is not saved yet: it stays while other pages are looked at. */
export const createSettingsStore = (api: Pick<Api, 'resources' | 'settings'>) =>
  createStore<SettingsStore>()((set, get) => {
    const shown = new Map<string, { place: Place; load: () => Promise<void> }>()
    const draftsAt = (place: Place) => get().drafts[placeKey(place)] ?? NO_DRAFTS
    const put = (place: Place, drafts: Drafts) => set((state) => ({ drafts: { ...state.drafts, [placeKey(place)]: drafts } }))
    const without = (drafts: Drafts, gone: ReadonlySet<string>): Drafts =>
      Object.fromEntries(Object.entries(drafts).filter(([key]) => !gone.has(key)))
    const change = (place: Place, ref: SettingRef, to: (draft: Draft) => Draft) => {
      const draft = draftsAt(place)[refKey(ref)]
      if (draft) put(place, { ...draftsAt(place), [refKey(ref)]: to(draft) })
    }

    /** What was saved leaves the drafts; the rest says what became of it. Something else that was chosen meanwhile stays. */
    const settle = (place: Place, sent: readonly Draft[], results: readonly SavedSetting[]) => {
      const byKey = new Map(results.map((each) => [refKey(each), each]))
      const drafts = { ...draftsAt(place) }
      const done = new Set<string>()
      for (const draft of sent) {
        const key = refKey(draft.setting)
        const now = drafts[key]
        const result = byKey.get(key)
        if (!now || !result) continue
        const isChosenAnew = !isSameValue(now.value, draft.value)
        if (result.outcome !== 'saved' && result.outcome !== 'already') {
          if (!isChosenAnew) drafts[key] = { ...now, result }
        } else if (isChosenAnew) drafts[key] = { setting: { ...now.setting, value: draft.value }, value: now.value, result: null }
        else done.add(key)
      }
      put(place, without(drafts, done))
    }

    return {
      lines: {},
      drafts: {},
      lastSaved: {},
      isSaving: false,
      failure: null,

      async loadLines(place, resource) {
        const key = linesKey(place, resource)
        shown.set(key, { place, load: () => get().loadLines(place, resource) })
        set(({ lines }) => ({ lines: { ...lines, [key]: loading(lines[key]) } }))
        const result = await api.resources.settings({ ...place, resource })
        set(({ lines }) => ({ lines: { ...lines, [key]: loaded(result, lines[key]) } }))
      },

      reload(environmentId, applicationId) {
        for (const { place, load } of shown.values())
          if (place.environmentId === environmentId && (applicationId === undefined || place.applicationId === applicationId)) void load()
      },

      async open(place, ref) {
        const draft = draftsAt(place)[refKey(ref)]
        if (draft) return draft.setting
        const result = await api.settings.open({ ...place, ...ref })
        set({ failure: result.ok ? null : result.error })
        return result.ok ? result.value : null
      },

      choose(place, setting, chosen) {
        const key = refKey(setting)
        const value = tidied(chosen)
        if (isSameValue(value, setting.value)) put(place, without(draftsAt(place), new Set([key])))
        else put(place, { ...draftsAt(place), [key]: { setting, value, result: null } })
      },

      drop: (place, ref) => put(place, without(draftsAt(place), new Set([refKey(ref)]))),
      dropAll: (place) => {
        put(place, {})
        set({ failure: null })
      },

      search: (place, id, keyword) => api.settings.search({ ...place, id, keyword }),

      async save(place, confirmed) {
        const sent = Object.values(draftsAt(place))
        const all: SavedSetting[] = []
        let failure: Failure | null = null
        set({ isSaving: true, failure: null })
        for (let from = 0; from < sent.length && failure === null; from += MOST_AT_ONCE) {
          const part = sent.slice(from, from + MOST_AT_ONCE)
          const result = await api.settings.save({ ...place, changes: part.map(changeOf), ...confirmed })
          if (!result.ok) failure = result.error
          if (!result.ok && from === 0) break
          // A part that main did not take leaves itself and those behind it untried.
          const results = result.ok ? result.value.results : sent.slice(from).map(notTried)
          settle(place, result.ok ? part : sent.slice(from), results)
          all.push(...results)
        }
        const outcomes = new Map(all.map((each) => [refKey(each), each.outcome]))
        const saved = sent.filter(({ setting }) => outcomes.get(refKey(setting)) === 'saved')
        set({ isSaving: false, failure })
        if (saved.length > 0) set(({ lastSaved }) => ({ lastSaved: { ...lastSaved, [placeKey(place)]: saved } }))
        return all.length > 0 ? all : null
      },

      takeTheirs: (place, ref) => get().drop(place, ref),
      keepMine: (place, ref) =>
        change(place, ref, (draft) => ({
          ...draft,
          setting: { ...draft.setting, value: draft.result?.theirs ?? draft.setting.value },
          result: null,
        })),

      undo(place) {
        const drafts = (get().lastSaved[placeKey(place)] ?? []).map(({ setting, value }): [string, Draft] => [
          refKey(setting),
          { setting: { ...setting, value }, value: setting.value, result: null },
        ])
        put(place, { ...draftsAt(place), ...Object.fromEntries(drafts) })
      },

      clearFailure: () => set({ failure: null }),
    }
  })

export const [SettingsProvider, useSettings] = createStoreContext<SettingsStore>('settings')

/** What was chosen at a place and is not saved yet. */
export const useDrafts = (place: Place): Drafts => useSettings((state) => state.drafts[placeKey(place)] ?? NO_DRAFTS)
