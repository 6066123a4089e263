import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { KeyId } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import type { Rotation, RotationId } from '#shared/contract/rotations'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'
import { loaded, loading, type Loading } from '../../loading'
import { createStoreContext } from '../../store-context'

type RotationsApi = Api['rotations']
/** The operations that take a step of one rotation and answer with where it stands then. */
export type Step = Exclude<keyof RotationsApi, 'list' | 'get' | 'plan' | 'copyNew'>
type InputOf<S extends Step> = Omit<Parameters<RotationsApi[S]>[0], 'environmentId' | 'rotationId'>

type RotationsStore = {
  environmentId: EnvironmentId | null
  list: Loading<Rotation[]>
  inFlight: Step | 'plan' | 'copyNew' | null
  /** Of the last step that did not work. */
  failure: Failure | null

  load: (environmentId: EnvironmentId) => Promise<void>
  reload: (environmentId: EnvironmentId) => Promise<void>
  plan: (environmentId: EnvironmentId, key: { applicationId: ApplicationId; keyId: KeyId }) => Promise<Result<Rotation>>
  take: <S extends Step>(step: S, rotation: Rotation, input: InputOf<S>) => Promise<Result<Rotation>>
  copyNew: (rotation: Rotation) => Promise<Result<{ clearsAt: string }>>
  clearFailure: () => void
}

/** The rotations of the environment that this window shows. */
export const createRotationsStore = (api: RotationsApi) =>
  createStore<RotationsStore>()((set, get) => {
    const put = (rotation: Rotation) =>
      set(({ environmentId, list }) => {
        if (environmentId !== rotation.environmentId || list.value === null) return {}
        const others = list.value.filter(({ id }) => id !== rotation.id)
        return { list: { state: 'ready', value: [rotation, ...others], failure: null } }
      })
    async function run<T>(inFlight: RotationsStore['inFlight'], asked: Promise<Result<T>>): Promise<Result<T>> {
      set({ inFlight, failure: null })
      const result = await asked
      set({ inFlight: null, failure: result.ok ? null : result.error })
      return result
    }

    return {
      environmentId: null,
      list: loading(),
      inFlight: null,
      failure: null,

      async load(environmentId) {
        if (get().environmentId !== environmentId) set({ environmentId, list: loading(), failure: null })
        set(({ list }) => ({ list: loading(list) }))
        const result = await api.list({ environmentId })
        if (get().environmentId === environmentId) set(({ list }) => ({ list: loaded(result, list) }))
      },

      async reload(environmentId) {
        if (get().environmentId === environmentId) await get().load(environmentId)
      },

      async plan(environmentId, key) {
        const result = await run('plan', api.plan({ environmentId, ...key }))
        if (result.ok) put(result.value)
        return result
      },

      async take(step, rotation, input) {
        const { environmentId, id: rotationId } = rotation
        // Every step takes the two ids beside its own input and answers with a rotation; the union of them hides it.
        const ask = api[step] as (whole: unknown) => Promise<Result<Rotation>>
        const result = await run(step, ask({ environmentId, rotationId, ...input }))
        if (result.ok) put(result.value)
        return result
      },

      copyNew: ({ environmentId, id: rotationId }) => run('copyNew', api.copyNew({ environmentId, rotationId })),
      clearFailure: () => set({ failure: null }),
    }
  })

export const [RotationsProvider, useRotations] = createStoreContext<RotationsStore>('rotations')

export const rotationOf = (list: Loading<Rotation[]>, id: RotationId | string): Rotation | undefined =>
  list.value?.find((each) => each.id === id)
