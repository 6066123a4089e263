import path from 'node:path'

/**
 * What Apple's notary service is asked with: a key of App Store Connect (APPLE_API_KEY: its file, APPLE_API_KEY_ID, APPLE_API_ISSUER) or
 * a person's account (APPLE_ID, APPLE_APP_SPECIFIC_PASSWORD, APPLE_TEAM_ID). Null when no variable is there; half of a set is an error.
 * @param {NodeJS.ProcessEnv} env
 */
export function notaryCredentials(env) {
  const sets = [
    { appleApiKey: 'APPLE_API_KEY', appleApiKeyId: 'APPLE_API_KEY_ID', appleApiIssuer: 'APPLE_API_ISSUER' },
    { appleId: 'APPLE_ID', appleIdPassword: 'APPLE_APP_SPECIFIC_PASSWORD', teamId: 'APPLE_TEAM_ID' },
  ]
  for (const set of sets) {
    const entries = Object.entries(set)
    const missing = entries.filter(([, name]) => !env[name])
    if (missing.length === 0) return Object.fromEntries(entries.map(([option, name]) => [option, env[name]]))
    if (missing.length < entries.length) throw new Error(`To notarise, ${missing.map(([, name]) => name).join(' and ')} must be set too`)
  }
  return null
}

/**
 * Called by electron-builder after signing. Does nothing anywhere but on macOS with credentials.
 * @param {{ appOutDir: string, electronPlatformName: string, packager: any }} context
 */
export default async function afterSign({ appOutDir, electronPlatformName, packager }) {
  if (electronPlatformName !== 'darwin') return
  const credentials = notaryCredentials(process.env)
  if (!credentials) return void process.stdout.write('• not notarised: no APPLE_API_KEY… or APPLE_ID… in the environment\n')
  const { notarize } = await import('@electron/notarize')
  await notarize({ appPath: path.join(appOutDir, `${packager.appInfo.productFilename}.app`), ...credentials })
}
