import { createHash } from 'node:crypto'
import { homedir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout this set-up belongs to. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

/**
 * What is costly to fetch or compile lives outside node_modules, so that `npm ci` and a second checkout do not pay again.
 * HOME can be missing in a bare environment; homedir() then asks the user database.
 */
export const cacheDir = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'hubkeeper')

export const inRoot = (/** @type {string[]} */ ...parts) => path.join(root, ...parts)
export const inCache = (/** @type {string[]} */ ...parts) => path.join(cacheDir, ...parts)

/** A short name for this checkout, for locks in the shared cache folder. */
export const rootId = createHash('sha256').update(root).digest('hex').slice(0, 12)
