import type { ApplicationId, SourceAuthentication } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import type { WireApplication } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { Administration } from '../../platform/hub/administration'
import type { SourceCredentials } from '../../platform/hub/source-credentials'
import { Secret } from '../../platform/secret'
import { nothingFromHub, type ApplicationCache, type OfApplication } from './application-cache'
import { sourceUri } from '../../platform/hub/source-uri'
import { ANY_VERSION, hasMoved, nameFault } from './versions'

type Patch = Parameters<Administration['patchApplication']>[1]

type Deps = {
  cache: ApplicationCache
  credentials: SourceCredentials
  /** What this computer knows of its keys goes. */
  forgetKeys: (environmentId: EnvironmentId, applicationId: ApplicationId) => void
  /** Whatever was under way with it has nothing left to work on. */
  applicationGone: (environmentId: EnvironmentId, applicationId: ApplicationId) => void | Promise<void>
}

/** Changes of an application that is there. Whoever is refused finds in our copy what the hub has now. */
export function createApplicationChanger({ cache, credentials, forgetKeys, applicationGone }: Deps) {
  async function patched(
    hub: Administration,
    of: OfApplication,
    { patch, etag }: { patch: Patch; etag: string },
  ): Promise<WireApplication> {
    try {
      const application = await hub.patchApplication(of.applicationId, patch, etag)
      cache.keep(of, application)
      return application
    } catch (error) {
      const told = nameFault(error)
      if (hasMoved(told)) await cache.readAnew(hub, of)
      throw told
    }
  }

  return {
    async update(hub: Administration, of: OfApplication, asked: { patch: Patch; etag?: string | undefined }): Promise<void> {
      const { baseUri, ...rest } = asked.patch
      const patch =
        baseUri === undefined ? rest : { ...rest, baseUri: baseUri === null || baseUri.trim() === '' ? null : sourceUri(baseUri) }
      const etag = asked.etag ?? (await hub.application(of.applicationId)).etag ?? ANY_VERSION
      const application = await patched(hub, of, { patch, etag })
      await credentials.keepOnlyFor(of.environmentId, of.applicationId, application.baseUri)
    },

    /** Tried with a real call first; then to the hub, and only then kept here. */
    async setCredentials(
      hub: Administration,
      of: OfApplication,
      asked: { authentication: SourceAuthentication; etag?: string | undefined; signal: AbortSignal },
    ): Promise<void> {
      const { authentication, signal } = asked
      const { environmentId, applicationId } = of
      // Not from our copy: the password goes to where the application is now.
      const now = await hub.application(applicationId)
      const etag = asked.etag ?? now.etag ?? ANY_VERSION
      if (authentication.type === 'none') {
        await patched(hub, of, { patch: { authentication }, etag })
        await credentials.forget(environmentId, applicationId)
      } else {
        if (now.baseUri === undefined)
          throw new AppError('not-found', 'This application has no base URI, so there is nothing to sign in to.')
        const { username, password } = authentication
        const signIn = { baseUri: sourceUri(now.baseUri), username, secret: new Secret(password) }
        await credentials.tryOut(signIn, signal)
        await patched(hub, of, { patch: { authentication }, etag })
        await credentials.keep(environmentId, applicationId, signIn)
      }
      if (now.baseUri === undefined) return
      // The credentials are in force either way; what could not be read says so in its own place.
      await credentials
        .readSettings(environmentId, { ...now, authentication: { ...now.authentication, type: authentication.type } }, signal)
        .catch(nothingFromHub)
    },

    /** Deletes it at the hub, and here everything that is of no use without it. One that is gone already is done. */
    async remove(hub: Administration, of: OfApplication, typedName: string): Promise<void> {
      const { environmentId, applicationId } = of
      const there = await hub.application(applicationId).catch(nullWhenGone)
      if (there && there.name !== typedName) {
        cache.keep(of, there)
        throw new AppError('conflict', `The application is called “${there.name}” by now. Nothing was deleted.`)
      }
      if (there) {
        try {
          await hub.deleteApplication(applicationId, there.etag ?? ANY_VERSION)
        } catch (error) {
          if (hasMoved(error)) await cache.readAnew(hub, of)
          throw error
        }
      }
      await credentials.forget(environmentId, applicationId)
      forgetKeys(environmentId, applicationId)
      await applicationGone(environmentId, applicationId)
      // Last, so that a removal that broke off here can be asked for again.
      cache.drop(of)
    },
  }
}

function nullWhenGone(error: unknown): null {
  if (error instanceof AppError && error.code === 'not-found') return null
  throw error
}
