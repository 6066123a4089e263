import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Whether a module is the program that was started, also when it was started through a link. */
export const isMain = (/** @type {string} */ moduleUrl) =>
  Boolean(process.argv[1]) && realpathSync(process.argv[1]) === fileURLToPath(moduleUrl)
