import type { EnvironmentId } from '#shared/contract/op'
import { KnownApiKey, WireApplication } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { SnapshotRepo } from './snapshot.repo'

/** What several features ask of the cache in the same way: the applications of an environment and their keys. */
export function createCachedApplications(snapshots: SnapshotRepo) {
  return {
    all: (environmentId: EnvironmentId): WireApplication[] =>
      // Rows were parsed with this schema before they were stored; reading 2,000 of them again with zod costs a start.
      snapshots.current(environmentId, 'application') as WireApplication[],

    /** Null when the last sync did not have it. */
    find(environmentId: EnvironmentId, applicationId: string): WireApplication | null {
      const body = snapshots.one(environmentId, 'application', '', applicationId)
      return body === null ? null : WireApplication.parse(body)
    },

    /** Throws `not-found` when the last sync did not have it. */
    get(environmentId: EnvironmentId, applicationId: string): WireApplication {
      const body = snapshots.one(environmentId, 'application', '', applicationId)
      if (body === null) throw new AppError('not-found', 'That application is no longer here. Refresh to see what is.')
      return WireApplication.parse(body)
    },

    keys: (environmentId: EnvironmentId, applicationId: string): KnownApiKey[] =>
      snapshots.current(environmentId, 'api-key', applicationId).map((body) => KnownApiKey.parse(body)),

    /** The keys of all applications; not parsed again either, for the same reason. */
    allKeys: (environmentId: EnvironmentId): { applicationId: string; key: KnownApiKey }[] =>
      snapshots
        .currentOfApplications(environmentId, 'api-key')
        .map(({ applicationId, body }) => ({ applicationId, key: body as KnownApiKey })),

    /** The applications with an upgrade action. */
    pendingUpgrades: (environmentId: EnvironmentId): Set<string> => snapshots.applicationsWith(environmentId, 'upgrade-action'),

    /** By application, how many keys have no restriction. */
    unrestrictedCounts: (environmentId: EnvironmentId): Map<string, number> =>
      snapshots.countBy(environmentId, 'api-key', '$.restriction.mode', 'unrestricted'),
  }
}
export type CachedApplications = ReturnType<typeof createCachedApplications>
