import type { Service } from '#shared/contract'
import type { KeychainState, shell, ShellState } from '#shared/contract/shell'

type Deps = {
  /** Everything but what depends on the calling window. */
  state: (windowId: number) => ShellState
  askKeychain: () => Promise<KeychainState>
  copyText: (text: string) => void | Promise<void>
  unsaved: (windowId: number, names: readonly string[]) => void
  newWindow: (windowId: number) => void
  painted: (windowId: number, mark: 'first-rows' | 'interactive') => void
}

/** What the frame around all screens needs to know. */
export function createShellService({ state, askKeychain, copyText, unsaved, newWindow, painted }: Deps) {
  return {
    state: (_input, { windowId }) => state(windowId),
    askKeychain: () => askKeychain(),
    copyText: ({ text }) => copyText(text),
    unsaved: ({ names }, { windowId }) => {
      unsaved(windowId, names)
    },
    newWindow: (_input, { windowId }) => {
      newWindow(windowId)
    },
    painted: ({ mark }, { windowId }) => {
      painted(windowId, mark)
    },
  } satisfies Service<typeof shell>
}
