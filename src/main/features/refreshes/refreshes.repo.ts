import type { EnvironmentId } from '#shared/contract/op'
import type { RefreshEvery } from '#shared/contract/refreshes'
import type { Db } from '../../platform/db/open'

type Chosen = Exclude<RefreshEvery, 'off'>

/** All the SQL about automatic refreshes: one row for each environment that has one. */
export function createRefreshesRepo(db: Db) {
  const all = db.prepare<[], { environment_id: EnvironmentId; every: Chosen }>('SELECT environment_id, every FROM refreshes')
  const put = db.prepare<[string, string]>(
    'INSERT INTO refreshes (environment_id, every) VALUES (?, ?) ON CONFLICT (environment_id) DO UPDATE SET every = excluded.every',
  )
  const remove = db.prepare<[string]>('DELETE FROM refreshes WHERE environment_id = ?')
  return {
    list: (): { environmentId: EnvironmentId; every: Chosen }[] =>
      all.all().map(({ environment_id, every }) => ({ environmentId: environment_id, every })),
    set(environmentId: EnvironmentId, every: RefreshEvery): void {
      if (every === 'off') remove.run(environmentId)
      else put.run(environmentId, every)
    },
    forgetEnvironment: (environmentId: EnvironmentId): void => void remove.run(environmentId),
  }
}
export type RefreshesRepo = ReturnType<typeof createRefreshesRepo>
