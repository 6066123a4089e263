import { NO_NOTES, Usage, type KeyNotes } from '#shared/contract/keys'
import type { Db } from '../../platform/db/open'

/** The notes of a key, and which entries of its restriction came from its address set. */
export type NotesRecord = KeyNotes & { setEntries: string[] }
export const NO_RECORD: NotesRecord = { ...NO_NOTES, setEntries: [] }

type Row = {
  fingerprint: string
  label: string
  note: string
  usages_json: string
  address_set_id: string | null
  set_entries_json: string
}
type Owner = { environmentId: string; applicationId: string }

/** All the SQL about what this computer knows of API keys. */
export function createKeyNotesRepo(db: Db) {
  const addFingerprintKey = db.prepare<[Buffer]>('INSERT INTO fingerprint_key (id, key) VALUES (1, ?) ON CONFLICT DO NOTHING')
  const fingerprintKey = db.prepare<[], Buffer>('SELECT key FROM fingerprint_key').pluck()
  const all = db.prepare<[], Row>('SELECT * FROM key_notes')
  const one = db.prepare<[string], Row>('SELECT * FROM key_notes WHERE fingerprint = ?')
  const put = db.prepare(
    `INSERT INTO key_notes (fingerprint, environment_id, application_id, label, note, usages_json, address_set_id, set_entries_json, updated_at)
     VALUES (@fingerprint, @environmentId, @applicationId, @label, @note, @usages, @addressSetId, @setEntries, @at)
     ON CONFLICT (fingerprint) DO UPDATE SET environment_id = excluded.environment_id, application_id = excluded.application_id,
       label = excluded.label, note = excluded.note, usages_json = excluded.usages_json, address_set_id = excluded.address_set_id,
       set_entries_json = excluded.set_entries_json, updated_at = excluded.updated_at`,
  )
  const anySet = db.prepare<[], number>('SELECT 1 FROM key_notes WHERE address_set_id IS NOT NULL LIMIT 1').pluck()
  const remove = db.prepare<[string]>('DELETE FROM key_notes WHERE fingerprint = ?')
  const forgetSet = db.prepare<[string, string]>(
    "UPDATE key_notes SET address_set_id = NULL, set_entries_json = '[]', updated_at = ? WHERE address_set_id = ?",
  )

  return {
    /** The key of the fingerprints; `made` becomes it the first time. */
    fingerprintKey(made: () => Buffer): Buffer {
      const kept = fingerprintKey.get()
      if (kept) return kept
      addFingerprintKey.run(made())
      return fingerprintKey.get() ?? made()
    },

    all: (): Map<string, NotesRecord> => new Map(all.all().map((row) => [row.fingerprint, toRecord(row)])),

    get(fingerprint: string): NotesRecord | null {
      const row = one.get(fingerprint)
      return row ? toRecord(row) : null
    },

    put: (
      fingerprint: string,
      { environmentId, applicationId }: Owner,
      { label, note, usages, addressSetId, setEntries }: NotesRecord,
      at: string,
    ) =>
      void put.run({
        fingerprint,
        environmentId,
        applicationId,
        label,
        note,
        usages: JSON.stringify(usages),
        addressSetId: addressSetId ?? null,
        setEntries: JSON.stringify(setEntries),
        at,
      }),

    hasSets: (): boolean => anySet.get() !== undefined,

    remove: (fingerprint: string) => void remove.run(fingerprint),

    /** No key is held against this set any more. */
    forgetSet: (setId: string, at: string) => void forgetSet.run(at, setId),

    /** Several changes as one. */
    together: <T>(run: () => T): T => db.transaction(run)(),
  }
}
export type KeyNotesRepo = ReturnType<typeof createKeyNotesRepo>

const toRecord = (row: Row): NotesRecord => ({
  label: row.label,
  note: row.note,
  usages: Usage.array().parse(JSON.parse(row.usages_json)),
  ...(row.address_set_id === null ? {} : { addressSetId: row.address_set_id }),
  // Written by put from a list of texts.
  setEntries: JSON.parse(row.set_entries_json) as string[],
})
