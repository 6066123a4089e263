/** One tenant of the running sandbox, as the app needs to know it. Holds secrets: it stays in main and goes to the vault. */
export type SandboxTenant = {
  tenantId: string
  tenantName: string
  label: string
  hubUrl: string
  administrationToken: string
  sources: { applicationId: string; baseUri: string; username: string; password: string }[]
}

/** A sandbox that runs until it is stopped. */
export type RunningSandbox = { tenants: SandboxTenant[]; stop(): Promise<void> }

/** Brings a sandbox up; on the same ports as last time where they are free. */
export type StartSandbox = (options: { port?: number }) => Promise<RunningSandbox>
