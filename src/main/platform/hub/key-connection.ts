import type { EnvironmentId } from '#shared/contract/op'
import type { Tenant, WireApplication, WireOwnedResource } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { Clock } from '../clock'
import type { HttpClient } from '../http/client'
import type { Administration } from './administration'
import { openApplicationSession, type ApplicationSession } from './application-session'
import { createIntegration } from './integration'
import { asApiKey, type KnownKeys } from './known-keys'
import type { KnownKey, KnownKeysRepo } from './known-keys.repo'
import { createSignIns } from './sign-ins'

type Deps = {
  environmentId: EnvironmentId
  http: HttpClient
  hubUrl: string
  clock: Clock
  signal: AbortSignal
  keys: KnownKeys
  sources: Pick<KnownKeysRepo, 'baseUriOf'>
}

/**
 * What the administration plane offers, as far as the keys of single applications reach (planes A and C). The rest throws
 * `manual-step`: a person does it in the hub's console, and what came of it is checked with a real sign-in.
 */
export function createKeyConnection({ environmentId, http, hubUrl, clock, signal, keys, sources }: Deps): Administration {
  // Of this one operation, so that what it learns of a key, and of the tenant, is what the hub says now.
  const signIns = createSignIns({ clock })
  const ofApplication = (id: string): KnownKey[] => keys.all(environmentId).filter(({ applicationId }) => applicationId === id)

  /** Signed in with the first key that the hub accepts. Throws what it said of the last one otherwise. */
  async function signIn(known: readonly KnownKey[]): Promise<ApplicationSession> {
    let refusal: AppError = noKey('No API key of this application is known here. Add one to go on.')
    for (const { keyId, hint } of known) {
      try {
        const key = await keys.valueOf(environmentId, keyId)
        return await openApplicationSession({ signIns, http, hubUrl, key, signal })
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'unreachable' || error.code === 'cancelled') throw error
        refusal = error.code === 'unauthorized' ? new AppError('unauthorized', `The hub does not know the key ${hint}.`, error) : error
      }
    }
    throw refusal
  }

  async function application(id: string): Promise<WireApplication> {
    const known = ofApplication(id)
    const { config } = await (await signIn(known)).configuration()
    const baseUri = sources.baseUriOf(environmentId, id)
    return {
      id,
      name: config.name,
      description: '',
      origin: 'manual',
      sourceKind: null,
      ...(baseUri === undefined ? {} : { baseUri }),
      authentication: { type: baseUri === undefined ? 'none' : 'basic', passwordSet: false },
      ownedResourceCount: (await owned(id)).length,
      apiKeyCount: known.length,
      // Only asking the source tells; where it is, is known.
      hasSettings: baseUri !== undefined,
      metadata: config.metadata,
    }
  }

  async function owned(id: string): Promise<WireOwnedResource[]> {
    const owners = await (await signIn(ofApplication(id))).availableResources(id)
    return (owners.find((owner) => owner.id === id)?.resources ?? []).map((resource) =>
      typeof resource === 'string'
        ? { name: resource, versions: [], deprecated: false }
        : {
            name: resource.name,
            versions: resource.representations.flatMap(({ version }) => (version === undefined ? [] : [version])),
            deprecated:
              resource.representations.length > 0 && resource.representations.every((each) => each.deprecationNotice !== undefined),
          },
    )
  }

  const applications = async () => {
    const known = keys.all(environmentId)
    const ids = [...new Set(known.map(({ applicationId }) => applicationId))]
    const found = await Promise.allSettled(ids.map((id) => application(id)))
    const items = found.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    // One key that is refused hides none of the other applications; all of them are the hub's own answer.
    if (items.length === 0) {
      const [first] = found
      if (first?.status === 'rejected' && first.reason instanceof Error) throw first.reason
      throw noKey('No API key is known here. Add one to go on.')
    }
    return { items, unreadable: ids.length - items.length }
  }

  return {
    async tenant(): Promise<Tenant> {
      const { tenant } = await signIn(keys.all(environmentId))
      return { ...tenant, region: '', capabilities: [] }
    },
    applications,
    application,
    ownedResources: async (id) => {
      const items = await owned(id)
      return { items, received: items.length, unreadable: 0 }
    },
    apiKeys: (id) => Promise.resolve({ items: ofApplication(id).map(asApiKey), unreadable: 0 }),
    apiKey(id, keyId) {
      const known = ofApplication(id).find((each) => each.keyId === keyId)
      return known ? Promise.resolve(asApiKey(known)) : Promise.reject(new AppError('not-found', 'That key is not known here.'))
    },
    reveal: (_id, keyId) => keys.valueOf(environmentId, keyId),

    /** The key that a person made in the console for this very request, once it was pasted. */
    async addKey(id, _input, requestId) {
      const pasted = ofApplication(id).find((each) => each.requestId === requestId)
      if (!pasted) throw manual('Make the key in the hub’s console, then paste it here.')
      return { key: asApiKey(pasted), value: await keys.valueOf(environmentId, pasted.keyId) }
    },
    /** Done once the hub no longer knows the key. */
    async deleteKey(id, keyId) {
      const known = ofApplication(id).find((each) => each.keyId === keyId)
      if (!known) return
      const { outcome } = await createIntegration({ http, hubUrl, signal }).authenticate(await keys.valueOf(environmentId, keyId))
      if (outcome !== 'unknown-key') throw manual('The hub still knows this key. Delete it in the hub’s console, then try again.')
      await keys.remove(environmentId, keyId)
    },

    // What an application's own key does not show is not there for it.
    addressLists: () => Promise.resolve([]),
    upgradeActions: () => Promise.resolve([]),
    catalog: () => refuse(),
    createApplication: () => refuse(),
    patchApplication: () => refuse(),
    deleteApplication: () => refuse(),
    autoConfigure: () => refuse(),
    completeUpgrade: () => refuse(),
    proxyAccess: () => refuse(),
    putProxyAccess: () => refuse(),
    patchKey: () => refuse(),
  }
}

const noKey = (sentence: string) => new AppError('credentials-missing', sentence)
const manual = (sentence: string) => new AppError('manual-step', sentence)
const refuse = (): Promise<never> => Promise.reject(manual('Do this in the hub’s console.'))
