import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { timeToInteractive } from '../app-process.mjs'
import { canSeed, seedProfile } from '../seed.mjs'
import { createWorkers } from '../worker.mjs'

const STORED_KEYS = 500

/** What must not make a start slower. @returns {import('../measure.mjs').Scenario[]} */
export function scenariosOf(/** @type {import('../app-process.mjs').Launch} */ launch) {
  return [againstABlackHole(launch), withStoredKeys(launch)].map((scenario) => ({
    target: 1.05,
    pairs: 25,
    ...(!canSeed() && { notYet: 'no profile to seed yet' }),
    ...scenario,
  }))
}

/** A hub that takes connections and says nothing, and one that answers; both are to be read by themselves every 15 minutes. */
function againstABlackHole(launch) {
  const profiles = twoProfiles()
  let asked = 0
  const blackHole = createServer(() => {
    asked += 1
  })
  const online = createHttpServer((_request, response) => {
    asked += 1
    response.writeHead(401).end()
  })
  return {
    id: '12',
    title: 'start with the hub black-holed / online',
    prepare: async () => {
      for (const [index, server] of [blackHole, online].entries()) {
        server.listen(0, '127.0.0.1')
        await once(server, 'listening')
        await seedProfile(profiles.folders()[index], { hubUrl: `http://127.0.0.1:${server.address().port}` })
      }
    },
    a: () => timeToInteractive(launch, profiles.env(0)),
    b: () => timeToInteractive(launch, profiles.env(1)),
    cleanUp: async () => {
      for (const server of [blackHole, online]) server.close()
      profiles.remove()
      if (asked > 0) throw new Error(`A start asked the hub ${asked} times`)
    },
  }
}

function withStoredKeys(launch) {
  const profiles = twoProfiles()
  const workers = createWorkers('stored-keys.ts')
  return {
    id: '12b',
    title: `start with ${STORED_KEYS} stored keys / none`,
    prepare: async () => {
      await workers.steps.prepare()
      for (const folder of profiles.folders()) await seedProfile(folder)
      const kept = await workers.ask('store', { folder: profiles.folders()[0], count: STORED_KEYS })
      if (kept !== STORED_KEYS) throw new Error(`Only ${kept} secrets went to the keychain`)
    },
    a: () => timeToInteractive(launch, profiles.env(0)),
    b: () => timeToInteractive(launch, profiles.env(1)),
    cleanUp: async () => {
      await workers.steps.cleanUp()
      profiles.remove()
    },
  }
}

/** Two data folders, made when they are first asked for. */
function twoProfiles() {
  let folder = ''
  const folders = () => {
    folder ||= mkdtempSync(path.join(tmpdir(), 'hubkeeper-bench-'))
    return [path.join(folder, 'ours'), path.join(folder, 'reference')]
  }
  return {
    folders,
    env: (/** @type {number} */ index) => ({ HUBKEEPER_USER_DATA: folders()[index] }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
