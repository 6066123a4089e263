import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { CsvPreset, ExportProgress, ExportResult } from '#shared/contract/exports'
import type { EnvironmentId } from '#shared/contract/op'
import type { Failure } from '#shared/errors'
import { createStoreContext } from '../../store-context'

/** What is exported: the API settings, or the ISO codes, of one or more applications. */
export type Target = { what: 'apiSettings' | 'isoCodes'; environmentId: EnvironmentId; applicationIds: readonly ApplicationId[] }
type Running = Target & { rows: number; done: number }

type ExportsStore = {
  running: Running | null
  /** The last export that did not work, and of what. */
  failed: (Target & { failure: Failure }) | null

  /** The written files; null when it failed, was stopped, or the person closed the dialog. */
  run: (target: Target, preset: CsvPreset) => Promise<ExportResult | null>
  progressed: (progress: ExportProgress) => void
  cancel: () => void
  reveal: () => void
  dismissFailure: () => void
}

/** Export API Settings: one at a time. */
export const createExportsStore = (api: Api['exports']) =>
  createStore<ExportsStore>()((set, get) => ({
    running: null,
    failed: null,

    async run(target, preset) {
      if (get().running) return null
      set({ running: { ...target, rows: 0, done: 0 }, failed: null })
      const { what, environmentId, applicationIds } = target
      const result = await api[what]({ environmentId, applicationIds: [...applicationIds], preset })
      const stopped = !result.ok && result.error.code === 'cancelled'
      set({ running: null, failed: result.ok || stopped ? null : { ...target, failure: result.error } })
      return result.ok ? result.value.result : null
    },

    progressed({ environmentId, applicationId, rows, done }) {
      const { running } = get()
      if (running?.environmentId === environmentId && running.applicationIds.includes(applicationId))
        set({ running: { ...running, rows, done } })
    },

    cancel: () => void api.cancel(),
    reveal: () => void api.reveal(),
    dismissFailure: () => set({ failed: null }),
  }))

export const [ExportsProvider, useExports] = createStoreContext<ExportsStore>('exports')

/** Whether two exports are of the same thing. */
export const isSameTarget = (one: Target, other: Target): boolean =>
  one.what === other.what && one.environmentId === other.environmentId && one.applicationIds.join() === other.applicationIds.join()
