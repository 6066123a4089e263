import type { Service } from '#shared/contract'
import { EndpointCheck, type CredentialState, type OwnedResource, type resources } from '#shared/contract/resources'
import type { EnvironmentId } from '#shared/contract/op'
import { configurableResources, resourcesOf, settingLines } from '#shared/rules/setting-lines'
import { WireOwnedResource, type WireApplication } from '#shared/wire/administration-plane'
import { SETTING_FAMILIES } from '#shared/wire/media-types'
import { SourceResource } from '#shared/wire/source-plane'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { CachedSettings } from '../../platform/db/cached-settings'
import type { SnapshotRepo } from '../../platform/db/snapshot.repo'
import type { HttpClient } from '../../platform/http/client'
import type { SettingsReader } from '../../platform/hub/settings-reader'
import { createSourceCredentials } from '../../platform/hub/source-credentials'
import { sourceUri } from '../../platform/hub/source-uri'
import { Secret } from '../../platform/secret'
import type { Vault } from '../../platform/vault/vault'

type Deps = {
  cached: CachedApplications
  snapshots: SnapshotRepo
  vault: Vault
  http: HttpClient
  settings: SettingsReader
  cachedSettings: CachedSettings
  clock: Clock
  changed: (environmentId: EnvironmentId) => void
  settingsChanged: (environmentId: EnvironmentId, applicationId: string) => void
  /** Where a source application is, for an environment that is connected by application key; refuses for any other. */
  setBaseUri: (environmentId: EnvironmentId, applicationId: string, baseUri: string) => void
}

/** What an application owns, which of it can be configured and why not, and the settings behind a resource. */
export function createResourcesService(deps: Deps) {
  const { cached, snapshots, vault, http, settings, cachedSettings, clock, changed, settingsChanged, setBaseUri } = deps
  const sourceCredentials = createSourceCredentials({ vault, http, settings, snapshots, clock })

  const credentialsOf = (environmentId: EnvironmentId, application: WireApplication): CredentialState => {
    const kept = vault.whereabouts({ environmentId, kind: 'source-password', ownerId: application.id })
    const username = kept?.entry.username ?? application.authentication.username
    return {
      ...(application.baseUri === undefined ? {} : { baseUri: application.baseUri }),
      ...(username === undefined ? {} : { username }),
      stored: kept?.stored ?? 'absent',
    }
  }

  function list({ environmentId, applicationId }: { environmentId: EnvironmentId; applicationId: string }) {
    const application = cached.get(environmentId, applicationId)
    const checks = snapshots.current(environmentId, 'endpoint-check', applicationId).map((body) => EndpointCheck.parse(body))
    const listed = checks.some(({ endpoint, failure }) => endpoint === 'resources' && !failure)
    const found = configurableResources({
      sourceResources: listed
        ? snapshots.current(environmentId, 'source-resource', applicationId).map((body) => SourceResource.parse(body).name)
        : undefined,
      familyOk: Object.fromEntries(
        SETTING_FAMILIES.map((family) => [family, checks.some(({ endpoint, failure }) => endpoint === family && !failure)]),
      ) as Record<(typeof SETTING_FAMILIES)[number], boolean>,
      checked: checks.length > 0,
      settings: cachedSettings.all(environmentId, applicationId),
      owned: snapshots.current(environmentId, 'owned-resource', applicationId).map((body) => WireOwnedResource.parse(body)),
    })
    return {
      resources: found satisfies OwnedResource[],
      checks,
      credentials: credentialsOf(environmentId, application),
      ...cachedSettings.readAt(environmentId, applicationId),
    }
  }

  return {
    list,

    async check({ environmentId, applicationId }, { signal }) {
      await sourceCredentials.readSettings(environmentId, cached.get(environmentId, applicationId), signal)
      settingsChanged(environmentId, applicationId)
      return list({ environmentId, applicationId })
    },

    settings({ environmentId, applicationId, resource }) {
      const lines = cachedSettings
        .all(environmentId, applicationId)
        .filter((setting) => resourcesOf(setting).some((of) => of.resource === resource))
        .flatMap((setting) => settingLines(setting, resource))
      return { lines, ...cachedSettings.readAt(environmentId, applicationId) }
    },

    async setBaseUri({ environmentId, applicationId, baseUri: typed }) {
      const baseUri = sourceUri(typed)
      const application = cached.get(environmentId, applicationId)
      setBaseUri(environmentId, applicationId, baseUri)
      const snapshot = snapshots.begin(environmentId, clock.iso())
      const body = { ...application, baseUri, hasSettings: true, authentication: { ...application.authentication, type: 'basic' as const } }
      snapshots.upsert(snapshot, { environmentId, kind: 'application', applicationId: '' }, { id: applicationId, body })
      snapshots.finish(snapshot, 'complete', clock.iso())
      await sourceCredentials.keepOnlyFor(environmentId, applicationId, baseUri)
      changed(environmentId)
      return list({ environmentId, applicationId })
    },

    async setCredentials({ environmentId, applicationId, username, password }, { signal }) {
      const application = cached.get(environmentId, applicationId)
      const { baseUri } = application
      if (baseUri === undefined) throw new AppError('not-found', 'This application has no base URI, so there is nothing to sign in to.')
      const signIn = { baseUri, username, secret: new Secret(password) }
      const listed = await sourceCredentials.tryOut(signIn, signal)
      await sourceCredentials.keep(environmentId, applicationId, signIn)
      await sourceCredentials.readSettings(environmentId, application, signal)
      changed(environmentId)
      return { credentials: credentialsOf(environmentId, application), resourceCount: listed.length }
    },
  } satisfies Service<typeof resources>
}
