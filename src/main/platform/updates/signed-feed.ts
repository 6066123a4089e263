/**
 * Whether updates may come from the feed that a build was given (`app-update.yml`, written by the packager). Only where the
 * system or the updater checks who signed them: macOS holds an update to the signature of the running app; on Windows the
 * updater does, but only for a publisher that is named; on Linux nobody does, and packages come from the system's own sources.
 */
export function isSignedFeed(description: string, platform: NodeJS.Platform): boolean {
  if (!/^url:\s*['"]?https:\/\//m.test(description)) return false
  if (platform === 'darwin') return true
  return platform === 'win32' && /^publisherName:\s*(\S|\n\s*-\s*\S)/m.test(description)
}
