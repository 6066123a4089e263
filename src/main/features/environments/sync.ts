import pLimit from 'p-limit'
import type { SyncGap, SyncProgress } from '#shared/contract/environments'
import type { EnvironmentId } from '#shared/contract/op'
import type { WireApplication } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import type { SnapshotRepo } from '../../platform/db/snapshot.repo'
import type { Administration } from '../../platform/hub/administration'
import { wrongTenant, type HubAccess } from '../../platform/hub/hub-access'
import type { IsoReader } from '../../platform/hub/iso-reader'
import type { SettingsReader } from '../../platform/hub/settings-reader'

/** Applications read side by side; the hub's own limiter counts the requests. */
const APPLICATIONS_AT_ONCE = 8

type Deps = {
  hubs: HubAccess
  snapshots: SnapshotRepo
  settings: SettingsReader
  iso: IsoReader
  clock: Clock
  progressed: (progress: SyncProgress) => void
}

/**
 * Reads one environment into a new snapshot. What cannot be read stays as it was and is named in the gaps: one bad
 * application never hides the others. Throws when the hub itself cannot be read, or when it is stopped; then the cache is
 * as before, since nothing is stored until all of it was read.
 */
export function createSync({ hubs, snapshots, settings, iso, clock, progressed }: Deps) {
  return async function sync(environment: { id: EnvironmentId; tenantId: string }, signal: AbortSignal): Promise<SyncGap[]> {
    const environmentId = environment.id
    let told: SyncProgress = { environmentId, step: 'tenant', done: 0, total: 1 }
    let waitsUntil = 0
    const tell = (step: SyncProgress['step'], done: number, total: number) => {
      told = { environmentId, step, done, total }
      // Others go on while one waits; that it waits is said until it is over.
      progressed(clock.now() < waitsUntil ? { ...told, waitsUntil: new Date(waitsUntil).toISOString() } : told)
    }
    hubs.beginReading(signal, {
      onWait(milliseconds) {
        waitsUntil = Math.max(waitsUntil, clock.now() + milliseconds)
        tell(told.step, told.done, told.total)
      },
    })
    tell('tenant', 0, 1)
    const hub = await hubs.administration(environmentId, signal)
    const tenant = await hub.tenant()
    if (tenant.id !== environment.tenantId) throw wrongTenant(tenant.name, tenant.label)

    tell('applications', 0, 1)
    const applications = (await hub.applications()).items
    const snapshot = snapshots.stage(environmentId, clock.iso(), 'sync')
    const gaps: SyncGap[] = []
    try {
      const scope = { environmentId, kind: 'application', applicationId: '' }
      snapshots.replace(
        snapshot,
        scope,
        applications.map((application) => ({ id: application.id, body: application })),
      )
      snapshots.dropApplicationsBut(snapshot, environmentId, new Set(applications.map(({ id }) => id)))
      await readAddressLists(hub, snapshot, environmentId)

      let done = 0
      const limit = pLimit(APPLICATIONS_AT_ONCE)
      await Promise.all(
        applications.map((application) =>
          limit(async () => {
            signal.throwIfAborted()
            gaps.push(...(await readApplication({ hub, snapshot, environmentId, application, signal })))
            tell('settings', ++done, applications.length)
          }),
        ),
      )
      signal.throwIfAborted()
    } catch (error) {
      snapshots.discard(snapshot)
      throw error
    }
    try {
      await snapshots.store(snapshot, (stored, total) => tell('storing', stored, total))
      snapshots.finish(snapshot, gaps.length > 0 ? 'partial' : 'complete', clock.iso())
      return gaps
    } catch (error) {
      snapshots.finish(snapshot, 'failed', clock.iso())
      throw error
    }
  }

  /** The hub's published addresses are an offer beside its data: without them nothing is missing, and the last ones stay with their date. */
  async function readAddressLists(hub: Administration, snapshot: number, environmentId: EnvironmentId): Promise<void> {
    try {
      const lists = await hub.addressLists()
      snapshots.replace(
        snapshot,
        { environmentId, kind: 'address-list', applicationId: '' },
        lists.map((list) => ({ id: list.id, body: list })),
      )
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'cancelled') throw error
    }
  }

  async function readApplication(of: {
    hub: Administration
    snapshot: number
    environmentId: EnvironmentId
    application: WireApplication
    signal: AbortSignal
  }): Promise<SyncGap[]> {
    const { hub, snapshot, environmentId, application, signal } = of
    const applicationId = application.id
    const gaps: SyncGap[] = []

    /** Runs one part and notes how it went; a failure is a gap and not the end. Whether it worked. */
    const part = async (name: SyncGap['part'], run: () => Promise<unknown>): Promise<boolean> => {
      const read = { environmentId, applicationId, part: name, snapshotId: snapshot, at: clock.iso() }
      try {
        await run()
        snapshots.recordRead({ ...read, failure: null })
        return true
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'cancelled') throw error
        // No credential was ever entered here: the list says so of itself, and it is no failure of this reading.
        if (error.code !== 'credentials-missing')
          gaps.push({ applicationId, applicationName: application.name, part: name, failure: error.toFailure() })
        snapshots.recordRead({ ...read, failure: error.toFailure() })
        return false
      }
    }

    await part('keys', async () => {
      const { items } = await hub.apiKeys(applicationId)
      snapshots.replace(
        snapshot,
        { environmentId, kind: 'api-key', applicationId },
        items.map((key) => ({ id: key.id, body: key })),
      )
    })
    if (application.ownedResourceCount > 0)
      await part('resources', async () => {
        const { items } = await hub.ownedResources(applicationId)
        snapshots.replace(
          snapshot,
          { environmentId, kind: 'owned-resource', applicationId },
          items.map((resource) => ({ id: resource.name, body: resource })),
        )
      })
    if (application.baseUri === undefined) return gaps
    const isAnswering = await part('settings', async () => {
      const reading = await settings.read(environmentId, application, snapshot, signal)
      const failed = reading.checks.find((check) => check.failure)?.failure
      if (failed) throw new AppError(failed.code, failed.message, { ...failed })
    })
    // A source that cannot be signed in to or that failed just now says the same again; once is enough.
    if (application.hasSettings && isAnswering)
      await part('iso', async () => {
        const source = await hubs.sourceOf(environmentId, application, signal)
        const failed = await iso.read(source, snapshot, { environmentId, applicationId })
        if (failed) throw new AppError(failed.code, failed.message, { ...failed })
      })
    await part('upgrades', async () => {
      const actions = await hub.upgradeActions(applicationId).catch(noneWhereUnknown)
      snapshots.replace(
        snapshot,
        { environmentId, kind: 'upgrade-action', applicationId },
        actions.map((action) => ({ id: action.id, body: action })),
      )
    })
    return gaps
  }
}

/** A hub that does not serve upgrade actions has none. */
function noneWhereUnknown(error: unknown): [] {
  if (error instanceof AppError && error.code === 'not-found') return []
  throw error
}
