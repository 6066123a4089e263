import { createContext, useContext, type ReactNode } from 'react'
import { useStore, type StoreApi } from 'zustand'

/** Hands one feature's store to its components: a provider for the app and a hook that takes a narrow selector. */
export function createStoreContext<State>(name: string) {
  const Context = createContext<StoreApi<State> | null>(null)

  function Provider({ store, children }: { store: StoreApi<State>; children: ReactNode }) {
    return <Context value={store}>{children}</Context>
  }

  function useFeature<T>(selector: (state: State) => T): T {
    const store = useContext(Context)
    if (!store) throw new Error(`The ${name} store is not provided here.`)
    return useStore(store, selector)
  }

  return [Provider, useFeature] as const
}
