import pLimit from 'p-limit'
import type { Service } from '#shared/contract'
import { ApplicationId } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import { SettingFamily } from '#shared/contract/resources'
import type { NewSetting, upgrades as contract, UpgradeRow, UpgradeWalk } from '#shared/contract/upgrades'
import { resourcesOf } from '#shared/rules/setting-lines'
import type { UpgradeAction } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { RecordActivity } from '../../platform/activity'
import type { Clock } from '../../platform/clock'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { CachedSettings } from '../../platform/db/cached-settings'
import type { SnapshotRepo } from '../../platform/db/snapshot.repo'
import type { Administration } from '../../platform/hub/administration'
import type { HubAccess } from '../../platform/hub/hub-access'
import { mayBeDone } from '../../platform/hub/source-calls'
import { Secret } from '../../platform/secret'
import type { OfWalk, UpgradeWalksRepo } from './upgrade-walks.repo'

const AT_ONCE = 8

type Deps = {
  hubs: HubAccess
  cached: CachedApplications
  settings: CachedSettings
  snapshots: SnapshotRepo
  walks: UpgradeWalksRepo
  clock: Clock
  newId: () => string
  /** Reads the settings anew where a credential is stored; what could not be read is noted there. */
  readSettings: (environmentId: EnvironmentId, applicationId: string, signal: AbortSignal) => Promise<void>
  record: RecordActivity
  changed: (environmentId: EnvironmentId, applicationId: string) => void
}

/** Upgrade Actions: what changed at a source since the last auto-configure, configured again and gone through. */
export function createUpgradesService(deps: Deps) {
  const { hubs, cached, settings, snapshots, walks, clock, newId, readSettings, record, changed } = deps

  const inbox = (environmentId: EnvironmentId): UpgradeRow[] => {
    // Parsed before they were stored; the hub gives at most one for an application.
    const actions = new Map(
      snapshots
        .currentOfApplications(environmentId, 'upgrade-action')
        .map(({ applicationId, body }) => [applicationId, body as UpgradeAction]),
    )
    const walked = walks.all(environmentId)
    return cached
      .all(environmentId)
      .filter(({ id }) => actions.has(id) || walked.has(id))
      .map(({ id, name }) => ({
        applicationId: ApplicationId.parse(id),
        applicationName: name,
        action: actions.get(id) ?? null,
        walk: walked.get(id) ?? null,
      }))
  }

  const rowOf = (of: OfWalk): UpgradeRow =>
    inbox(of.environmentId).find(({ applicationId }) => applicationId === of.applicationId) ?? {
      applicationId: ApplicationId.parse(of.applicationId),
      applicationName: cached.get(of.environmentId, of.applicationId).name,
      action: null,
      walk: null,
    }

  const list = (environmentId: EnvironmentId) => {
    const readAt = snapshots.lastReadAt(environmentId)
    return { rows: inbox(environmentId), ...(readAt === null ? {} : { readAt }) }
  }

  /** Runs in a snapshot of its own. */
  function write(environmentId: EnvironmentId, run: (snapshot: number) => void): void {
    const snapshot = snapshots.begin(environmentId, clock.iso())
    run(snapshot)
    snapshots.finish(snapshot, 'complete', clock.iso())
  }

  const keepActions = ({ environmentId, applicationId }: OfWalk, actions: readonly UpgradeAction[]) => {
    write(environmentId, (snapshot) =>
      snapshots.replace(
        snapshot,
        { environmentId, kind: 'upgrade-action', applicationId },
        actions.map((action) => ({ id: action.id, body: action })),
      ),
    )
  }

  /** The action as the hub has it now. One that somebody else completed meanwhile is gone from our copy too. */
  async function pending(hub: Administration, of: OfWalk, actionId: string): Promise<UpgradeAction> {
    const actions = await hub.upgradeActions(of.applicationId)
    keepActions(of, actions)
    const action = actions.find(({ id }) => id === actionId)
    if (action) return action
    changed(of.environmentId, of.applicationId)
    throw new AppError('not-found', 'This upgrade action is not pending any more: somebody completed it, or the source changed again.')
  }

  /** What auto-configure changed at the hub, into our copy. */
  async function readAnew(hub: Administration, { environmentId, applicationId }: OfWalk): Promise<void> {
    const [application, owned, actions] = await Promise.all([
      hub.application(applicationId),
      hub.ownedResources(applicationId),
      hub.upgradeActions(applicationId),
    ])
    write(environmentId, (snapshot) =>
      snapshots.upsert(snapshot, { environmentId, kind: 'application', applicationId: '' }, { id: applicationId, body: application }),
    )
    write(environmentId, (snapshot) =>
      snapshots.replace(
        snapshot,
        { environmentId, kind: 'owned-resource', applicationId },
        owned.items.map((resource) => ({ id: resource.name, body: resource })),
      ),
    )
    keepActions({ environmentId, applicationId }, actions)
  }

  /** The new settings of an upgrade, and those of the one before that nobody has looked at yet. */
  const walkOf = (action: UpgradeAction, difference: UpgradeWalk['difference'], before: UpgradeWalk | undefined): UpgradeWalk => {
    const added = action.newSettings.flatMap(({ family, id, title }): NewSetting[] => {
      const known = SettingFamily.safeParse(family)
      return known.success ? [{ family: known.data, id, title, resource: '', state: 'open' }] : []
    })
    const left = (before?.settings ?? []).filter(
      ({ family, id, state }) => state === 'open' && !added.some((each) => each.family === family && each.id === id),
    )
    return { from: action.from, to: action.to, configuredAt: clock.iso(), difference, settings: [...left, ...added] }
  }

  /** Where each new setting is found, once the settings were read. */
  function withResources({ environmentId, applicationId }: OfWalk, walk: UpgradeWalk): UpgradeWalk {
    const places = new Map(
      settings
        .all(environmentId, applicationId)
        .map((setting) => [`${setting.family}/${setting.row.id}`, resourcesOf(setting)[0]?.resource]),
    )
    return {
      ...walk,
      settings: walk.settings.map((each) => ({ ...each, resource: places.get(`${each.family}/${each.id}`) ?? each.resource })),
    }
  }

  const walkFor = (of: OfWalk): UpgradeWalk => {
    const walk = walks.all(of.environmentId).get(of.applicationId)
    if (!walk) throw new AppError('not-found', 'There are no new settings to go through.')
    return walk
  }

  return {
    list: ({ environmentId }) => list(environmentId),

    async refresh({ environmentId, applicationId }, { signal }) {
      const hub = await hubs.administration(environmentId, signal)
      const asked = cached
        .all(environmentId)
        .filter(({ id, baseUri }) => baseUri !== undefined && (applicationId === undefined || id === applicationId))
      const limit = pLimit(AT_ONCE)
      const failures = await Promise.all(
        asked.map(({ id }) =>
          limit(async () => {
            try {
              keepActions({ environmentId, applicationId: id }, await hub.upgradeActions(id))
              return null
            } catch (error) {
              if (error instanceof AppError && error.code !== 'cancelled') return error
              throw error
            }
          }),
        ),
      )
      const [failure] = failures
      // One application that cannot be read hides none of the others; all of them are the hub.
      if (failure && failures.every((each) => each !== null)) throw failure
      for (const { id } of asked) changed(environmentId, id)
      return list(environmentId)
    },

    async autoConfigure({ environmentId, applicationId, actionId, credentials }, { signal }) {
      const of = { environmentId, applicationId }
      const hub = await hubs.administrationToWrite(environmentId, signal)
      const action = await pending(hub, of, actionId)
      const before = walks.all(environmentId).get(applicationId)
      // Before the request: once the hub has done it, it no longer knows which settings were new.
      walks.put(of, walkOf(action, action.resources, before))
      try {
        const given = credentials && { username: credentials.username, password: new Secret(credentials.password) }
        walks.put(of, walkOf(action, await hub.autoConfigure(applicationId, given, newId()), before))
      } catch (error) {
        const isDone = error instanceof AppError && mayBeDone(error) ? await isGone(hub, of, actionId) : false
        if (isDone === false) {
          if (before) walks.put(of, before)
          else walks.remove(of)
        }
        // When nobody can tell, what is new stays listed: at the source it is new either way.
        if (isDone !== true) throw error
      }
      keepActions(of, [])
      record({ ...of, what: 'upgrades.autoConfigure', before: action.from, after: action.to })
      // Done is done: what cannot be read now is read by the next refresh.
      await readAnew(hub, of).catch(nothing)
      await readSettings(environmentId, applicationId, signal)
      walks.put(of, withResources(of, walkFor(of)))
      changed(environmentId, applicationId)
      return rowOf(of)
    },

    async skip({ environmentId, applicationId, actionId }, { signal }) {
      const of = { environmentId, applicationId }
      const hub = await hubs.administrationToWrite(environmentId, signal)
      const action = await pending(hub, of, actionId)
      await hub.completeUpgrade(applicationId, actionId, newId())
      record({ ...of, what: 'upgrades.skip', before: action.from, after: action.to })
      keepActions(of, await hub.upgradeActions(applicationId))
      changed(environmentId, applicationId)
      return rowOf(of)
    },

    mark({ environmentId, applicationId, settings: marked }) {
      const of = { environmentId, applicationId }
      const walk = walkFor(of)
      const states = new Map(marked.map(({ family, id, state }) => [`${family}/${id}`, state]))
      walks.put(of, {
        ...walk,
        settings: walk.settings.map((each) => ({ ...each, state: states.get(`${each.family}/${each.id}`) ?? each.state })),
      })
      changed(environmentId, applicationId)
      return rowOf(of)
    },

    complete(of) {
      walks.remove(of)
      changed(of.environmentId, of.applicationId)
      return rowOf(of)
    },
  } satisfies Service<typeof contract>
}

/** Null when the hub cannot be asked. */
async function isGone(hub: Administration, { applicationId }: OfWalk, actionId: string): Promise<boolean | null> {
  const actions = await hub.upgradeActions(applicationId).catch(nothing)
  return actions && actions.every(({ id }) => id !== actionId)
}

function nothing(error: unknown): null {
  if (error instanceof AppError) return null
  throw error
}
