import type { AccessState } from '#shared/contract/applications'
import type { ProxyAccess } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { Administration } from '../../platform/hub/administration'
import type { HubAccess } from '../../platform/hub/hub-access'
import { nothingFromHub, type ApplicationCache, type OfApplication } from './application-cache'
import { ANY_VERSION, hasMoved } from './versions'

type Deps = { hubs: HubAccess; cache: ApplicationCache }

/** What an application may call through the proxy. */
export function createApplicationAccess({ hubs, cache }: Deps) {
  async function read(hub: Administration, of: OfApplication): Promise<AccessState> {
    const { access, etag } = await hub.proxyAccess(of.applicationId)
    cache.keepAccess(of, access)
    return stateOf(access, etag)
  }

  return {
    async get(of: OfApplication, signal: AbortSignal): Promise<AccessState> {
      try {
        return await read(await hubs.administration(of.environmentId, signal), of)
      } catch (error) {
        const kept = error instanceof AppError && error.code === 'unreachable' ? cache.access(of) : null
        if (!kept) throw error
        return stateOf(kept)
      }
    },

    /** Throws `conflict` when it moved since `etag`; what it is now is in our copy then. */
    async set(
      hub: Administration,
      of: OfApplication,
      asked: { owners: ProxyAccess['owners']; etag?: string | undefined },
    ): Promise<AccessState> {
      try {
        const match = asked.etag ?? (await hub.proxyAccess(of.applicationId)).etag ?? ANY_VERSION
        const { access, etag } = await hub.putProxyAccess(of.applicationId, { owners: asked.owners }, match)
        cache.keepAccess(of, access)
        return stateOf(access, etag)
      } catch (error) {
        if (hasMoved(error)) await read(hub, of).catch(nothingFromHub)
        throw error
      }
    },
  }
}
export type ApplicationAccess = ReturnType<typeof createApplicationAccess>

const stateOf = ({ owners }: ProxyAccess, etag?: string): AccessState => ({ owners, ...(etag === undefined ? {} : { etag }) })
