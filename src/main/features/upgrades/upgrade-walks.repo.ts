import type { EnvironmentId } from '#shared/contract/op'
import { UpgradeWalk } from '#shared/contract/upgrades'
import type { Db } from '../../platform/db/open'

export type OfWalk = { environmentId: EnvironmentId; applicationId: string }

/** All the SQL about the new settings that a person goes through after an upgrade. */
export function createUpgradeWalksRepo(db: Db) {
  const ofEnvironment = db.prepare<[string], { application_id: string; body: string }>(
    'SELECT application_id, body FROM upgrade_walks WHERE environment_id = ?',
  )
  const put = db.prepare<[string, string, string]>(
    'INSERT INTO upgrade_walks (environment_id, application_id, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
  )
  const remove = db.prepare<[string, string]>('DELETE FROM upgrade_walks WHERE environment_id = ? AND application_id = ?')
  const removeAll = db.prepare<[string]>('DELETE FROM upgrade_walks WHERE environment_id = ?')

  return {
    all: (environmentId: EnvironmentId): Map<string, UpgradeWalk> =>
      new Map(ofEnvironment.all(environmentId).map((row) => [row.application_id, UpgradeWalk.parse(JSON.parse(row.body))])),
    put: ({ environmentId, applicationId }: OfWalk, walk: UpgradeWalk): void =>
      void put.run(environmentId, applicationId, JSON.stringify(UpgradeWalk.parse(walk))),
    remove: ({ environmentId, applicationId }: OfWalk): void => void remove.run(environmentId, applicationId),
    forgetEnvironment: (environmentId: EnvironmentId): void => void removeAll.run(environmentId),
  }
}
export type UpgradeWalksRepo = ReturnType<typeof createUpgradeWalksRepo>
