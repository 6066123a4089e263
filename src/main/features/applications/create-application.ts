import { ApplicationId, type ApplicationDraft, type ApplicationToCreate, type CreatedApplication } from '#shared/contract/applications'
import type { WireApplication } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import { canonicalJson } from '../../platform/db/canonical-json'
import type { Administration } from '../../platform/hub/administration'
import type { SourceCredentials } from '../../platform/hub/source-credentials'
import { Secret } from '../../platform/secret'
import type { ApplicationAccess } from './application-access'
import { nothingFromHub, type ApplicationCache, type OfApplication } from './application-cache'
import { sourceUri } from '../../platform/hub/source-uri'
import type { DraftsRepo, OfDraft } from './drafts.repo'
import { isWhatWasSent, sentOf } from './sent-application'
import { ANY_VERSION, isSameName, nameFault, nameTaken } from './versions'

type Deps = {
  drafts: DraftsRepo
  access: ApplicationAccess
  cache: ApplicationCache
  credentials: SourceCredentials
  clock: Clock
  newId: () => string
  keysAtHub: (hub: Administration, of: OfApplication) => Promise<void>
}

type Made = Pick<CreatedApplication, 'madeBy' | 'keyId'> & { application: WireApplication }
type Left = CreatedApplication['left']

/**
 * Creates an application at most once. The intent is written down before the request; whoever finds it (the next try, or
 * the next start of the app) looks at the hub before asking again.
 */
export function createApplicationMaker({ drafts, access, cache, credentials, clock, newId, keysAtHub }: Deps) {
  /** What an earlier try made without its answer reaching us, or null. */
  async function adopt(hub: Administration, of: OfDraft, there: WireApplication[]): Promise<Made | null> {
    const intent = drafts.intentOf(of)
    const application = intent && there.find((one) => isWhatWasSent(one, intent.sent))
    if (!application) return null
    const [key] = (await hub.apiKeys(application.id)).items
    return { application, madeBy: 'earlier-try', ...(key ? { keyId: key.id } : {}) }
  }

  async function post(hub: Administration, of: OfDraft, asked: ApplicationToCreate): Promise<Made> {
    const sent = sentOf(asked)
    const before = drafts.intentOf(of)
    const isSameAgain = before !== null && canonicalJson(before.sent) === canonicalJson(sent)
    const idempotencyKey = isSameAgain ? before.idempotencyKey : newId()
    drafts.noteIntent(of, { sent, idempotencyKey }, clock.iso())
    try {
      // The value of the first key is dropped: the key is denied everywhere, and can be revealed.
      const { application, first } = await hub.createApplication({ ...sent, authentication: asked.authentication }, idempotencyKey)
      return { application, madeBy: 'this-try', keyId: first.key.id }
    } catch (error) {
      if (isRefusal(error)) drafts.clearIntent(of)
      throw nameFault(error)
    }
  }

  /** Runs a step after the creation; its failure is told, and the application is there all the same. */
  async function step(part: Left[number]['part'], run: () => Promise<unknown>): Promise<Left> {
    try {
      await run()
      return []
    } catch (error) {
      if (error instanceof AppError) return [{ part, failure: error.toFailure() }]
      throw error
    }
  }

  /** Gives what was typed now to what an earlier try made, which may have been sent another password; then keeps it here. */
  async function keepCredentials(hub: Administration, of: OfApplication, made: Made, asked: ApplicationToCreate): Promise<void> {
    const { authentication, baseUri } = asked
    if (authentication.type === 'none' || baseUri === undefined) return
    if (made.madeBy === 'earlier-try') {
      if (made.application.baseUri !== baseUri)
        throw new AppError('conflict', 'An earlier try made the application with another base URI. Enter its credentials on its own page.')
      const match = (await hub.application(of.applicationId)).etag ?? ANY_VERSION
      await hub.patchApplication(of.applicationId, { authentication }, match)
    }
    const { username, password } = authentication
    await credentials.keep(of.environmentId, of.applicationId, { baseUri, username, secret: new Secret(password) })
  }

  /** Our copy of the application with its keys and resources. What the hub does not tell now comes with the next sync. */
  async function copy(hub: Administration, of: OfApplication, made: WireApplication): Promise<WireApplication> {
    const application = (await hub.application(of.applicationId).catch(nothingFromHub)) ?? made
    cache.keep(of, application)
    await keysAtHub(hub, of)
    const owned = await hub.ownedResources(of.applicationId).catch(nothingFromHub)
    if (owned) cache.keepOwnedResources(of, owned.items)
    return application
  }

  /** Throws `invalid-input` for a taken name before anything is written or sent. */
  async function adoptOrPost(hub: Administration, of: OfDraft, asked: ApplicationToCreate): Promise<Made> {
    const { items: there } = await hub.applications()
    const adopted = await adopt(hub, of, there)
    if (adopted) return adopted
    if (there.some(({ name }) => isSameName(name, asked.name))) throw nameTaken()
    if (!drafts.has(of)) drafts.save(of, draftOf(asked), clock.iso())
    return await post(hub, of, asked)
  }

  return async function create(hub: Administration, of: OfDraft, typed: ApplicationToCreate): Promise<CreatedApplication> {
    const asked = inNormalForm(typed)
    const made = await adoptOrPost(hub, of, asked)
    const { application: first, ...how } = made
    const applicationId = ApplicationId.parse(first.id)
    const ofApplication = { environmentId: of.environmentId, applicationId }
    const { access: owners } = asked
    const left = [
      ...(owners.length > 0 ? await step('access', () => access.set(hub, ofApplication, { owners })) : []),
      ...(await step('credentials', () => keepCredentials(hub, ofApplication, made, asked))),
    ]
    const application = await copy(hub, ofApplication, first)
    drafts.remove(of)
    return { application: { ...application, id: applicationId }, ...how, left }
  }
}

/** “Not now”; and something before the hub may say them too. */
const NOT_NOW = [408, 425, 429]

/** The hub answered that it did not do it. */
const isRefusal = (error: unknown): boolean =>
  error instanceof AppError && error.status !== undefined && error.status >= 400 && error.status <= 499 && !NOT_NOW.includes(error.status)

/** Without a base URI there is nothing to sign in to. */
function inNormalForm({ baseUri = '', ...rest }: ApplicationToCreate): ApplicationToCreate {
  if (baseUri.trim() === '') return { ...rest, authentication: { type: 'none' } }
  return { ...rest, baseUri: sourceUri(baseUri) }
}

/** For a creation without a saved draft: what the wizard would have saved on its last page. */
function draftOf(asked: ApplicationToCreate): ApplicationDraft {
  const { origin, catalogId, name, description, baseUri, authentication, ownedResources, access } = asked
  return {
    step: 'review',
    origin,
    ...(catalogId === undefined ? {} : { catalogId }),
    name,
    description,
    hasSource: baseUri !== undefined,
    baseUri: baseUri ?? '',
    authentication: authentication.type,
    username: authentication.type === 'basic' ? authentication.username : '',
    resourcesFrom: ownedResources.length > 0 ? 'by-hand' : 'none',
    ownedResources,
    access,
  }
}
