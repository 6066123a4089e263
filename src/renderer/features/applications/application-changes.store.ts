import { createStore } from 'zustand/vanilla'
import type { z } from 'zod'
import type { Api } from '#shared/contract'
import type {
  AccessState,
  ApplicationDetail,
  ApplicationDraft,
  ApplicationId,
  ApplicationToCreate,
  applications,
  CreatedApplication,
  DraftId,
  ResourceOwner,
  SavedDraft,
  SourceTest,
} from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'
import type { CatalogItem } from '#shared/wire/administration-plane'
import { createStoreContext } from '../../store-context'

type InputOf<Name extends keyof typeof applications> = Omit<z.input<(typeof applications)[Name]['input']>, 'environmentId'>
type Action = 'testSource' | 'create' | 'update' | 'remove' | 'setCredentials' | 'setAccess'
type Asked<T> = Promise<Result<T>>

type ApplicationChangesStore = {
  drafts: SavedDraft[]
  inFlight: Action | null
  failure: Failure | null
  clearFailure: () => void

  loadDrafts: (environmentId: EnvironmentId) => Promise<void>
  saveDraft: (environmentId: EnvironmentId, draftId: DraftId, draft: ApplicationDraft) => Promise<void>
  removeDraft: (environmentId: EnvironmentId, draftId: DraftId) => Promise<void>

  catalog: (environmentId: EnvironmentId) => Asked<CatalogItem[]>
  owners: (environmentId: EnvironmentId) => Asked<ResourceOwner[]>
  /** Null when nobody could be asked: the hub says it again at the end. */
  isNameFree: (environmentId: EnvironmentId, name: string, exceptId?: ApplicationId) => Promise<boolean | null>
  testSource: (environmentId: EnvironmentId, input: InputOf<'testSource'>) => Asked<SourceTest>
  create: (
    environmentId: EnvironmentId,
    input: { draftId: DraftId; application: ApplicationToCreate; confirmation?: string },
  ) => Asked<CreatedApplication>
  update: (environmentId: EnvironmentId, input: InputOf<'update'>) => Asked<ApplicationDetail>
  remove: (environmentId: EnvironmentId, input: InputOf<'remove'>) => Asked<void>
  setCredentials: (environmentId: EnvironmentId, input: InputOf<'setCredentials'>) => Asked<ApplicationDetail>
  access: (environmentId: EnvironmentId, applicationId: ApplicationId) => Asked<AccessState>
  setAccess: (environmentId: EnvironmentId, input: InputOf<'setAccess'>) => Asked<AccessState>
}

/** Making and changing applications. What is typed stays with the screens; a password passes through and is kept nowhere. */
export const createApplicationChangesStore = (api: Api['applications']) =>
  createStore<ApplicationChangesStore>()((set, get) => {
    const run = async <T>(action: Action, asked: Asked<T>): Asked<T> => {
      set({ inFlight: action, failure: null })
      const result = await asked
      set({ inFlight: null, failure: result.ok ? null : result.error })
      return result
    }
    return {
      drafts: [],
      inFlight: null,
      failure: null,
      clearFailure: () => set({ failure: null }),

      async loadDrafts(environmentId) {
        const result = await api.drafts({ environmentId })
        if (result.ok) set({ drafts: result.value })
      },
      async saveDraft(environmentId, draftId, draft) {
        const result = await api.saveDraft({ environmentId, draftId, draft })
        if (!result.ok) set({ failure: result.error })
      },
      async removeDraft(environmentId, draftId) {
        await api.removeDraft({ environmentId, draftId })
        await get().loadDrafts(environmentId)
      },

      catalog: (environmentId) => api.catalog({ environmentId }),
      owners: (environmentId) => api.owners({ environmentId }),
      async isNameFree(environmentId, name, exceptId) {
        const result = await api.nameIsFree({ environmentId, name, ...(exceptId === undefined ? {} : { exceptId }) })
        return result.ok ? result.value.isFree : null
      },
      testSource: (environmentId, input) => run('testSource', api.testSource({ environmentId, ...input })),
      create: (environmentId, input) => run('create', api.create({ environmentId, ...input })),
      update: (environmentId, input) => run('update', api.update({ environmentId, ...input })),
      remove: (environmentId, input) => run('remove', api.remove({ environmentId, ...input })),
      setCredentials: (environmentId, input) => run('setCredentials', api.setCredentials({ environmentId, ...input })),
      access: (environmentId, applicationId) => api.access({ environmentId, applicationId }),
      setAccess: (environmentId, input) => run('setAccess', api.setAccess({ environmentId, ...input })),
    }
  })

export const [ApplicationChangesProvider, useApplicationChanges] = createStoreContext<ApplicationChangesStore>('application changes')
