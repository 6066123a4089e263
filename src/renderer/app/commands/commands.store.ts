import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { LabelledKey } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'

type CommandsStore = {
  /** The keys with a label, of the environment they were asked for. */
  labels: { environmentId: EnvironmentId | null; keys: readonly LabelledKey[] }
  /** What was run from the palette in this window, the last one first. */
  recent: readonly string[]
  loadLabels: (environmentId: EnvironmentId) => Promise<void>
  ran: (entryId: string) => void
  openWindow: () => void
}

const MOST_RECENT = 8

/** What the command palette knows beside the stores of the pages. */
export const createCommandsStore = (api: Pick<Api, 'keys' | 'shell'>) =>
  createStore<CommandsStore>()((set, get) => ({
    labels: { environmentId: null, keys: [] },
    recent: [],

    async loadLabels(environmentId) {
      if (get().labels.environmentId !== environmentId) set({ labels: { environmentId, keys: [] } })
      const result = await api.keys.labels({ environmentId })
      // Without them the palette still finds everything else; the keys tab says what is wrong.
      if (result.ok && get().labels.environmentId === environmentId) set({ labels: { environmentId, keys: result.value } })
    },

    ran: (entryId) => set(({ recent }) => ({ recent: [entryId, ...recent.filter((id) => id !== entryId)].slice(0, MOST_RECENT) })),
    openWindow: () => void api.shell.newWindow(),
  }))
export type CommandsStoreApi = ReturnType<typeof createCommandsStore>
