import type { FoundKind } from '#shared/contract/search'
import type { Db } from '../../platform/db/open'

export type FoundRow = { environmentId: string; kind: string; applicationId: string; itemId: string; body: unknown }
export type Words = { long: readonly string[]; short: readonly string[] }

type Row = { id: number; environment_id: string; kind: string; application_id: string; item_id: string; body: string }
type Group = { name: string; title: string; more: string; shown: string }

const inJson = (path: string) => `json_extract(body, '${path}')`

/** As in migration 0030. `shown`: what of the body is needed to show a find; a setting's options may be long. */
const GROUPS: Record<FoundKind, Group> = {
  application: {
    name: 'applications',
    title: inJson('$.name'),
    more: `concat_ws(' ', ${inJson('$.description')}, ${inJson('$.baseUri')})`,
    shown: 'body',
  },
  resource: { name: 'resources', title: 'item_id', more: "''", shown: 'body' },
  setting: {
    name: 'settings',
    title: inJson('$.row.title'),
    more: `(SELECT group_concat(atom, ' ') FROM json_tree(body, '$.row')
            WHERE type = 'text' AND key <> 'id' AND fullkey <> '$.row.title')`,
    shown: `json_object('family', kind, 'row', json_extract(body, '$.row'))`,
  },
  code: {
    name: 'codes',
    title: inJson('$.title'),
    more: `concat_ws(' ', ${inJson('$.code')}, ${inJson('$.isoCode')})`,
    shown: 'body',
  },
}
/** Rows indexed in one transaction. */
const ROWS = 40

/** All the SQL of the search over what is cached of all environments. */
export function createSearchRepo(db: Db) {
  const next = db.prepare<[], { id: number; kind: string | null }>(
    `SELECT unindexed.id, kind FROM unindexed LEFT JOIN versions ON versions.id = unindexed.id LIMIT ${ROWS}`,
  )
  const done = db.prepare<[number]>('DELETE FROM unindexed WHERE id = ?')
  const groups = Object.entries(GROUPS).map(([name, group]) => ({ name: name as FoundKind, ...prepared(db, group) })) // the keys of GROUPS

  return {
    /** Indexes a few of the rows that came since; whether there are more. */
    indexSome(): boolean {
      const rows = next.all()
      db.transaction(() => {
        for (const { id, kind } of rows) {
          if (kind !== null) groups.find(({ name }) => name === groupOf(kind))?.index(id)
          done.run(id)
        }
      })()
      return rows.length === ROWS
    },

    /** Rows that hold all words, up to a number: those with them in their title first. */
    find(of: FoundKind, words: Words, most: number): FoundRow[] {
      const group = groups.find(({ name }) => name === of)
      if (!group) return []
      const [first = '', ...others] = words.short
      const short = [first, JSON.stringify(others)] as const
      if (words.long.length === 0) return words.short.length === 0 ? [] : group.byTitle.all(...short, most).map(toFound)
      const all = words.long.map(quoted).join(' AND ')
      const rows = group.inTitles.all(all, ...short, most)
      if (rows.length < most) {
        const known = new Set(rows.map(({ id }) => id))
        rows.push(...group.anywhere.all(all, ...short, most).filter(({ id }) => !known.has(id)))
      }
      return rows.slice(0, most).map(toFound)
    },
  }
}
export type SearchRepo = ReturnType<typeof createSearchRepo>

function prepared(db: Db, { name, title, more, shown }: Group) {
  const columns = `versions.id, environment_id, kind, application_id, item_id, ${shown} AS body`
  // The first one plainly: mostly there is one at most, and it is looked for in every title.
  const holdsShort = `instr(lower(titled.title), ?) > 0 AND NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(lower(titled.title), value) = 0)`
  const matching = (table: string) =>
    db.prepare<[string, string, string, number], Row>(
      `SELECT ${columns} FROM ${table} JOIN titles_of_${name} AS titled ON titled.id = ${table}.rowid JOIN versions ON versions.id = ${table}.rowid
       WHERE ${table} MATCH ? AND ${holdsShort} LIMIT ?`,
    )
  const putTitle = db.prepare<[number]>(
    `INSERT OR REPLACE INTO titles_of_${name} SELECT id, ifnull(${title}, '') FROM versions WHERE id = ?`,
  )
  const indexTitle = db.prepare<[number]>(
    `INSERT OR REPLACE INTO found_titles_of_${name} (rowid, text) SELECT id, title FROM titles_of_${name} WHERE id = ?`,
  )
  const indexAll = db.prepare<[number]>(
    `INSERT OR REPLACE INTO found_${name} (rowid, text) SELECT id, concat_ws(' ', ${title}, ${more}) FROM versions WHERE id = ?`,
  )
  return {
    index(id: number): void {
      for (const step of [putTitle, indexTitle, indexAll]) step.run(id)
    },
    inTitles: matching(`found_titles_of_${name}`),
    anywhere: matching(`found_${name}`),
    byTitle: db.prepare<[string, string, number], Row>(
      `SELECT ${columns} FROM versions WHERE id IN (SELECT id FROM titles_of_${name} AS titled WHERE ${holdsShort} LIMIT ?)`,
    ),
  }
}

const groupOf = (kind: string): FoundKind =>
  kind === 'application' ? 'application' : kind === 'owned-resource' ? 'resource' : kind.startsWith('iso-row/') ? 'code' : 'setting'

/** Whatever a person types is text to look for and never part of the question's language. */
const quoted = (word: string): string => `"${word.replaceAll('"', '""')}"`

const toFound = (row: Row): FoundRow => ({
  environmentId: row.environment_id,
  kind: row.kind,
  applicationId: row.application_id,
  itemId: row.item_id,
  body: JSON.parse(row.body) as unknown,
})
