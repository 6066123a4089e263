import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import type { NewSetting, UpgradeRow } from '#shared/contract/upgrades'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'
import { loaded, loading, type Loading } from '../../loading'
import { createStoreContext } from '../../store-context'

type Inbox = { rows: UpgradeRow[]; readAt?: string | undefined }
export type Credentials = { username: string; password: string }
type Of = { environmentId: EnvironmentId; applicationId: ApplicationId }
type Confirmed = { confirmation?: string }

type UpgradesStore = {
  environmentId: EnvironmentId | null
  inbox: Loading<Inbox>
  isRefreshing: boolean
  /** What is being done with an application right now, and why the last try failed. */
  busy: Record<string, 'configure' | 'skip'>
  failures: Record<string, Failure>

  load: (environmentId: EnvironmentId) => Promise<void>
  reload: (environmentId: EnvironmentId) => Promise<void>
  refresh: (applicationId?: ApplicationId) => Promise<void>
  /** One after the other; one that fails leaves the others done. The number that worked. */
  configure: (rows: readonly UpgradeRow[], confirmed: Confirmed, credentials?: Credentials) => Promise<number>
  skip: (row: UpgradeRow, confirmed: Confirmed) => Promise<boolean>
  mark: (row: UpgradeRow, settings: readonly Pick<NewSetting, 'family' | 'id' | 'state'>[]) => Promise<void>
  complete: (row: UpgradeRow) => Promise<void>
}

/** The inbox of upgrade actions of the window's environment. */
export const createUpgradesStore = (api: Api['upgrades']) =>
  createStore<UpgradesStore>()((set, get) => {
    const here = (): EnvironmentId => {
      const { environmentId } = get()
      if (environmentId === null) throw new Error('The inbox of no environment is shown')
      return environmentId
    }
    /** What comes back when another environment is shown by then is not for it. */
    const isHere = (environmentId: EnvironmentId) => environmentId === get().environmentId
    const ask = async (environmentId: EnvironmentId, asked: Promise<Result<Inbox>>) => {
      set(({ inbox }) => ({ inbox: loading(inbox) }))
      const result = await asked
      if (isHere(environmentId)) set(({ inbox }) => ({ inbox: loaded(result, inbox) }))
    }
    const accept = (row: UpgradeRow) =>
      set(({ inbox }) => {
        if (!inbox.value) return {}
        const others = inbox.value.rows.map((each) => (each.applicationId === row.applicationId ? row : each))
        return { inbox: { ...inbox, state: 'ready', failure: null, value: { ...inbox.value, rows: others.filter(isPending) } } }
      })
    const settle = ({ environmentId, applicationId }: Of, result: Result<UpgradeRow>) => {
      if (!isHere(environmentId)) return
      if (result.ok) accept(result.value)
      else set(({ failures }) => ({ failures: { ...failures, [applicationId]: result.error } }))
    }
    const run = async (of: Of, what: 'configure' | 'skip', asked: () => Promise<Result<UpgradeRow>>): Promise<boolean> => {
      const { environmentId, applicationId } = of
      if (isHere(environmentId))
        set(({ busy, failures }) => ({ busy: { ...busy, [applicationId]: what }, failures: without(failures, applicationId) }))
      const result = await asked()
      if (isHere(environmentId)) set(({ busy }) => ({ busy: without(busy, applicationId) }))
      settle(of, result)
      return result.ok
    }

    return {
      environmentId: null,
      inbox: loading(),
      isRefreshing: false,
      busy: {},
      failures: {},

      async load(environmentId) {
        if (environmentId !== get().environmentId) set({ environmentId, inbox: loading(), isRefreshing: false, busy: {}, failures: {} })
        await ask(environmentId, api.list({ environmentId }))
      },
      async reload(environmentId) {
        if (isHere(environmentId)) await ask(environmentId, api.list({ environmentId }))
      },
      async refresh(applicationId) {
        const environmentId = here()
        set({ isRefreshing: true })
        await ask(environmentId, api.refresh({ environmentId, ...(applicationId === undefined ? {} : { applicationId }) }))
        if (isHere(environmentId)) set({ isRefreshing: false })
      },

      async configure(rows, confirmed, credentials) {
        // All of them where it was asked, whatever is looked at meanwhile.
        const environmentId = here()
        let done = 0
        for (const { action, applicationId } of rows) {
          if (!action) continue
          const of = { environmentId, applicationId }
          const asked = () =>
            api.autoConfigure({
              ...of,
              actionId: action.id,
              ...(credentials ? { credentials } : {}),
              ...confirmed,
            })
          if (await run(of, 'configure', asked)) done += 1
        }
        return done
      },

      async skip({ action, applicationId }, confirmed) {
        if (!action) return false
        const of = { environmentId: here(), applicationId }
        return await run(of, 'skip', () => api.skip({ ...of, actionId: action.id, ...confirmed }))
      },

      mark: async ({ applicationId }, settings) => {
        const of = { environmentId: here(), applicationId }
        settle(of, await api.mark({ ...of, settings: [...settings] }))
      },

      complete: async ({ applicationId }) => {
        const of = { environmentId: here(), applicationId }
        settle(of, await api.complete(of))
      },
    }
  })

export const [UpgradesProvider, useUpgrades] = createStoreContext<UpgradesStore>('upgrades')

const isPending = ({ action, walk }: UpgradeRow) => action !== null || walk !== null

const without = <T>(record: Record<string, T>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([each]) => each !== key))
