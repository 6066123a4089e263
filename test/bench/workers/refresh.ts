import { join } from 'node:path'
import { systemClock } from '../../../src/main/platform/clock'
import { openCache } from '../../../src/main/platform/db/open'
import { createSnapshotRepo, type Item } from '../../../src/main/platform/db/snapshot.repo'
import { createVersionWriter } from '../../../src/main/platform/db/version-writer'
import { serve, timed, workingFolder } from './serve'

const CHANGES_ONE_IN = 100
const scope = { environmentId: 'e1', kind: 'mapping-settings', applicationId: 'application-0' }

/** What the source answers for the nth time: settings like those of the seeded profile, of which one in a hundred is another. */
const answer = (count: number, time: number): Item[] =>
  Array.from({ length: count }, (_, row) => {
    const id = `application-0-${row}`
    const value = row % CHANGES_ONE_IN === 0 ? `V${row}-${time}` : `V${row}`
    const ethos = { resources: [{ resource: `resource-${row % 300}`, propertyName: 'type' }], enumeration: 'home' }
    return {
      id,
      body: { family: 'mapping-settings', row: { id, title: `Setting ${row}`, ethos, source: { title: `Value ${row}`, value } } },
    }
  })

const folder = workingFolder()
const cache = (name: string) => {
  const { db } = openCache(join(folder.path, name), { clock: systemClock })
  return { db, repo: createSnapshotRepo(db), time: 0 }
}
const refreshed = cache('refreshed.db')
const inserted = cache('inserted.db')

serve(
  {
    refresh: async (rows: number) => {
      const { repo } = refreshed
      if (refreshed.time === 0) repo.replace(repo.begin(scope.environmentId, systemClock.iso()), scope, answer(rows, 0))
      refreshed.time += 1
      const items = answer(rows, refreshed.time)
      const snapshot = repo.begin(scope.environmentId, systemClock.iso())
      return timed(() => {
        const { changed } = repo.replace(snapshot, scope, items)
        if (changed !== rows / CHANGES_ONE_IN) throw new Error(`${changed} rows were changed`)
      })
    },
    /** The same answer, everything thrown away and written anew. */
    insert: async (rows: number) => {
      const { db, repo } = inserted
      inserted.time += 1
      const items = answer(rows, inserted.time)
      const snapshot = repo.begin(scope.environmentId, systemClock.iso())
      const clear = db.prepare('DELETE FROM versions')
      const writer = createVersionWriter(db)
      return timed(() =>
        db.transaction(() => {
          clear.run()
          const { added } = writer.replace(snapshot, scope, items)
          if (added !== rows) throw new Error(`${added} rows were added`)
        })(),
      )
    },
  },
  () => {
    refreshed.repo.close()
    inserted.repo.close()
    folder.remove()
  },
)
