import type { ApplicationId, SourceAuthentication, SourceTest } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { HubAccess } from '../../platform/hub/hub-access'
import type { Source } from '../../platform/hub/source'
import type { SourceCredentials } from '../../platform/hub/source-credentials'
import { Secret } from '../../platform/secret'
import { sourceUri } from '../../platform/hub/source-uri'

type Deps = { hubs: HubAccess; cached: CachedApplications; credentials: SourceCredentials; clock: Clock }
type Asked = {
  environmentId: EnvironmentId
  baseUri: string
  authentication?: SourceAuthentication | undefined
  applicationId?: ApplicationId | undefined
}

/** A look at a source application with a real call, of which nothing is kept. */
export function createSourceTest({ hubs, cached, credentials, clock }: Deps) {
  /** With what is kept for the application, which goes to the origin it was given for and nowhere else. */
  function withStored(
    environmentId: EnvironmentId,
    of: { applicationId: ApplicationId; baseUri: string },
    signal: AbortSignal,
  ): Promise<Source> {
    const needsCredential = cached.get(environmentId, of.applicationId).authentication.type === 'basic'
    const kept = credentials.whereabouts(environmentId, of.applicationId)
    if (needsCredential && kept && kept.entry.audience !== new URL(of.baseUri).origin)
      throw new AppError('credentials-missing', 'The stored credential was made for another server. Enter user and password for this one.')
    return hubs.source(environmentId, { id: of.applicationId, baseUri: of.baseUri, needsCredential }, signal)
  }

  async function sourceOf({ environmentId, authentication, applicationId, baseUri }: Asked, signal: AbortSignal): Promise<Source> {
    if (authentication?.type === 'basic') {
      const { username, password } = authentication
      return credentials.typed({ baseUri, username, secret: new Secret(password) }, signal)
    }
    if (authentication === undefined && applicationId !== undefined)
      return await withStored(environmentId, { applicationId, baseUri }, signal)
    return await hubs.source(environmentId, { id: applicationId ?? '', baseUri, needsCredential: false }, signal)
  }

  return async (asked: Asked, signal: AbortSignal): Promise<SourceTest> => {
    const source = await sourceOf({ ...asked, baseUri: sourceUri(asked.baseUri) }, signal)
    // One after the other: a wrong password counts once with a source that locks after some.
    const about = await source.about()
    const resources = (await source.resources()).map(({ name, representations }) => ({
      name,
      versions: representations.map((representation) => representation['X-Media-Type']),
    }))
    return { about, resources, testedAt: clock.iso() }
  }
}
