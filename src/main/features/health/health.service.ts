import type { Service } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { EnvironmentType } from '#shared/contract/environments'
import type { health, HealthRow, KeyPolicy } from '#shared/contract/health'
import type { KeyId } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import type { RotationState } from '#shared/contract/rotations'
import { KEY_INVENTORY_COLUMNS, keyInventoryRow } from '#shared/rules/key-inventory-csv'
import { keyHealth } from '#shared/rules/key-health'
import { BYTE_ORDER_MARK, csvHeader, csvLine } from '#shared/rules/settings-csv'
import { AppError } from '../../app-error'
import type { RecordActivity } from '../../platform/activity'
import type { Clock } from '../../platform/clock'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { SnapshotRepo } from '../../platform/db/snapshot.repo'
import { createAtomicFile } from '../../platform/files/atomic-file'
import { safeFileName } from '../../platform/files/safe-name'

/** A rotation that is not finished, as far as the health of its keys goes. */
export type UnfinishedRotation = {
  environmentId: EnvironmentId
  applicationId: string
  oldKeyId: string
  newKeyId: string | null
  state: RotationState
  endsOn: string | null
  changedAt: string
}

type Deps = {
  cached: Pick<CachedApplications, 'all' | 'allKeys'>
  snapshots: Pick<SnapshotRepo, 'lastReadAt'>
  environments: () => { id: EnvironmentId; name: string; type: EnvironmentType }[]
  labels: { ofEnvironment(environmentId: EnvironmentId): (applicationId: string, keyId: string) => { label: string } }
  /** Keys that lag behind their address set. */
  behind: (environmentId: EnvironmentId) => { applicationId: string; keyId: string }[]
  unfinishedRotations?: () => UnfinishedRotation[]
  policy: () => KeyPolicy
  clock: Clock
  /** The system's save dialog; null when it was closed. */
  askWhere: (windowId: number, suggestedName: string) => Promise<string | null>
  record: RecordActivity
}

/** Lines gathered before they go to the disk and the event loop gets its turn. */
const LINES_AT_ONCE = 500

/** How every key of every environment is, from the cache. */
export function createHealthService(deps: Deps) {
  const { cached, snapshots, environments, labels, behind, policy, clock, askWhere, record } = deps
  const { unfinishedRotations = () => [] } = deps

  function rowsOf(
    { id: environmentId, name, type }: ReturnType<Deps['environments']>[number],
    rotations: UnfinishedRotation[],
  ): HealthRow[] {
    const readAt = snapshots.lastReadAt(environmentId)
    if (readAt === null) return []
    const names = new Map(cached.all(environmentId).map((application) => [application.id, application.name]))
    const noted = labels.ofEnvironment(environmentId)
    const lagging = new Set(behind(environmentId).map(({ applicationId, keyId }) => idOf(applicationId, keyId)))
    const rotating = Map.groupBy(
      rotations.filter((rotation) => rotation.environmentId === environmentId),
      ({ applicationId }) => applicationId,
    )
    const keys = cached.allKeys(environmentId)
    const limits = policy()
    const counts = new Map<string, number>()
    for (const { applicationId } of keys) counts.set(applicationId, (counts.get(applicationId) ?? 0) + 1)

    return keys.map(({ applicationId, key }) => {
      const facts = {
        addedOn: key.addedOn,
        restriction: key.restriction,
        keysOfApplication: counts.get(applicationId) ?? 1,
        isBehindSet: lagging.has(idOf(applicationId, key.id)),
        rotations: (rotating.get(applicationId) ?? []).filter(({ oldKeyId, newKeyId }) => oldKeyId === key.id || newKeyId === key.id),
      }
      const { addresses, ...found } = keyHealth(facts, limits, clock.now())
      return {
        environmentId,
        environmentName: name,
        environmentType: type,
        // Both were parsed before they were stored; ten thousand times more costs the opening of the board.
        applicationId: applicationId as ApplicationId,
        applicationName: names.get(applicationId) ?? '',
        keyId: key.id as KeyId,
        hint: key.hint,
        label: noted(applicationId, key.id).label,
        addedOn: key.addedOn,
        addedBy: key.addedBy,
        ...(key.lastUsedOn === undefined ? {} : { lastUsedOn: key.lastUsedOn }),
        ...found,
        addresses: String(addresses),
        readAt,
      }
    })
  }

  function allRows(): HealthRow[] {
    const rotations = unfinishedRotations()
    return environments().flatMap((environment) => rowsOf(environment, rotations))
  }

  return {
    board: () => ({ rows: allRows(), policy: policy() }),

    async exportInventory({ preset, keyIds }, { windowId, signal }) {
      const rows = chosen(allRows(), keyIds)
      if (rows.length === 0) throw new AppError('nothing-to-export', 'There is no API key to write into a file. No file was written.')
      const path = await askWhere(windowId, safeFileName(`API key inventory ${clock.iso().slice(0, 10)}`, 'csv'))
      if (path === null) return null
      const file = await createAtomicFile(path)
      try {
        await file.write((preset === 'excel' ? BYTE_ORDER_MARK : '') + csvHeader(KEY_INVENTORY_COLUMNS))
        for (let at = 0; at < rows.length; at += LINES_AT_ONCE) {
          signal.throwIfAborted()
          const lines = rows.slice(at, at + LINES_AT_ONCE).map((row) => csvLine(keyInventoryRow(row), KEY_INVENTORY_COLUMNS))
          await file.write(lines.join(''))
        }
        await file.commit()
      } catch (error) {
        await file.discard()
        throw error
      }
      record({ environmentId: null, what: 'health.exportInventory', subject: String(rows.length), after: path })
      return { path, rows: rows.length }
    },
  } satisfies Service<typeof health>
}

/** The rows of the given keys in their order. Two environments of one tenant have the same keys: both are written. */
function chosen(rows: HealthRow[], keyIds: readonly KeyId[] | undefined): HealthRow[] {
  if (keyIds === undefined) return rows
  const byKey = Map.groupBy(rows, ({ keyId }) => keyId)
  return [...new Set(keyIds)].flatMap((keyId) => byKey.get(keyId) ?? [])
}

const idOf = (applicationId: string, keyId: string) => `${applicationId}\0${keyId}`
