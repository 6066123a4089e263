import type { Service } from '#shared/contract'
import type { updates, UpdateStatus } from '#shared/contract/updates'
import { AppError } from '../../app-error'
import type { Updater } from '../../platform/updates/updater'

type Deps = { load: () => Promise<Updater | null> }

/** Newer versions of the app, step by step as the person asks for them. */
export function createUpdatesService({ load }: Deps) {
  let loading: Promise<Updater | null> | null = null
  let status: UpdateStatus = { state: 'no-feed' }

  const updater = async () => {
    const loaded = await (loading ??= load())
    if (!loaded) throw new AppError('not-found', 'This copy has no place to get updates from.')
    return loaded
  }

  return {
    async check() {
      if ((await (loading ??= load())) === null) return status
      // What is ready stays ready: looking again must not make somebody fetch it twice.
      if (status.state === 'ready') return status
      const version = await asked(async () => (await updater()).check())
      status = version === null ? { state: 'up-to-date' } : { state: 'available', version }
      return status
    },

    async download() {
      if (status.state !== 'available') return status
      const { version } = status
      await asked(async () => (await updater()).download())
      status = { state: 'ready', version }
      return status
    },

    async install() {
      if (status.state !== 'ready') throw new AppError('not-found', 'No update has been downloaded.')
      ;(await updater()).install()
    },
  } satisfies Service<typeof updates>
}

/** The library throws whatever it met; to the window it is one thing: the feed did not give what it should. */
async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('remote', 'The place that updates come from did not give one that can be used.', { cause: error })
  }
}
