import { fileURLToPath } from 'node:url'

/**
 * The reference for start and memory: the same binary and switches with a window that shows nothing.
 * @param {import('./app-process.mjs').Launch} launch of the app
 * @returns {import('./app-process.mjs').Launch}
 */
export function emptyWindow(launch) {
  const switches = launch.args.filter((argument) => argument.startsWith('-'))
  return { ...launch, args: [...switches, fileURLToPath(new URL('./empty-window', import.meta.url))] }
}
