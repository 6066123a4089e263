import type { Service } from '#shared/contract'
import { ApplicationId, type applications } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import { WireOwnedResource } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { RecordActivity } from '../../platform/activity'
import type { Clock } from '../../platform/clock'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { SnapshotRepo } from '../../platform/db/snapshot.repo'
import type { Administration } from '../../platform/hub/administration'
import type { HubAccess } from '../../platform/hub/hub-access'
import type { SourceCredentials } from '../../platform/hub/source-credentials'
import { createApplicationAccess } from './application-access'
import { createApplicationCache, nothingFromHub, type OfApplication } from './application-cache'
import { createApplicationRows } from './application-row'
import { createApplicationChanger } from './change-application'
import { createApplicationMaker } from './create-application'
import type { DraftsRepo } from './drafts.repo'
import { createSourceTest } from './source-test'
import { editText, fieldsText, ownersText, signInText } from './said-of-application'
import { isSameName } from './versions'

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

type Deps = {
  hubs: HubAccess
  cached: CachedApplications
  snapshots: SnapshotRepo
  drafts: DraftsRepo
  credentials: SourceCredentials
  clock: Clock
  newId: () => string
  /** Brings our copy of an application's keys in step with the hub. Never fails. */
  keysAtHub: (hub: Administration, of: OfApplication) => Promise<void>
  /** What this computer knows of an application's keys goes. */
  forgetKeys: (environmentId: EnvironmentId, applicationId: ApplicationId) => void
  /** The application was deleted: what was under way with it ends. */
  applicationGone: (environmentId: EnvironmentId, applicationId: ApplicationId) => void | Promise<void>
  record: RecordActivity
  changed: (environmentId: EnvironmentId, applicationId: ApplicationId) => void
}

/** The applications of an environment: shown from the cache, online and offline the same; changed at the hub. */
export function createApplicationsService(deps: Deps) {
  const { hubs, cached, snapshots, drafts, credentials, clock, record, changed } = deps
  const cache = createApplicationCache(deps)
  const access = createApplicationAccess({ hubs, cache })
  const changer = createApplicationChanger({ ...deps, cache })
  const create = createApplicationMaker({ ...deps, access, cache })
  const testSource = createSourceTest({ hubs, cached, credentials, clock })
  const rowsOf = createApplicationRows({ cached, credentials })

  function detail({ environmentId, applicationId }: OfApplication) {
    const application = cached.get(environmentId, applicationId)
    const reads = snapshots.reads(environmentId, applicationId)
    const readAt = reads[0]?.at ?? snapshots.lastReadAt(environmentId)
    if (readAt === null) throw new AppError('not-found', 'This environment was not read yet. Refresh to see its applications.')
    return {
      application: { ...application, id: applicationId },
      row: rowsOf(environmentId)(application),
      readAt,
      gaps: reads.flatMap(({ part, failure }) => (failure ? [{ part, failure }] : [])),
    }
  }

  return {
    list({ environmentId }) {
      const rows = cached
        .all(environmentId)
        .map(rowsOf(environmentId))
        .sort((one, other) => byName.compare(one.name, other.name))
      const readAt = snapshots.lastReadAt(environmentId)
      return { rows, ...(readAt === null ? {} : { readAt }) }
    },

    get: detail,

    catalog: async ({ environmentId }, { signal }) => await (await hubs.administration(environmentId, signal)).catalog(),

    owners({ environmentId }) {
      const owned = Map.groupBy(snapshots.currentOfApplications(environmentId, 'owned-resource'), ({ applicationId }) => applicationId)
      return cached
        .all(environmentId)
        .map(({ id, name }) => ({
          applicationId: ApplicationId.parse(id),
          name,
          resources: (owned.get(id) ?? []).map(({ body }) => WireOwnedResource.parse(body).name),
        }))
        .filter(({ resources }) => resources.length > 0)
        .sort((one, other) => byName.compare(one.name, other.name))
    },

    async nameIsFree({ environmentId, name, exceptId }, { signal }) {
      const atHub = await hubs
        .administration(environmentId, signal)
        .then((hub) => hub.applications())
        .catch(nothingFromHub)
      const there = atHub?.items ?? cached.all(environmentId)
      return { isFree: !there.some((one) => one.id !== exceptId && isSameName(one.name, name)) }
    },

    testSource: (input, { signal }) => testSource(input, signal),

    drafts: ({ environmentId }) => drafts.all(environmentId),
    saveDraft: ({ environmentId, draftId, draft }) => drafts.save({ environmentId, draftId }, draft, clock.iso()),
    removeDraft: (of) => {
      drafts.remove(of)
    },

    async create({ environmentId, draftId, application }, { signal }) {
      const hub = await hubs.administrationToWrite(environmentId, signal)
      const created = await create(hub, { environmentId, draftId }, application)
      const { id, name, baseUri } = created.application
      record({ environmentId, applicationId: id, applicationName: name, what: 'applications.create', after: fieldsText({ name, baseUri }) })
      return created
    },

    async update({ environmentId, applicationId, patch, etag }, { signal }) {
      const of = { environmentId, applicationId }
      const before = cached.find(environmentId, applicationId)
      await changer.update(await hubs.administrationToWrite(environmentId, signal), of, { patch, etag })
      record({ ...of, what: 'applications.update', ...editText(before, cached.find(environmentId, applicationId)) })
      changed(environmentId, applicationId)
      return detail(of)
    },

    async remove({ environmentId, applicationId, typedName }, { signal }) {
      const of = { environmentId, applicationId }
      const { name, baseUri } = cached.get(environmentId, applicationId)
      if (typedName !== name) throw new AppError('confirmation-required', 'Type the name of the application to delete it.')
      await changer.remove(await hubs.administrationToWrite(environmentId, signal), of, typedName)
      record({ ...of, applicationName: name, what: 'applications.remove', before: fieldsText({ name, baseUri }) })
    },

    async setCredentials({ environmentId, applicationId, authentication, etag }, { signal }) {
      const of = { environmentId, applicationId }
      const before = signInText(cached.find(environmentId, applicationId)?.authentication)
      const hub = await hubs.administrationToWrite(environmentId, signal)
      await changer.setCredentials(hub, of, { authentication, etag, signal })
      record({ ...of, what: 'applications.setCredentials', before, after: signInText(authentication) })
      changed(environmentId, applicationId)
      return detail(of)
    },

    access: ({ environmentId, applicationId }, { signal }) => access.get({ environmentId, applicationId }, signal),

    async setAccess({ environmentId, applicationId, owners, etag }, { signal }) {
      const of = { environmentId, applicationId }
      const before = ownersText(cache.access(of)?.owners)
      const state = await access.set(await hubs.administrationToWrite(environmentId, signal), of, { owners, etag })
      record({ ...of, what: 'applications.setAccess', before, after: ownersText(state.owners) })
      return state
    },
  } satisfies Service<typeof applications>
}
