import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { ImportId, ImportPlan, ImportProgress } from '#shared/contract/imports'
import type { EnvironmentId } from '#shared/contract/op'
import type { Failure } from '#shared/errors'
import { loaded, loading, type Loading } from '../../loading'
import { createStoreContext } from '../../store-context'

export type Running = { importId: ImportId; done: number; total: number; isStopping: boolean }
/** What did not work: its words depend on what was asked. */
export type ImportFailure = { asked: 'choose' | 'apply' | 'discard'; failure: Failure }

type ImportsStore = {
  environmentId: EnvironmentId | null
  /** The plan that is shown. */
  plan: ImportPlan | null
  unfinished: Loading<ImportPlan[]>
  isChoosing: boolean
  running: Running | null
  failed: ImportFailure | null

  load: (environmentId: EnvironmentId) => Promise<void>
  choose: () => Promise<void>
  open: (plan: ImportPlan) => void
  close: () => void
  apply: (confirmed: { confirmation?: string }) => Promise<void>
  stop: () => void
  discard: (importId: ImportId) => Promise<void>
  progressed: (progress: ImportProgress) => void
  dismissFailure: () => void
}

/** An import of API settings: the plan that a file gives, and how its applying goes. */
export const createImportsStore = (api: Api['imports']) =>
  createStore<ImportsStore>()((set, get) => {
    const here = (): EnvironmentId => {
      const { environmentId } = get()
      if (environmentId === null) throw new Error('Imports are asked for before an environment is shown.')
      return environmentId
    }
    const isHere = (environmentId: EnvironmentId) => get().environmentId === environmentId
    const readUnfinished = async (environmentId: EnvironmentId) => {
      const result = await api.unfinished({ environmentId })
      // The person may have gone to another environment meanwhile.
      if (isHere(environmentId)) set(({ unfinished }) => ({ unfinished: loaded(result, unfinished) }))
      return result
    }

    return {
      environmentId: null,
      plan: null,
      unfinished: loading(),
      isChoosing: false,
      running: null,
      failed: null,

      async load(environmentId) {
        if (isHere(environmentId)) set(({ unfinished }) => ({ unfinished: loading(unfinished) }))
        else set({ environmentId, plan: null, unfinished: loading(), failed: null })
        await readUnfinished(environmentId)
      },

      async choose() {
        const environmentId = here()
        set({ isChoosing: true, failed: null })
        const result = await api.choose({ environmentId })
        set({ isChoosing: false })
        if (!isHere(environmentId)) return
        if (!result.ok) set({ failed: result.error.code === 'cancelled' ? null : { asked: 'choose', failure: result.error } })
        else if (result.value) {
          set({ plan: result.value })
          await readUnfinished(environmentId)
        }
      },

      open: (plan) => set({ plan, failed: null }),
      close: () => set({ plan: null, failed: null }),

      async apply(confirmed) {
        const { plan, running } = get()
        if (!plan || running) return
        // Bound to the environment that the plan was made for, whatever the window shows meanwhile.
        const { id: importId, environmentId } = plan
        const total = plan.counts.change + plan.counts.unset
        set({ running: { importId, done: total - leftOf(plan), total, isStopping: false }, failed: null })
        const result = await api.apply({ environmentId, importId, ...confirmed })
        if (!isHere(environmentId)) {
          set({ running: null })
          return
        }
        // In one step, so that the end of running and what came of it are seen together.
        set(({ plan: shown }) => ({
          running: null,
          plan: result.ok && shown?.id === importId ? result.value : shown,
          failed: result.ok ? null : { asked: 'apply', failure: result.error },
        }))
        const left = await readUnfinished(environmentId)
        // What was sent before a failure is told by the plan as it is kept.
        const kept = left.ok ? left.value.find(({ id }) => id === importId) : undefined
        if (kept && get().plan?.id === importId) set({ plan: kept })
      },

      stop() {
        const { running, plan } = get()
        if (!running || running.isStopping) return
        set({ running: { ...running, isStopping: true } })
        void api.stop({ environmentId: plan?.environmentId ?? here(), importId: running.importId })
      },

      async discard(importId) {
        const environmentId = here()
        const result = await api.discard({ environmentId, importId })
        if (!isHere(environmentId)) return
        set(({ plan }) => ({
          failed: result.ok ? null : { asked: 'discard', failure: result.error },
          plan: result.ok && plan?.id === importId ? null : plan,
        }))
        await readUnfinished(environmentId)
      },

      progressed: ({ importId, done, total }) =>
        set(({ running }) => (running?.importId === importId ? { running: { ...running, done, total } } : {})),
      dismissFailure: () => set({ failed: null }),
    }
  })

export const [ImportsProvider, useImports] = createStoreContext<ImportsStore>('imports')

/** Lines that a next apply would send: those without an end. */
export const leftOf = ({ lines }: Pick<ImportPlan, 'lines'>): number =>
  lines.filter(
    ({ kind, result }) =>
      (kind === 'change' || kind === 'unset') && (result === null || result.outcome === 'failed' || result.outcome === 'not-tried'),
  ).length
