import { Suspense } from 'react'
import { CSPProvider } from '@base-ui/react/csp-provider'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { Frame } from './Frame'
import { LazyCommands, LazyTipRegion, LazyToastRegion } from './lazy-pages'
import { StoresProvider, type Stores } from './stores'

export function App({ stores }: { stores: Stores }) {
  return (
    // Our policy allows no inline style elements.
    <CSPProvider disableStyleElements>
      <StoresProvider stores={stores}>
        <Router hook={useHashLocation}>
          <Frame />
          <Suspense>
            <LazyCommands />
          </Suspense>
        </Router>
        <Suspense>
          <LazyToastRegion />
          <LazyTipRegion />
        </Suspense>
      </StoresProvider>
    </CSPProvider>
  )
}
