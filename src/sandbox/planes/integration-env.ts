import type { Hub } from '../state/hub'
import type { ApplicationState } from '../state/model'
import type { Tokens } from '../state/tokens'
import type { SandboxEnv } from './sandbox-env'
import type { SourceClient } from './source-client'

export type IntegrationDeps = { hub: Hub; tokens: Tokens; sources: SourceClient }
/** Requests whose token was checked know the application that makes them. */
export type IntegrationEnv = SandboxEnv & { Variables: { caller: ApplicationState } }
