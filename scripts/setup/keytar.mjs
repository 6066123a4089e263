import { existsSync, rmSync } from 'node:fs'

import { headersDir, npmEnv } from './node.mjs'
import { inRoot, root } from './places.mjs'
import { SetupError } from './report.mjs'
import { run, tail } from './run.mjs'
import { installHint } from './system-packages.mjs'

export const keytarBinary = inRoot('node_modules', 'keytar', 'build', 'Release', 'keytar.node')

/**
 * keytar's ready-made binary comes from a release host; where that is out of reach its install script compiles it against libsecret.
 * @param {ReturnType<typeof import('./report.mjs').createReport>} report
 * @param {{ nodeBinDir: string, env: NodeJS.ProcessEnv }} node
 */
export async function ensureKeytar(report, { nodeBinDir, env }) {
  if (!existsSync(keytarBinary)) {
    report.busy('keytar: fetching or compiling')
    const headers = headersDir(nodeBinDir)
    // Its makefile takes the Node-API version of the Node that compiles; an older Node or Electron then crashes at load. 3 is what its
    // ready-made binaries use.
    const flags = { CXXFLAGS: '-UNAPI_VERSION -DNAPI_VERSION=3' }
    const buildEnv = { ...(await npmEnv(env)), ...flags, ...(headers && { npm_config_nodedir: headers }) }
    const built = await run('npm', ['rebuild', 'keytar', '--foreground-scripts'], { cwd: root, env: buildEnv, timeoutMs: 600_000 })
    if (!existsSync(keytarBinary))
      throw new SetupError(`keytar could not be built.${await installHint()}\n${tail(built.stderr || built.stdout)}`)
  }
  report.done('keytar')
}

/** For a binary that somebody's `npm install` compiled for another Node-API version than the runtime has. */
export const removeKeytar = () => rmSync(inRoot('node_modules', 'keytar', 'build'), { recursive: true, force: true })
