import type { EnvironmentId } from '#shared/contract/op'
import type { WireApplication } from '#shared/wire/administration-plane'
import type { SourceResource } from '#shared/wire/source-plane'
import type { Clock } from '../clock'
import type { SnapshotRepo } from '../db/snapshot.repo'
import type { HttpClient } from '../http/client'
import type { Secret } from '../secret'
import type { Vault } from '../vault/vault'
import type { SettingsReader } from './settings-reader'
import { createSource, type Source } from './source'

/** A user and a password as they were typed, for the place where they were typed. */
export type SignIn = { baseUri: string; username: string; secret: Secret }

type Deps = { vault: Vault; http: HttpClient; settings: SettingsReader; snapshots: SnapshotRepo; clock: Clock }

/** User and password of a source application: tried before they are kept, kept for one origin, and then used to read. */
export function createSourceCredentials({ vault, http, settings, snapshots, clock }: Deps) {
  const ownerOf = (environmentId: EnvironmentId, applicationId: string) =>
    ({ environmentId, kind: 'source-password', ownerId: applicationId }) as const

  /** The source application behind a base URI, with what was typed and not with what is kept. */
  const typed = ({ baseUri, username, secret }: SignIn, signal: AbortSignal): Source =>
    createSource({ http, baseUri, credential: { secret, audience: new URL(baseUri).origin, username }, clock, signal })

  return {
    typed,

    /** One real call. Throws `source-unauthorized` when user or password is refused. */
    tryOut: (signIn: SignIn, signal: AbortSignal): Promise<SourceResource[]> => typed(signIn, signal).resources(),

    /** In the keychain, for the origin of the base URI and no other. */
    keep: (environmentId: EnvironmentId, applicationId: string, { baseUri, username, secret }: SignIn): Promise<'kept' | 'session'> =>
      vault.put(ownerOf(environmentId, applicationId), secret, { audience: new URL(baseUri).origin, username }),

    /** Drops what is kept when it was made for another place than this. */
    async keepOnlyFor(environmentId: EnvironmentId, applicationId: string, baseUri: string | undefined): Promise<void> {
      const owner = ownerOf(environmentId, applicationId)
      const kept = vault.whereabouts(owner)
      const origin = baseUri === undefined || !URL.canParse(baseUri) ? undefined : new URL(baseUri).origin
      if (kept && kept.entry.audience !== origin) await vault.forget(owner)
    },

    forget: (environmentId: EnvironmentId, applicationId: string): Promise<void> => vault.forget(ownerOf(environmentId, applicationId)),
    whereabouts: (environmentId: EnvironmentId, applicationId: string) => vault.whereabouts(ownerOf(environmentId, applicationId)),

    /** The settings anew, into a snapshot of their own. What could not be read is noted there; only a call that cannot be made throws. */
    async readSettings(environmentId: EnvironmentId, application: WireApplication, signal: AbortSignal): Promise<void> {
      const snapshotId = snapshots.begin(environmentId, clock.iso())
      try {
        const reading = await settings.read(environmentId, application, snapshotId, signal)
        const failure = reading.checks.find((check) => check.failure)?.failure ?? null
        snapshots.recordRead({ environmentId, applicationId: application.id, part: 'settings', snapshotId, at: clock.iso(), failure })
        snapshots.finish(snapshotId, failure ? 'partial' : 'complete', clock.iso())
      } catch (error) {
        snapshots.finish(snapshotId, 'failed', clock.iso())
        throw error
      }
    },
  }
}
export type SourceCredentials = ReturnType<typeof createSourceCredentials>
