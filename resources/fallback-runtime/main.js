// Stands in for Electron's default app, which the fallback runtime lacks: opens the app folder named on the command line.
// An ES module, because Electron waits for its top-level await before `ready`: the app registers its scheme in time.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { app } from 'electron'

import { holdReadyForDriver } from './hold-ready.js'

const { folder, preloads, isDriven } = readCommandLine(process.argv.slice(1))
if (!folder) {
  process.stderr.write('usage: electron [switches] [-r <module>] <app folder> [arguments]\n')
  process.exit(2)
}
const appPath = path.resolve(folder)
const description = JSON.parse(readFileSync(path.join(appPath, 'package.json'), 'utf8'))
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
app.setAppPath(appPath)
app.setName(description.productName ?? description.name)
app.setVersion(description.version ?? '0.0.0')
app.setDesktopName(description.desktopName ?? `${app.name}.desktop`)

const require = createRequire(path.join(appPath, 'package.json'))
for (const preload of preloads) require(preload)
if (isDriven && preloads.length === 0) holdReadyForDriver()
await import(pathToFileURL(path.join(appPath, description.main ?? 'index.js')).href)

/** The first argument that is no switch is the folder; what follows belongs to the app. */
function readCommandLine(args) {
  const preloads = []
  const isDriven = ['--inspect=', '--remote-debugging-port='].every((start) => args.some((argument) => argument.startsWith(start)))
  for (let index = 0; index < args.length; index++) {
    if (args[index] === '-r' || args[index] === '--require') preloads.push(args[++index])
    else if (!args[index].startsWith('-')) return { folder: args[index], preloads, isDriven }
  }
  return { folder: undefined, preloads, isDriven }
}
