import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { Change, HistorySubject, Version } from '#shared/contract/history'
import type { EnvironmentId } from '#shared/contract/op'
import { loaded, loading, type Loading } from '../../loading'
import { createStoreContext } from '../../store-context'

export type Place = { environmentId: EnvironmentId; applicationId: ApplicationId }
export type Changes = { since: string | null; changes: Change[]; isCut: boolean }

type HistoryStore = {
  versions: Record<string, Loading<Version[]>>
  changes: Record<string, Loading<Changes>>
  load: (place: Place, subject: HistorySubject) => Promise<void>
  loadChanges: (place: Place) => Promise<void>
  /** After something was read or saved: what is shown anew, the rest forgotten. */
  reload: (environmentId: EnvironmentId, applicationId?: string) => void
}

export const placeKey = ({ environmentId, applicationId }: Place) => `${environmentId}/${applicationId}`
export const subjectKey = (place: Place, subject: HistorySubject) => `${placeKey(place)}/${JSON.stringify(subject)}`

/** How things were before, asked for when it is shown. */
export const createHistoryStore = (api: Api['history']) =>
  createStore<HistoryStore>()((set, get) => {
    const shown = new Map<string, { place: Place; load: () => Promise<void> }>()
    return {
      versions: {},
      changes: {},

      async load(place, subject) {
        const key = subjectKey(place, subject)
        shown.set(key, { place, load: () => get().load(place, subject) })
        set(({ versions }) => ({ versions: { ...versions, [key]: loading(versions[key]) } }))
        const result = await api.of({ ...place, subject })
        set(({ versions }) => ({
          versions: { ...versions, [key]: loaded(result.ok ? { ok: true, value: result.value.versions } : result, versions[key]) },
        }))
      },

      async loadChanges(place) {
        const key = placeKey(place)
        shown.set(key, { place, load: () => get().loadChanges(place) })
        set(({ changes }) => ({ changes: { ...changes, [key]: loading(changes[key]) } }))
        const result = await api.ofApplication(place)
        set(({ changes }) => ({ changes: { ...changes, [key]: loaded(result, changes[key]) } }))
      },

      reload(environmentId, applicationId) {
        for (const { place, load } of shown.values())
          if (place.environmentId === environmentId && (applicationId === undefined || place.applicationId === applicationId)) void load()
      },
    }
  })

export const [HistoryProvider, useHistory] = createStoreContext<HistoryStore>('history')
