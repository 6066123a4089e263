import { Suspense } from 'react'
import { useLocation } from 'wouter'
import { useEnvironments } from '../features/environments/environments.store'
import { usePreferences } from '../features/preferences/preferences.store'
import { LazyWelcome } from './lazy-pages'
import { paths } from './routes'

/** The first-run page with what it needs of other features. */
export function FirstRun({ onPainted }: { onPainted: () => void }) {
  const [, navigate] = useLocation()
  const analytics = usePreferences((state) => state.value?.analytics ?? 'unasked')
  const set = usePreferences((state) => state.set)
  const preferencesFailure = usePreferences((state) => state.failure)
  const first = useEnvironments((state) => {
    const id = state.boundId ?? state.order[0]
    return id === undefined ? undefined : state.byId[id]
  })
  const open = useEnvironments((state) => state.open)
  const exploreSandbox = useEnvironments((state) => state.exploreSandbox)
  const environmentsFailure = useEnvironments((state) => state.failure)

  return (
    <Suspense>
      <LazyWelcome
        answered={analytics}
        onAnswer={(answer) => set('analytics', answer)}
        onConnect={() => navigate(paths.connect)}
        onSandbox={async () => {
          if (await exploreSandbox()) navigate(paths.applications)
        }}
        goOn={first === undefined ? null : { name: first.name, run: () => void open(first.id) }}
        failure={preferencesFailure ?? environmentsFailure}
        onPainted={onPainted}
      />
    </Suspense>
  )
}
