import type { StartSandbox } from '../../platform/hub/sandbox-port'
import type { Log } from '../../platform/log'
import type { Vault } from '../../platform/vault/vault'
import { createSealedStorage } from './sealed-storage'

type Deps = { statePath: string; vault: Vault; log: Log }

/** Runs the sandbox hub inside the app. Its code is loaded when it is first needed, not at the start. */
export const createSandboxRunner =
  ({ statePath, vault, log }: Deps): StartSandbox =>
  async ({ port }) => {
    const { startSandbox } = await import('../../../sandbox/server')
    const storage = await createSealedStorage(statePath, vault, log)
    const sandbox = await startSandbox({ storage, ...(port === undefined ? {} : { port }) }).catch((error: unknown) => {
      log.info('sandbox.port-taken', { port, error })
      return startSandbox({ storage })
    })
    return {
      tenants: sandbox.tenants.map((tenant, index) => ({
        tenantId: sandbox.identities[index]?.id ?? '',
        tenantName: sandbox.identities[index]?.name ?? '',
        label: tenant.label,
        hubUrl: tenant.hubUrl,
        administrationToken: tenant.administrationToken,
        sources: tenant.applications.flatMap(({ id, baseUri, username, password }) =>
          baseUri && username && password ? [{ applicationId: id, baseUri, username, password }] : [],
        ),
      })),
      stop: () => sandbox.close(),
    }
  }
