import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export type TenantHandle = {
  label: string
  hubUrl: string
  administrationToken: string
  applications: { name: string; id: string; baseUri: string | null; username: string | null; password: string | null; apiKeys: string[] }[]
}
export type SandboxProcess = { tenants: TenantHandle[]; tenant(label: string): TenantHandle; stop(): Promise<void> }

/** The sandbox hub alone, as `npm run sandbox` starts it. */
export async function startSandboxProcess(args: string[] = []): Promise<SandboxProcess> {
  const child = spawn(process.execPath, ['out/sandbox/cli.js', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const [first] = (await once(lines, 'line')) as [string]
  const { tenants } = JSON.parse(first) as { tenants: TenantHandle[] }
  return {
    tenants,
    tenant(label) {
      const found = tenants.find((tenant) => tenant.label === label)
      if (!found) throw new Error(`The sandbox has no tenant ${label}`)
      return found
    },
    async stop() {
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** Talks to the sandbox's administration plane or its switches with a tenant's token. */
export async function administer(tenant: TenantHandle, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(new URL(path, tenant.hubUrl), {
    method,
    headers: { authorization: `Bearer ${tenant.administrationToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return text === '' ? null : JSON.parse(text)
}
