import type { AnalyticsAccount } from './analytics'

/**
 * The account that counts go to: of the environment, or else of the build (electron.vite.config.ts writes it in place of
 * the two BUILT_ names). Null unless both parts are there and look like what they are.
 */
export function analyticsAccount(environment: NodeJS.ProcessEnv): AnalyticsAccount | null {
  const measurementId = environment.HUBKEEPER_ANALYTICS_ID ?? process.env.BUILT_ANALYTICS_ID ?? ''
  const apiSecret = environment.HUBKEEPER_ANALYTICS_SECRET ?? process.env.BUILT_ANALYTICS_SECRET ?? ''
  return /^[\w-]{1,40}$/.test(measurementId) && /^[\w-]{1,100}$/.test(apiSecret) ? { measurementId, apiSecret } : null
}
