import type { EnvironmentId } from '#shared/contract/op'
import type { Background, BackgroundDeps } from './background'
import type { Guards } from './ipc/serve'
import { laterServices } from './later-services'
import type { Log } from './platform/log'

/** What happens in the background, loaded when it begins: nothing of it is needed before there is something to see. */
export function laterBackground(deps: BackgroundDeps & { log: Log }) {
  let begun: Promise<Background> | null = null
  let running: Background | null = null
  const begin = () =>
    (begun ??= import('./background').then(({ createBackground }) => {
      running = createBackground(deps)
      return running
    }))

  /** Nobody waits for it: what goes wrong is written down, and the app goes on without. */
  const quietly = (run: (started: Background) => void) => {
    begin()
      .then(run)
      .catch((error: unknown) => {
        deps.log.error('background', { error })
      })
  }

  return {
    begin: (): void => quietly(() => undefined),
    services: laterServices(['refreshes'], async () => (await begin()).services),
    consented: (): void => running?.consented(),
    watch: ((operation) => running?.watch(operation) ?? (() => undefined)) satisfies Guards['watch'],
    forgetEnvironment: (environmentId: EnvironmentId): void => quietly((started) => started.forgetEnvironment(environmentId)),
    close: (): void => running?.close(),
  }
}
