import type { Db } from '../db/open'

export type SecretKind = 'administration-token' | 'source-password' | 'sandbox-state' | 'api-key'

/** Which secret: of which environment, and for a source's password of which application. */
export type SecretOwner = { environmentId: string; kind: SecretKind; ownerId: string }

/** The index that tells what the keychain should hold; nothing in it is secret. */
export type SecretEntry = SecretOwner & { ref: string; username: string | null; audience: string }

type Row = { ref: string; environment_id: string; kind: SecretKind; owner_id: string; username: string | null; audience: string }

/** All the SQL about where secrets are. */
export function createVaultRepo(db: Db) {
  const find = db.prepare<[string, string, string], Row>('SELECT * FROM secrets WHERE environment_id = ? AND kind = ? AND owner_id = ?')
  const ofEnvironment = db.prepare<[string], Row>('SELECT * FROM secrets WHERE environment_id = ?')
  const insert = db.prepare<[string, string, string, string, string | null, string, string]>(
    'INSERT INTO secrets (ref, environment_id, kind, owner_id, username, audience, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const remove = db.prepare<[string]>('DELETE FROM secrets WHERE ref = ?')
  const move = db.prepare<[string, string]>('UPDATE secrets SET audience = ? WHERE ref = ?')
  const addLoose = db.prepare<[string, string]>('INSERT INTO loose_secrets (ref, added_at) VALUES (?, ?) ON CONFLICT DO NOTHING')
  const dropLoose = db.prepare<[string]>('DELETE FROM loose_secrets WHERE ref = ?')

  return {
    /** What an earlier run had for its session only is in no keychain: its rows go, and their references stay loose. */
    dropEarlierSessions() {
      // Looked for first: a start writes nothing where there is nothing to do, and a full disk does not stop it.
      const found = db.prepare<[], string>('SELECT ref FROM secrets WHERE ref IN (SELECT ref FROM loose_secrets)').pluck().all()
      for (const ref of found) remove.run(ref)
    },
    find: (owner: SecretOwner): SecretEntry | null => toEntry(find.get(owner.environmentId, owner.kind, owner.ownerId)),
    ofEnvironment: (environmentId: string): SecretEntry[] => ofEnvironment.all(environmentId).map((row) => entryOf(row)),
    setAudience: (ref: string, audience: string) => void move.run(audience, ref),
    looseRefs: () => db.prepare<[], string>('SELECT ref FROM loose_secrets').pluck().all(),
    addLoose: (ref: string, at: string) => void addLoose.run(ref, at),
    dropLoose: (ref: string) => void dropLoose.run(ref),

    /**
     * The switch: in one transaction the owner's secret is the new one, and the old one becomes loose. The new one stays
     * loose as well when it lasts for the session only, by which the next run knows it.
     */
    pointAt: (entry: SecretEntry, { at, kept }: { at: string; kept: 'kept' | 'session' }) =>
      db.transaction(() => {
        const before = find.get(entry.environmentId, entry.kind, entry.ownerId)
        if (before) {
          remove.run(before.ref)
          addLoose.run(before.ref, at)
        }
        insert.run(entry.ref, entry.environmentId, entry.kind, entry.ownerId, entry.username, entry.audience, at)
        if (kept === 'kept') dropLoose.run(entry.ref)
      })(),

    /** One secret is forgotten; it becomes loose. */
    loosenOne: (owner: SecretOwner, at: string) =>
      db.transaction(() => {
        const row = find.get(owner.environmentId, owner.kind, owner.ownerId)
        if (!row) return
        remove.run(row.ref)
        addLoose.run(row.ref, at)
      })(),

    /** The environment is forgotten; what it had in the keychain becomes loose. */
    loosen: (environmentId: string, at: string) =>
      db.transaction(() => {
        for (const row of ofEnvironment.all(environmentId)) {
          remove.run(row.ref)
          addLoose.run(row.ref, at)
        }
      })(),
  }
}
export type VaultRepo = ReturnType<typeof createVaultRepo>

const toEntry = (row: Row | undefined) => (row ? entryOf(row) : null)
const entryOf = (row: Row): SecretEntry => ({
  ref: row.ref,
  environmentId: row.environment_id,
  kind: row.kind,
  ownerId: row.owner_id,
  username: row.username,
  audience: row.audience,
})
