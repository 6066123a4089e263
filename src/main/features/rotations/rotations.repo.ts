import { z } from 'zod'
import type { ApplicationId } from '#shared/contract/applications'
import { KeyId } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import { Proof, Rotation, type RotationId, type RotationState } from '#shared/contract/rotations'
import { Failure } from '#shared/errors'
import { AppError } from '../../app-error'
import type { Db } from '../../platform/db/open'

/** What is written before the hub is asked for a key, so that whoever comes after a crash can tell whether it was made. */
export type Intent = { idempotencyKey: string; keyIdsBefore: string[]; askedAt: string }

/** A rotation as the journal has it. Where the new value is, the vault knows. */
export type RotationRecord = Omit<Rotation, 'value'> & { intent: Intent | null }

type Row = {
  id: RotationId
  environment_id: EnvironmentId
  application_id: ApplicationId
  application_name: string
  state: RotationState
  old_key_id: string
  old_key_hint: string
  old_key_label: string
  new_key_id: string | null
  new_key_hint: string | null
  restriction_json: string
  idempotency_key: string | null
  key_ids_before_json: string | null
  asked_at: string | null
  places_json: string
  proof_json: string | null
  orphans_json: string
  ends_on: string | null
  last_failure_json: string | null
  started_at: string
  changed_at: string
}

const COLUMNS = [
  'environment_id',
  'application_id',
  'application_name',
  'state',
  'old_key_id',
  'old_key_hint',
  'old_key_label',
  'new_key_id',
  'new_key_hint',
  'restriction_json',
  'idempotency_key',
  'key_ids_before_json',
  'asked_at',
  'places_json',
  'proof_json',
  'orphans_json',
  'ends_on',
  'last_failure_json',
  'started_at',
  'changed_at',
] as const satisfies (keyof Row)[]

const UNFINISHED = "state NOT IN ('done', 'abandoned')"

/** All the SQL about rotations. Every change of state is one UPDATE that holds only in the state it comes from. */
export function createRotationsRepo(db: Db) {
  const insert = db.prepare<[Row]>(
    `INSERT INTO rotations (id, ${COLUMNS.join(', ')}) VALUES (@id, ${COLUMNS.map((name) => `@${name}`).join(', ')})`,
  )
  const move = db.prepare<[Row & { expected: RotationState }]>(
    `UPDATE rotations SET ${COLUMNS.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id AND state = @expected`,
  )
  const one = db.prepare<[string, string], Row>('SELECT * FROM rotations WHERE environment_id = ? AND id = ?')
  const ofEnvironment = db.prepare<[string], Row>(
    `SELECT * FROM rotations WHERE environment_id = ? ORDER BY ${UNFINISHED} DESC, started_at DESC, rowid DESC`,
  )
  const unfinished = db.prepare<[], Row>(`SELECT * FROM rotations WHERE ${UNFINISHED} ORDER BY started_at, rowid`)
  const unfinishedOf = db.prepare<[string, string], Row>(
    `SELECT * FROM rotations WHERE environment_id = ? AND application_id = ? AND ${UNFINISHED}`,
  )
  const newKeysOfOthers = db
    .prepare<[string, string, string], string>(
      'SELECT new_key_id FROM rotations WHERE environment_id = ? AND application_id = ? AND id <> ? AND new_key_id IS NOT NULL',
    )
    .pluck()
  const noteFailure = db.prepare<[string, string]>('UPDATE rotations SET last_failure_json = ? WHERE id = ?')

  return {
    insert: (record: RotationRecord): void => void insert.run(toRow(record)),

    /** Throws `conflict` when the rotation is not in the expected state any more; nothing is written then. */
    move(expected: RotationState, record: RotationRecord): void {
      if (move.run({ ...toRow(record), expected }).changes === 0)
        throw new AppError('conflict', 'This rotation went on elsewhere meanwhile. Look at where it stands now.')
    },

    /** Beside the steps: why the last try came to nothing. */
    noteFailure: (id: RotationId, failure: Failure): void => void noteFailure.run(JSON.stringify(failure), id),

    get(environmentId: EnvironmentId, id: RotationId): RotationRecord | null {
      const row = one.get(environmentId, id)
      return row ? toRecord(row) : null
    },
    /** Unfinished ones first, newest first. */
    ofEnvironment: (environmentId: EnvironmentId): RotationRecord[] => ofEnvironment.all(environmentId).map(toRecord),
    /** The new keys of an application's other rotations: they are spoken for. */
    newKeysOfOthers: ({ environmentId, applicationId, id }: RotationRecord): Set<string> =>
      new Set(newKeysOfOthers.all(environmentId, applicationId, id)),
    /** The environment is no more: nobody can go on with them here. */
    forgetEnvironment: (environmentId: EnvironmentId): void =>
      void db.prepare<[string]>('DELETE FROM rotations WHERE environment_id = ?').run(environmentId),
    /** Of all environments. */
    unfinished: (): RotationRecord[] => unfinished.all().map(toRecord),
    unfinishedOf: (environmentId: EnvironmentId, applicationId: ApplicationId): RotationRecord[] =>
      unfinishedOf.all(environmentId, applicationId).map(toRecord),
  }
}
export type RotationsRepo = ReturnType<typeof createRotationsRepo>

function toRow(record: RotationRecord): Row {
  const { intent, newKey, proof, lastFailure } = record
  return {
    id: record.id,
    environment_id: record.environmentId,
    application_id: record.applicationId,
    application_name: record.applicationName,
    state: record.state,
    old_key_id: record.oldKey.id,
    old_key_hint: record.oldKey.hint,
    old_key_label: record.oldKey.label,
    new_key_id: newKey?.id ?? null,
    new_key_hint: newKey?.hint ?? null,
    restriction_json: JSON.stringify(record.restriction),
    idempotency_key: intent?.idempotencyKey ?? null,
    key_ids_before_json: intent && JSON.stringify(intent.keyIdsBefore),
    asked_at: intent?.askedAt ?? null,
    places_json: JSON.stringify(record.places),
    proof_json: proof && JSON.stringify(proof),
    orphans_json: JSON.stringify(record.orphans),
    ends_on: record.endsOn,
    last_failure_json: lastFailure && JSON.stringify(lastFailure),
    started_at: record.startedAt,
    changed_at: record.changedAt,
  }
}

/** A column of JSON, or null where it is empty. */
const parsed = <S extends z.ZodType>(schema: S, json: string | null): z.infer<S> | null =>
  json === null ? null : schema.parse(JSON.parse(json))
const { places: Places, orphans: Orphans, restriction: Restriction } = Rotation.shape
const KeyIds = z.array(z.string())

function toRecord(row: Row): RotationRecord {
  const { idempotency_key: idempotencyKey, asked_at: askedAt } = row
  const keyIdsBefore = parsed(KeyIds, row.key_ids_before_json)
  return {
    id: row.id,
    environmentId: row.environment_id,
    applicationId: row.application_id,
    applicationName: row.application_name,
    state: row.state,
    oldKey: { id: KeyId.parse(row.old_key_id), hint: row.old_key_hint, label: row.old_key_label },
    newKey: row.new_key_id === null ? null : { id: KeyId.parse(row.new_key_id), hint: row.new_key_hint ?? '' },
    restriction: Restriction.parse(JSON.parse(row.restriction_json)),
    intent: idempotencyKey === null || keyIdsBefore === null || askedAt === null ? null : { idempotencyKey, keyIdsBefore, askedAt },
    places: Places.parse(JSON.parse(row.places_json)),
    proof: parsed(Proof, row.proof_json),
    orphans: Orphans.parse(JSON.parse(row.orphans_json)),
    endsOn: row.ends_on,
    lastFailure: parsed(Failure, row.last_failure_json),
    startedAt: row.started_at,
    changedAt: row.changed_at,
  }
}
