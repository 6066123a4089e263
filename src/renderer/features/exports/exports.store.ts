import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { CsvPreset, ExportProgress, ExportResult } from '#shared/contract/exports'
import type { EnvironmentId } from '#shared/contract/op'
import type { Failure } from '#shared/errors'
import { createStoreContext } from '../../store-context'

type Target = { environmentId: EnvironmentId; applicationId: ApplicationId }

type ExportsStore = {
  running: (Target & { rows: number }) | null
  /** The last export that did not work, and of which application. */
  failed: (Target & { failure: Failure }) | null

  /** The written file; null when it failed, was stopped, or the person closed the dialog. */
  exportSettings: (target: Target, preset: CsvPreset) => Promise<ExportResult | null>
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

    async exportSettings(target, preset) {
      if (get().running) return null
      set({ running: { ...target, rows: 0 }, failed: null })
      const result = await api.apiSettings({ ...target, preset })
      const stopped = !result.ok && result.error.code === 'cancelled'
      set({ running: null, failed: result.ok || stopped ? null : { ...target, failure: result.error } })
      return result.ok ? result.value.result : null
    },

    progressed({ environmentId, applicationId, rows }) {
      const { running } = get()
      if (running?.environmentId === environmentId && running.applicationId === applicationId) set({ running: { ...running, rows } })
    },

    cancel: () => void api.cancel(),
    reveal: () => void api.reveal(),
    dismissFailure: () => set({ failed: null }),
  }))

export const [ExportsProvider, useExports] = createStoreContext<ExportsStore>('exports')
