import type { ActivityEntry, ActivityWord } from '#shared/contract/activity'
import type { Db } from '../../platform/db/open'
import { hashOf, NO_HASH, type ChainedEntry } from './activity-chain'

export type NewActivity = Omit<ActivityEntry, 'id'>
export type ActivityFilter = {
  environmentId: string
  applicationId?: string | undefined
  outcome?: ActivityEntry['outcome'] | undefined
  words?: readonly ActivityWord[]
}

type Row = {
  id: number
  at: string
  environment_id: string | null
  environment_name: string | null
  application_id: string | null
  application_name: string | null
  what: string
  subject: string
  before: string | null
  after: string | null
  outcome: string
  code: string | null
  request_id: string | null
  previous_hash: string
  hash: string
}

/** Case and accents do not count when people search. */
const plain = (text: unknown) => String(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const MATCHES = `
  (environment_id = @environmentId OR environment_id IS NULL)
  AND (@applicationId IS NULL OR application_id = @applicationId)
  AND (@outcome IS NULL OR outcome = @outcome)
  AND NOT EXISTS (
    SELECT 1 FROM json_each(@words) AS word
    WHERE instr(activity_text(concat_ws(' ', application_name, environment_name, subject, before, after, request_id, code, what)), word.value ->> 'text') = 0
      AND what NOT IN (SELECT value FROM json_each(word.value, '$.whats'))
  )`

/** All the SQL about the local activity log: what was done where, never a secret. Entries are added and never changed. */
export function createActivityRepo(db: Db) {
  db.function('activity_text', { deterministic: true }, plain)
  const last = db.prepare<[], { hash: string }>('SELECT hash FROM activity ORDER BY id DESC LIMIT 1')
  const highest = db.prepare<[], { seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'activity'")
  const insert = db.prepare(
    `INSERT INTO activity (id, at, environment_id, environment_name, application_id, application_name, what, subject, before, after,
       outcome, code, request_id, previous_hash, hash)
     VALUES (@id, @at, @environmentId, @environmentName, @applicationId, @applicationName, @what, @subject, @before, @after,
       @outcome, @code, @requestId, @previousHash, @hash)`,
  )
  const page = db.prepare<[object], Row>(`SELECT * FROM activity WHERE id < @olderThan AND ${MATCHES} ORDER BY id DESC LIMIT @limit`)
  const count = db.prepare<[object], { total: number }>(`SELECT count(*) AS total FROM activity WHERE ${MATCHES}`)
  const after = db.prepare<[number, number], Row>('SELECT * FROM activity WHERE id > ? ORDER BY id LIMIT ?')

  const highestId = () => highest.get()?.seq ?? 0

  const add = db.transaction((entry: NewActivity): void => {
    // The next number that was never given: entries that somebody took from the end leave a gap for good.
    const unhashed = { ...wellFormed(entry), id: highestId() + 1, previousHash: last.get()?.hash ?? NO_HASH }
    insert.run({ ...unhashed, hash: hashOf(unhashed) })
  })

  return {
    /** Takes the write lock before it reads the last hash: two windows, or two processes, follow one another. */
    add: (entry: NewActivity): void => {
      add.immediate(entry)
    },

    /** The newest first, and how many there are in all. */
    page(filter: ActivityFilter, { olderThan, limit }: { olderThan?: number | undefined; limit: number }) {
      const asked = parametersOf(filter)
      const rows = page.all({ ...asked, olderThan: olderThan ?? Number.MAX_SAFE_INTEGER, limit: limit + 1 })
      return { entries: rows.slice(0, limit).map(toEntry), total: count.get(asked)?.total ?? 0, hasMore: rows.length > limit }
    },

    /** The chain in its order, a piece at a time. */
    chainAfter: (id: number, limit: number): ChainedEntry[] => after.all(id, limit).map(toEntry),

    /** The highest number that was ever given. */
    highestId,
  }
}
export type ActivityRepo = ReturnType<typeof createActivityRepo>

const parametersOf = ({ environmentId, applicationId, outcome, words = [] }: ActivityFilter) => ({
  environmentId,
  applicationId: applicationId ?? null,
  outcome: outcome ?? null,
  words: JSON.stringify(words.map(({ text, whats }) => ({ text: plain(text), whats }))),
})

/** As SQLite gives it back: it cannot keep half of a pair, and the hash is of what is kept. */
function wellFormed(entry: NewActivity): NewActivity {
  const fields = Object.entries(entry).map(([name, value]) => [name, typeof value === 'string' ? value.toWellFormed() : value])
  return Object.fromEntries(fields) as NewActivity // the same fields
}

const toEntry = (row: Row): ChainedEntry => ({
  id: row.id,
  at: row.at,
  environmentId: row.environment_id,
  environmentName: row.environment_name,
  applicationId: row.application_id,
  applicationName: row.application_name,
  what: row.what,
  subject: row.subject,
  before: row.before,
  after: row.after,
  outcome: row.outcome as ActivityEntry['outcome'], // held to the two by the table's CHECK
  code: row.code,
  requestId: row.request_id,
  previousHash: row.previous_hash,
  hash: row.hash,
})
