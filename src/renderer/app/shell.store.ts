import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { ShellState } from '#shared/contract/shell'
import type { Failure } from '#shared/errors'
import { createStoreContext } from '../store-context'

export type ShellFacts = Pick<ShellState, 'version' | 'platform' | 'keychain' | 'hub' | 'sandbox' | 'notices'>

type ShellStore = {
  /** Null until main has answered for the first time. */
  facts: ShellFacts | null
  failure: Failure | null
  /** All that the first screen needs, in one reply. `before` takes what other stores keep of it, before anything is shown. */
  read: (before?: (state: ShellState) => void | Promise<void>) => Promise<ShellState | null>
  dismissNotices: () => void
  /** Its state comes with the event that follows. */
  askKeychain: () => void
  copyText: (text: string) => void
  painted: (mark: 'first-rows' | 'interactive') => void
}

export const createShellStore = (api: Api['shell']) =>
  createStore<ShellStore>()((set, get) => ({
    facts: null,
    failure: null,

    async read(before) {
      const known = get().facts
      const result = await api.state()
      if (!result.ok) {
        set({ failure: result.error })
        return null
      }
      const { version, platform, keychain, hub, sandbox, notices } = result.value
      await before?.(result.value)
      // Notices are said once: what was dismissed here does not come back with the next reading.
      set({ failure: null, facts: { version, platform, keychain, hub, sandbox, notices: known?.notices ?? notices } })
      return result.value
    },

    dismissNotices: () => set(({ facts }) => ({ facts: facts && { ...facts, notices: [] } })),
    askKeychain: () => void api.askKeychain(),
    copyText: (text) => void api.copyText({ text }),
    // Only the bench and the screenshot listen; a failure of it is nobody's business here.
    painted: (mark) => void api.painted({ mark }),
  }))

export const [ShellProvider, useShell] = createStoreContext<ShellStore>('shell')
