import { RefreshControl } from '../features/refreshes/RefreshControl'
import { createRefreshesStore, RefreshesProvider } from '../features/refreshes/refreshes.store'
import { useBridge, type Bridge } from './bridge'

const made = new WeakMap<Bridge, ReturnType<typeof createRefreshesStore>>()

/** Automatic refreshes with their store, which comes when they are first shown and is one for the window. */
export function RefreshStatus() {
  const bridge = useBridge()
  const store = made.get(bridge) ?? startStore(bridge)
  made.set(bridge, store)
  return (
    <RefreshesProvider store={store}>
      <RefreshControl />
    </RefreshesProvider>
  )
}

function startStore({ api, listen }: Bridge) {
  const store = createRefreshesStore(api.refreshes)
  listen('refreshes.changed', ({ environmentId }) => store.getState().reload(environmentId))
  return store
}
