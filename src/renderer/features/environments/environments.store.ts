import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { Connection, Environment, KeyConnection, Protection, SyncGap, SyncProgress } from '#shared/contract/environments'
import type { EnvironmentId } from '#shared/contract/op'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'
import { createStoreContext } from '../../store-context'

export type SyncRun = { progress: SyncProgress | null; stopping: boolean }
export type SyncOutcome = { gaps: SyncGap[]; failure: Failure | null }

type EnvironmentsStore = {
  byId: Record<EnvironmentId, Environment>
  order: EnvironmentId[]
  boundId: EnvironmentId | null
  opening: EnvironmentId | null
  syncs: Record<EnvironmentId, SyncRun>
  /** How the last reading in this window went. */
  outcomes: Record<EnvironmentId, SyncOutcome>
  /** Of opening or of the sandbox switch: what has no form of its own to show it. */
  failure: Failure | null

  accept: (environments: Environment[], boundTo: Environment | null) => void
  reload: () => Promise<void>
  open: (id: EnvironmentId) => Promise<boolean>
  test: (input: Pick<Connection, 'hubUrl' | 'administrationToken'>) => ReturnType<Api['environments']['test']>
  connect: (input: Connection) => Promise<Result<Environment>>
  connectByKeys: (input: KeyConnection) => Promise<Result<Environment>>
  exploreSandbox: () => Promise<boolean>
  sync: (id: EnvironmentId) => Promise<void>
  cancelSync: (id: EnvironmentId) => void
  progressed: (progress: SyncProgress) => void
  dismissOutcome: (id: EnvironmentId) => void
  unlock: (id: EnvironmentId, typedName: string) => Promise<Failure | null>
  lock: (id: EnvironmentId) => Promise<Failure | null>
  setProtection: (id: EnvironmentId, protection: Protection, typedName: string | undefined) => Promise<Failure | null>
  remove: (id: EnvironmentId) => Promise<Failure | null>
  switchSandbox: (id: EnvironmentId, on: boolean) => Promise<boolean>
}

/** The environments of this computer, the one this window belongs to, and the reading of each. */
export const createEnvironmentsStore = (api: Api['environments']) =>
  createStore<EnvironmentsStore>()((set, get) => {
    const put = (environment: Environment) =>
      set(({ byId, order }) => ({
        byId: { ...byId, [environment.id]: environment },
        order: order.includes(environment.id) ? order : [...order, environment.id],
      }))
    const putAll = (environments: Environment[]) =>
      set({ byId: Object.fromEntries(environments.map((each) => [each.id, each])), order: environments.map(({ id }) => id) })
    const changeBy = async (asked: Promise<Result<Environment>>): Promise<Failure | null> => {
      const result = await asked
      if (!result.ok) return result.error
      put(result.value)
      return null
    }
    /** A new environment is where the person goes next. */
    const opened = async (asked: Promise<Result<Environment>>): Promise<Result<Environment>> => {
      const result = await asked
      if (result.ok) {
        put(result.value)
        await get().open(result.value.id)
      }
      return result
    }
    const endSync = (id: EnvironmentId, outcome: SyncOutcome) =>
      set(({ syncs: { [id]: _ended, ...syncs }, outcomes }) => ({ syncs, outcomes: { ...outcomes, [id]: outcome } }))

    return {
      byId: {},
      order: [],
      boundId: null,
      opening: null,
      syncs: {},
      outcomes: {},
      failure: null,

      accept(environments, boundTo) {
        putAll(environments)
        set({ boundId: boundTo?.id ?? null })
      },

      async reload() {
        const result = await api.list()
        if (!result.ok) return
        putAll(result.value)
        // Another window may have removed the environment of this one.
        if (get().boundId !== null && !result.value.some(({ id }) => id === get().boundId)) set({ boundId: null })
      },

      async open(id) {
        set({ opening: id, failure: null })
        const result = await api.open({ environmentId: id })
        set({ opening: null })
        if (!result.ok) {
          set({ failure: result.error })
          return false
        }
        put(result.value)
        set({ boundId: id })
        // Nothing to show yet: read it now. Otherwise what is cached comes first and a person refreshes when they want.
        if (result.value.readAt === undefined) void get().sync(id)
        return true
      },

      test: (input) => api.test(input),

      connect: (input) => opened(api.connect(input)),
      connectByKeys: (input) => opened(api.connectByKeys(input)),

      async exploreSandbox() {
        set({ failure: null })
        const result = await api.exploreSandbox()
        if (!result.ok) {
          set({ failure: result.error })
          return false
        }
        for (const environment of result.value) put(environment)
        // To look around, the one that can be changed without harm.
        const first = result.value.find(({ type }) => type === 'test') ?? result.value[0]
        return first !== undefined && (await get().open(first.id))
      },

      async sync(id) {
        if (get().syncs[id]) return
        set(({ syncs }) => ({ syncs: { ...syncs, [id]: { progress: null, stopping: false } } }))
        const result = await api.sync({ environmentId: id })
        if (result.ok) put(result.value.environment)
        const failure = result.ok || result.error.code === 'cancelled' ? null : result.error
        endSync(id, { gaps: result.ok ? result.value.gaps : [], failure })
      },

      cancelSync(id) {
        set(({ syncs }) => ({ syncs: { ...syncs, [id]: { progress: syncs[id]?.progress ?? null, stopping: true } } }))
        void api.cancelSync({ environmentId: id })
      },

      progressed(progress) {
        // Progress of another window's reading says nothing about ours.
        const run = get().syncs[progress.environmentId]
        if (run) set(({ syncs }) => ({ syncs: { ...syncs, [progress.environmentId]: { ...run, progress } } }))
      },

      dismissOutcome: (id) => set(({ outcomes: { [id]: _seen, ...outcomes } }) => ({ outcomes })),
      unlock: (id, typedName) => changeBy(api.unlock({ environmentId: id, typedName })),
      lock: (id) => changeBy(api.lock({ environmentId: id })),
      setProtection: (id, protection, typedName) =>
        changeBy(api.setProtection({ environmentId: id, protection, ...(typedName === undefined ? {} : { typedName }) })),

      async remove(id) {
        const result = await api.remove({ environmentId: id })
        if (!result.ok) return result.error
        set(({ byId: { [id]: _removed, ...byId }, order, boundId }) => ({
          byId,
          order: order.filter((each) => each !== id),
          boundId: boundId === id ? null : boundId,
        }))
        return null
      },

      async switchSandbox(id, on) {
        const failure = await changeBy(on ? api.startSandbox({ environmentId: id }) : api.stopSandbox({ environmentId: id }))
        set({ failure })
        // What was said of a hub that was not running is not so any more; reading says how it is now.
        if (on && failure === null) void get().sync(id)
        return failure === null
      },
    }
  })

export const [EnvironmentsProvider, useEnvironments] = createStoreContext<EnvironmentsStore>('environments')
