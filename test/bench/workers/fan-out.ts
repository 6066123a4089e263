import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { WireApiKey } from '#shared/wire/administration-plane'
import { createMemoryLog } from '../../fakes/memory-log'
import { systemClock } from '../../../src/main/platform/clock'
import { openCache } from '../../../src/main/platform/db/open'
import { createSnapshotRepo } from '../../../src/main/platform/db/snapshot.repo'
import { createHttpClient } from '../../../src/main/platform/http/client'
import { parseItems } from '../../../src/main/platform/http/json'
import { createNodeTransport } from '../../../src/main/platform/http/node-transport'
import { serve, timed, workingFolder } from './serve'

const environmentId = 'e1'
const folder = workingFolder()
const repo = createSnapshotRepo(openCache(join(folder.path, 'cache.db'), { clock: systemClock }).db)
const transport = createNodeTransport()
const client = createHttpClient({
  transport,
  clock: systemClock,
  log: createMemoryLog(),
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
  random: Math.random,
})

async function readKeys(origin: string, snapshot: number, applicationId: string, signal: AbortSignal): Promise<number> {
  const path = `/applications/${applicationId}/api-keys`
  const response = await client.send({ method: 'GET', url: origin + path, headers: { accept: 'application/json' }, policy: 'get', signal })
  const { items, unreadable } = parseItems(response, WireApiKey, path)
  if (response.status !== 200 || unreadable > 0) throw new Error(`${path} answered ${response.status}, ${unreadable} unreadable`)
  return repo.replace(
    snapshot,
    { environmentId, kind: 'api-key', applicationId },
    items.map((key) => ({ id: key.id, body: key })),
  ).added
}

serve(
  {
    /** Every application's keys, asked for all at once: the client itself holds back what is too much. */
    read: ({ port, requests }: { port: number; requests: number }) => {
      repo.forget(environmentId)
      const { signal } = new AbortController()
      return timed(async () => {
        const snapshot = repo.begin(environmentId, systemClock.iso())
        const ids = Array.from({ length: requests }, (_, index) => `application-${index}`)
        const added = await Promise.all(ids.map((id) => readKeys(`http://127.0.0.1:${port}`, snapshot, id, signal)))
        if (added.includes(0)) throw new Error('An application was not stored')
        repo.finish(snapshot, 'complete', systemClock.iso())
      })
    },
  },
  () => {
    transport.close()
    repo.close()
    folder.remove()
  },
)
