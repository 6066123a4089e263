import type { EnvironmentId } from '#shared/contract/op'
import type { Db } from '../db/open'

/** A key that a person gave us: which it is, never what it is. */
export type KnownKey = {
  environmentId: EnvironmentId
  applicationId: string
  applicationName: string
  keyId: string
  hint: string
  addedAt: string
  /** The request for a new key that it answers. */
  requestId: string | null
}

type Row = {
  environment_id: string
  application_id: string
  application_name: string
  key_id: string
  hint: string
  added_at: string
  request_id: string | null
}

/** All the SQL about what is known of environments that are connected by application key. */
export function createKnownKeysRepo(db: Db) {
  const ofEnvironment = db.prepare<[string], Row>('SELECT * FROM known_keys WHERE environment_id = ? ORDER BY added_at, key_id')
  const insert = db.prepare<[string, string, string, string, string, string, string | null]>(
    'INSERT INTO known_keys (environment_id, application_id, application_name, key_id, hint, added_at, request_id) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const remove = db.prepare<[string, string]>('DELETE FROM known_keys WHERE environment_id = ? AND key_id = ?')
  const baseUri = db
    .prepare<[string, string], string>('SELECT base_uri FROM known_sources WHERE environment_id = ? AND application_id = ?')
    .pluck()
  const putBaseUri = db.prepare<[string, string, string]>(
    'INSERT INTO known_sources (environment_id, application_id, base_uri) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET base_uri = excluded.base_uri',
  )

  return {
    all: (environmentId: EnvironmentId): KnownKey[] =>
      ofEnvironment.all(environmentId).map((row) => ({
        environmentId,
        applicationId: row.application_id,
        applicationName: row.application_name,
        keyId: row.key_id,
        hint: row.hint,
        addedAt: row.added_at,
        requestId: row.request_id,
      })),
    add: ({ environmentId, applicationId, applicationName, keyId, hint, addedAt, requestId }: KnownKey): void =>
      void insert.run(environmentId, applicationId, applicationName, keyId, hint, addedAt, requestId),
    remove: (environmentId: EnvironmentId, keyId: string): void => void remove.run(environmentId, keyId),

    baseUriOf: (environmentId: EnvironmentId, applicationId: string): string | undefined => baseUri.get(environmentId, applicationId),
    setBaseUri: (environmentId: EnvironmentId, applicationId: string, uri: string): void =>
      void putBaseUri.run(environmentId, applicationId, uri),

    forgetEnvironment(environmentId: EnvironmentId): void {
      for (const table of ['known_keys', 'known_sources'])
        db.prepare<[string]>(`DELETE FROM ${table} WHERE environment_id = ?`).run(environmentId)
    },
  }
}
export type KnownKeysRepo = ReturnType<typeof createKnownKeysRepo>
