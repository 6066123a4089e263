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
    const ask = async (asked: Promise<Result<Inbox>>) => {
      set(({ inbox }) => ({ inbox: loading(inbox) }))
      const result = await asked
      set(({ inbox }) => ({ inbox: loaded(result, inbox) }))
    }
    const accept = (row: UpgradeRow) =>
      set(({ inbox }) => {
        if (!inbox.value) return {}
        const others = inbox.value.rows.map((each) => (each.applicationId === row.applicationId ? row : each))
        return { inbox: { ...inbox, state: 'ready', failure: null, value: { ...inbox.value, rows: others.filter(isPending) } } }
      })
    const run = async (row: UpgradeRow, what: 'configure' | 'skip', asked: () => Promise<Result<UpgradeRow>>): Promise<boolean> => {
      const { applicationId } = row
      set(({ busy, failures }) => ({ busy: { ...busy, [applicationId]: what }, failures: without(failures, applicationId) }))
      const result = await asked()
      set(({ busy, failures }) => ({
        busy: without(busy, applicationId),
        failures: result.ok ? failures : { ...failures, [applicationId]: result.error },
      }))
      if (result.ok) accept(result.value)
      return result.ok
    }

    return {
      environmentId: null,
      inbox: loading(),
      isRefreshing: false,
      busy: {},
      failures: {},

      async load(environmentId) {
        if (environmentId !== get().environmentId) set({ environmentId, inbox: loading(), failures: {} })
        await ask(api.list({ environmentId }))
      },
      async reload(environmentId) {
        if (environmentId === get().environmentId) await ask(api.list({ environmentId }))
      },
      async refresh(applicationId) {
        set({ isRefreshing: true })
        await ask(api.refresh({ environmentId: here(), ...(applicationId === undefined ? {} : { applicationId }) }))
        set({ isRefreshing: false })
      },

      async configure(rows, confirmed, credentials) {
        let done = 0
        for (const row of rows) {
          const { action, applicationId } = row
          if (!action) continue
          const asked = () =>
            api.autoConfigure({
              environmentId: here(),
              applicationId,
              actionId: action.id,
              ...(credentials ? { credentials } : {}),
              ...confirmed,
            })
          if (await run(row, 'configure', asked)) done += 1
        }
        return done
      },

      skip: async (row, confirmed) =>
        row.action !== null &&
        (await run(row, 'skip', () =>
          api.skip({ environmentId: here(), applicationId: row.applicationId, actionId: row.action?.id ?? '', ...confirmed }),
        )),

      async mark({ applicationId }, settings) {
        const result = await api.mark({ environmentId: here(), applicationId, settings: [...settings] })
        if (result.ok) accept(result.value)
        else set(({ failures }) => ({ failures: { ...failures, [applicationId]: result.error } }))
      },

      async complete({ applicationId }) {
        const result = await api.complete({ environmentId: here(), applicationId })
        if (result.ok) accept(result.value)
        else set(({ failures }) => ({ failures: { ...failures, [applicationId]: result.error } }))
      },
    }
  })

export const [UpgradesProvider, useUpgrades] = createStoreContext<UpgradesStore>('upgrades')

const isPending = ({ action, walk }: UpgradeRow) => action !== null || walk !== null

const without = <T>(record: Record<string, T>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([each]) => each !== key))
