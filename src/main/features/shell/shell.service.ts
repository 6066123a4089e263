import type { Service } from '#shared/contract'
import type { shell, ShellState } from '#shared/contract/shell'

type Deps = {
  /** Everything but what depends on the calling window. */
  state: (windowId: number) => ShellState
  copyText: (text: string) => void | Promise<void>
  painted: (windowId: number, mark: 'first-rows' | 'interactive') => void
}

/** What the frame around all screens needs to know. */
export function createShellService({ state, copyText, painted }: Deps) {
  return {
    state: (_input, { windowId }) => state(windowId),
    copyText: ({ text }) => copyText(text),
    painted: ({ mark }, { windowId }) => {
      painted(windowId, mark)
    },
  } satisfies Service<typeof shell>
}
