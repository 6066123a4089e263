import { SetupError } from '../setup/report.mjs'

/**
 * The arguments that put an update feed into an installer; none without HUBKEEPER_UPDATE_FEED. Only what is signed updates itself:
 * with a feed an unsigned build is an error, and the app accepts updates of the same publisher only.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string[]}
 */
export function feedSettings(env, platform = process.platform) {
  const feed = env.HUBKEEPER_UPDATE_FEED
  if (!feed) return []
  if (!URL.canParse(feed) || new URL(feed).protocol !== 'https:' || new URL(feed).username !== '')
    throw new SetupError('HUBKEEPER_UPDATE_FEED must be the https address of the folder where updates are published.')
  if (platform === 'linux')
    throw new SetupError(
      'Updates on Linux are not signed, so an installer for Linux takes no feed; publish the deb in a signed repository.',
    )
  const publisher = env.HUBKEEPER_PUBLISHER
  if (platform === 'win32' && !publisher)
    throw new SetupError(
      'HUBKEEPER_PUBLISHER must name the publisher as the signing certificate does: updates of anybody else are refused.',
    )
  return [
    '-c.publish.provider=generic',
    `-c.publish.url=${feed}`,
    '-c.forceCodeSigning=true',
    ...(platform === 'win32' ? [`-c.win.signtoolOptions.publisherName=${publisher}`, '-c.win.verifyUpdateCodeSignature=true'] : []),
  ]
}
