import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { UpdateStatus } from '#shared/contract/updates'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'
import { createStoreContext } from '../../store-context'

type Step = 'check' | 'download' | 'install'

type UpdatesStore = {
  /** Null until somebody has asked. */
  status: UpdateStatus | null
  busy: Step | null
  failure: Failure | null
  check: () => Promise<void>
  download: () => Promise<void>
  install: () => Promise<void>
}

/** What is known of newer versions; nothing is, until a person asks. */
export const createUpdatesStore = (api: Api['updates']) =>
  createStore<UpdatesStore>()((set) => {
    const ask = async (step: Step, asked: Promise<Result<UpdateStatus | undefined>>) => {
      set({ busy: step, failure: null })
      const result = await asked
      set(({ status }) => (result.ok ? { busy: null, status: result.value ?? status } : { busy: null, failure: result.error }))
    }
    return {
      status: null,
      busy: null,
      failure: null,
      check: () => ask('check', api.check()),
      download: () => ask('download', api.download()),
      install: () => ask('install', api.install() as Promise<Result<undefined>>), // void is what nothing is called in a schema
    }
  })

export const [UpdatesProvider, useUpdates] = createStoreContext<UpdatesStore>('updates')
