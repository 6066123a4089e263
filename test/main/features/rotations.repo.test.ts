import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ApplicationId } from '#shared/contract/applications'
import type { KeyId } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import type { RotationId } from '#shared/contract/rotations'
import { createRotationsRepo, type RotationRecord } from '../../../src/main/features/rotations/rotations.repo'
import { openJournal, type Db } from '../../../src/main/platform/db/open'
import { createFakeClock } from '../../fakes/fake-clock'
import { temporaryFolder } from '../../fakes/temporary-folder'

const environmentId = crypto.randomUUID() as EnvironmentId
const record = (change: Partial<RotationRecord> = {}): RotationRecord => ({
  id: crypto.randomUUID() as RotationId,
  environmentId,
  applicationId: 'application' as ApplicationId,
  applicationName: 'Housing Portal',
  state: 'planned',
  oldKey: { id: 'old' as KeyId, hint: 'a…b', label: '' },
  newKey: null,
  restriction: { mode: 'restricted', addresses: ['127.0.0.1'] },
  intent: null,
  places: [],
  proof: null,
  endsOn: null,
  orphans: [],
  startedAt: '2026-11-24T12:00:00.000Z',
  changedAt: '2026-11-24T12:00:00.000Z',
  lastFailure: null,
  ...change,
})

describe('rotations in the journal', () => {
  let db: Db
  let repo: ReturnType<typeof createRotationsRepo>
  beforeEach(() => {
    db = openJournal(join(temporaryFolder(), 'journal.db'), { clock: createFakeClock() }).db
    repo = createRotationsRepo(db)
  })
  afterEach(() => db.close())

  it('go with their environment, and only with theirs', () => {
    const other = record({ environmentId: crypto.randomUUID() as EnvironmentId })
    for (const each of [record(), other]) repo.insert(each)
    repo.forgetEnvironment(environmentId)
    expect(repo.ofEnvironment(environmentId)).toEqual([])
    expect(repo.ofEnvironment(other.environmentId)).toHaveLength(1)
  })

  it('come back as they were written, whatever they have', () => {
    const full = record({
      state: 'deleting',
      newKey: { id: 'new' as KeyId, hint: 'c…d' },
      intent: { idempotencyKey: 'once', keyIdsBefore: ['old'], askedAt: '2026-11-24T12:00:00.000Z' },
      places: [{ id: crypto.randomUUID(), place: 'Server', owner: 'Kim', note: '', doneAt: '2026-11-24T12:00:00.000Z' }],
      proof: { at: '2026-11-24T12:00:00.000Z', outcome: 'address-refused', fromAddress: '192.0.2.7', by: 'person' },
      endsOn: '2026-12-24',
      orphans: [{ id: 'orphan' as KeyId, hint: 'e…f', addedOn: '2026-11-24T12:00:00.000Z' }],
      lastFailure: { code: 'unreachable', message: 'Cut.', reason: 'cut' },
    })
    repo.insert(full)
    expect(repo.get(environmentId, full.id)).toEqual(full)
    expect(repo.get(crypto.randomUUID() as EnvironmentId, full.id)).toBeNull()
  })

  it('move only from the state that is expected, and otherwise stay as they are', () => {
    const planned = record()
    repo.insert(planned)
    repo.move('planned', { ...planned, state: 'creating' })
    expect(() => repo.move('planned', { ...planned, state: 'abandoned' })).toThrow(expect.objectContaining({ code: 'conflict' }))
    expect(repo.get(environmentId, planned.id)?.state).toBe('creating')
  })

  it('are one at a time for a key, until it is finished', () => {
    const first = record()
    repo.insert(first)
    expect(() => repo.insert(record())).toThrow(/UNIQUE/)
    repo.move('planned', { ...first, state: 'abandoned' })
    repo.insert(record())
    expect(repo.unfinished()).toHaveLength(1)
    expect(repo.ofEnvironment(environmentId).map(({ state }) => state)).toEqual(['planned', 'abandoned'])
  })
})
