import type { Service } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { KeyId } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import { RotationId, type Rotation, type RotationPlace, type RotationState, type rotations } from '#shared/contract/rotations'
import { restrictionText } from '#shared/rules/logged-operations'
import { normalRestriction } from '#shared/rules/restriction'
import { isFinished } from '#shared/rules/rotation'
import type { Restriction, KnownApiKey } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { RecordActivity } from '../../platform/activity'
import type { Clock } from '../../platform/clock'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { KeyPaster } from '../../platform/hub/paste-key'
import { Secret } from '../../platform/secret'
import { createNewKeyMaker } from './create-new-key'
import { createNewKeyValue } from './new-key-value'
import type { RotationHubs, RotationNotes, RotationVault } from './ports'
import { createNewKeyProver, PROVABLE } from './prove-new-key'
import { createKeyRemover } from './remove-old-key'
import { createRotationJournal } from './rotation-journal'
import { createRotationSteps, notNow } from './rotation-steps'
import type { RotationRecord, RotationsRepo } from './rotations.repo'

type Deps = {
  repo: RotationsRepo
  hubs: RotationHubs
  vault: RotationVault
  cached: Pick<CachedApplications, 'get' | 'keys'>
  notes: RotationNotes
  /** A key made in the hub's console, tried and kept. */
  pasteKey: KeyPaster
  clipboard: { put(secret: Secret, seconds: number): Promise<void> }
  clock: Clock
  newId: () => string
  clipboardSeconds: () => number
  record: RecordActivity
  /** The keys of an application as the hub has them now, for the cache and whoever shows them. */
  keysRead: (environmentId: EnvironmentId, applicationId: ApplicationId, keys: KnownApiKey[]) => void
  changed: (environmentId: EnvironmentId, rotationId: RotationId) => void
}

/** States in which the person can still change what is noted beside the steps. */
const OPEN: readonly RotationState[] = ['planned', 'creating', 'created', 'restricted', 'verified', 'distributed']

/** Rotation of API keys: a new key beside the old one, proved and distributed, before the old one goes. */
export function createRotationsService(deps: Deps) {
  const { repo, hubs, cached, notes, pasteKey, clipboard, clock, newId, clipboardSeconds, record, keysRead } = deps
  const journal = createRotationJournal(deps)
  const value = createNewKeyValue(deps)
  const maker = createNewKeyMaker({ repo, journal, value, clock, newId })
  const prover = createNewKeyProver({ journal, value, hubs, clock })
  const remover = createKeyRemover({ journal, value, prover, notes })

  const shown = ({ intent: _intent, ...rotation }: RotationRecord): Rotation => ({ ...rotation, value: value.where(rotation) })
  const { inTurn, step, remote, onHub } = createRotationSteps({ journal, hubs, keysRead, shown })

  const unfinishedWith = (environmentId: EnvironmentId, applicationId: ApplicationId, keyId: KeyId) =>
    repo.unfinishedOf(environmentId, applicationId).find(({ oldKey, newKey }) => oldKey.id === keyId || newKey?.id === keyId)

  const service = {
    list: ({ environmentId }) => repo.ofEnvironment(environmentId).map(shown),
    get: ({ environmentId, rotationId }) => shown(journal.read(environmentId, rotationId)),

    plan({ environmentId, applicationId, keyId }) {
      const begun = unfinishedWith(environmentId, applicationId, keyId)
      if (begun?.oldKey.id === keyId) return shown(begun)
      if (begun) throw new AppError('conflict', 'This key is the new one of a rotation that is not finished. Finish that one first.')
      const key = cached.keys(environmentId, applicationId).find(({ id }) => id === keyId)
      if (!key) throw new AppError('not-found', 'That key is no longer here. Refresh to see what is.')
      const noted = { environmentId, applicationId, keyId }
      const at = clock.iso()
      return shown(
        journal.begin({
          id: RotationId.parse(newId()),
          environmentId,
          applicationId,
          applicationName: cached.get(environmentId, applicationId).name,
          state: 'planned',
          oldKey: { id: keyId, hint: key.hint, label: notes.labelOf(noted) },
          newKey: null,
          restriction: key.restriction,
          intent: null,
          places: notes.usagesOf(noted).map((usage) => ({ ...usage, doneAt: null })),
          proof: null,
          endsOn: null,
          orphans: [],
          startedAt: at,
          changedAt: at,
          lastFailure: null,
        }),
      )
    },

    setRestriction: (input) =>
      step(input, ['planned'], (rotation) => journal.advance(rotation, { restriction: inNormalForm(input.restriction) })),

    create: (input, { signal }) =>
      onHub(input, { states: ['planned', 'creating', 'created'], signal }, async (rotation, at) => {
        const made = rotation.state === 'created' ? { record: rotation, notKept: null } : await maker.make(rotation, at)
        if (rotation.state !== 'created')
          record({ ...named(made.record), what: 'rotations.create', after: restrictionText(rotation.restriction) })
        return await maker.restrict(made, at)
      }),

    pasteNew: (input, { signal }) =>
      onHub(input, { states: ['planned', 'creating'], signal }, async (rotation, at) => {
        const begun = await maker.begin(rotation, at)
        const { environmentId, applicationId, intent } = begun
        await pasteKey({ environmentId, applicationId, requestId: intent.idempotencyKey }, new Secret(input.value), signal)
        const made = await maker.make(begun, at)
        record({ ...named(made.record), what: 'rotations.pasteNew' })
        return await maker.restrict(made, at)
      }),

    adopt: (input, { signal }) =>
      onHub(input, { states: ['creating'], signal }, async (rotation, at) => {
        const made = await maker.adopt(rotation, at, input.keyId)
        record({ ...named(made.record), what: 'rotations.adopt' })
        return await maker.restrict(made, at)
      }),

    async copyNew({ environmentId, rotationId }, { signal }) {
      const rotation = journal.read(environmentId, rotationId)
      if (rotation.state === 'abandoned') throw notNow(rotation.state)
      const seconds = clipboardSeconds()
      await clipboard.put(await value.read(rotation, signal), seconds)
      record({ ...named(rotation), what: 'rotations.copyNew' })
      return { clearsAt: new Date(clock.now() + seconds * 1000).toISOString() }
    },

    verify: (input, { signal }) => remote(input, PROVABLE, (rotation) => prover.verify(rotation, signal)),
    confirmVerified: (input) => step(input, PROVABLE, (rotation) => prover.confirm(rotation)),

    setPlaces: (input) =>
      step(input, OPEN, (rotation) => {
        const { environmentId, applicationId, oldKey, state } = rotation
        const { places } = input
        const usages = places.map(({ doneAt: _doneAt, ...usage }) => usage)
        const isUndone = state === 'distributed' && !places.every(isDone)
        notes.saveUsages({ environmentId, applicationId, keyId: oldKey.id }, usages)
        return journal.advance(rotation, { places, ...(isUndone ? { state: 'verified' } : {}) })
      }),

    /** From `deleting` it is the way back: the person does not want the old key removed now. */
    confirmDistributed: (input) =>
      step(input, ['verified', 'deleting'], (rotation) => {
        if (!rotation.places.every(isDone))
          throw new AppError('conflict', 'Some places do not have the new key yet. Tick each of them when it is done.')
        return journal.advance(rotation, { state: 'distributed' })
      }),

    setEnd: (input) => step(input, OPEN, (rotation) => journal.advance(rotation, { endsOn: input.endsOn })),

    finish: (input, { signal }) =>
      onHub(input, { states: ['distributed', 'deleting'], signal }, async (rotation, at) => {
        const done = await remover.finish(rotation, at)
        record({ ...named(done), what: 'rotations.finish' })
        return done
      }),

    abandon(input, { signal }) {
      const noted = (rotation: RotationRecord) => {
        record({ ...named(rotation), what: 'rotations.abandon' })
        return rotation
      }
      if (journal.read(input.environmentId, input.rotationId).state === 'planned')
        return step(input, ['planned'], (rotation) => noted(journal.advance(rotation, { state: 'abandoned' })))
      return onHub(input, { states: OPEN, signal }, async (rotation, at) =>
        noted(await remover.giveUp(await maker.lookFor(rotation, at), at)),
      )
    },
  } satisfies Service<typeof rotations>

  return {
    ...service,

    /** Whether a key is the old or the new one of a rotation that is not finished. */
    isRotating: (environmentId: EnvironmentId, applicationId: ApplicationId, keyId: KeyId): boolean =>
      unfinishedWith(environmentId, applicationId, keyId) !== undefined,

    /** Of all environments, for the board of key health. */
    unfinished: () =>
      repo.unfinished().map(({ environmentId, applicationId, oldKey, newKey, state, endsOn, changedAt }) => ({
        environmentId,
        applicationId,
        oldKeyId: oldKey.id,
        newKeyId: newKey?.id ?? null,
        state,
        endsOn,
        changedAt,
      })),

    /** The application was removed with its keys: its rotations have nothing left to rotate. */
    async applicationGone(environmentId: EnvironmentId, applicationId: ApplicationId): Promise<void> {
      for (const { id } of repo.unfinishedOf(environmentId, applicationId))
        await inTurn(id, async () => {
          const rotation = journal.read(environmentId, id)
          if (isFinished(rotation.state)) return
          await value.forget(rotation)
          journal.close(rotation)
        })
    },
  }
}
export type RotationsService = ReturnType<typeof createRotationsService>

const isDone = ({ doneAt }: RotationPlace) => doneAt !== null

/** How the activity log names a rotation. */
const named = ({ environmentId, applicationId, applicationName, oldKey, newKey }: RotationRecord) => ({
  environmentId,
  applicationId,
  applicationName,
  subject: [oldKey.hint, newKey?.hint].filter(Boolean).join(' → '),
})

/** The window is not to be believed: the rule of the editor once more. */
function inNormalForm(restriction: Restriction): Restriction {
  const normal = normalRestriction(restriction)
  if (!normal.ok) throw new AppError('invalid-input', 'Some addresses are not valid.', { faults: normal.faults })
  return normal.restriction
}
