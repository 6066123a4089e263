import { KeyId } from '#shared/contract/keys'
import type { Failure } from '#shared/errors'
import { isSameRestriction } from '#shared/rules/restriction'
import type { KnownApiKey } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import type { Secret } from '../../platform/secret'
import { newKeyOf, type NewKeyValue } from './new-key-value'
import { keysAt, type HubKeys } from './ports'
import type { RotationJournal } from './rotation-journal'
import type { Intent, RotationRecord, RotationsRepo } from './rotations.repo'

type Deps = {
  repo: Pick<RotationsRepo, 'newKeysOfOthers'>
  journal: RotationJournal
  value: NewKeyValue
  clock: Clock
  newId: () => string
}
type At = { hub: HubKeys; signal: AbortSignal }
/** The rotation with its new key at the hub, and why the keychain did not take the value, if it did not. */
export type Made = { record: RotationRecord; notKept: Failure | null }

/** A hub knows a request again for 24 hours; one is kept back for clocks that differ. */
const KNOWN_AGAIN_MS = 23 * 3_600_000

/**
 * planned → creating → created → restricted. The hub makes one key, however often this breaks off: the intent is written
 * first, and a second request carries the same idempotency key, for as long as the hub knows it.
 */
export function createNewKeyMaker({ repo, journal, value, clock, newId }: Deps) {
  const intend = (record: RotationRecord, there: KnownApiKey[]) =>
    journal.advance(record, {
      state: 'creating',
      orphans: [],
      intent: { idempotencyKey: newId(), keyIdsBefore: there.map(({ id }) => id), askedAt: clock.iso() },
    })

  /** What is at the hub since the intent: nothing, ours, or somebody else's; what another rotation made is left out. */
  function since(record: RotationRecord, items: KnownApiKey[]): KnownApiKey[] {
    const spokenFor = repo.newKeysOfOthers(record)
    return items.filter(({ id }) => record.intent?.keyIdsBefore.includes(id) === false && !spokenFor.has(id))
  }

  function isKnownAgain({ askedAt }: Intent): boolean {
    const elapsed = clock.now() - Date.parse(askedAt)
    return elapsed >= 0 && elapsed < KNOWN_AGAIN_MS // a clock that was set back says nothing
  }

  async function ask(record: RotationRecord, { hub, signal }: At, appeared: KnownApiKey[]): Promise<Made> {
    const { applicationId, restriction, intent } = record
    if (intent === null) throw new Error('The hub was about to be asked for a key without an intent')
    try {
      const asked = restriction.mode === 'unknown' ? {} : { restriction }
      const made = await hub.addKey(applicationId, asked, intent.idempotencyKey)
      // A hub that had forgotten the request made one more: what looks like ours is then told, and a person removes it.
      const isKnown = appeared.some(({ id }) => id === made.key.id)
      const doubtful = isKnown ? [] : appeared.filter((key) => isSameRestriction(key.restriction, restriction))
      return await take(record, { ...made, orphans: doubtful.map(orphanOf) }, signal)
    } catch (error) {
      // Only this answer says for certain that nothing was made.
      if (error instanceof AppError && error.status === 400 && appeared.length === 0)
        journal.advance(record, { state: 'planned', intent: null, lastFailure: error.toFailure() })
      throw error
    }
  }

  type Found = { key: KnownApiKey; value: Secret; orphans: RotationRecord['orphans'] }
  async function take(record: RotationRecord, { key, value: secret, orphans }: Found, signal: AbortSignal): Promise<Made> {
    const notKept = await value.keep(record, { keyId: key.id, value: secret }, signal)
    const newKey = { id: KeyId.parse(key.id), hint: key.hint }
    return { record: journal.advance(record, { state: 'created', newKey, orphans, lastFailure: notKept }), notKept }
  }

  const adoptFound = async (record: RotationRecord, { hub, signal }: At, [key, others]: [KnownApiKey, KnownApiKey[]]): Promise<Made> =>
    take(record, { key, value: await hub.reveal(record.applicationId, key.id), orphans: others.map(orphanOf) }, signal)

  /** Ours among the keys that appeared. When none is certain they are listed as orphans, and the state stays `creating`. */
  async function find(record: RotationRecord, at: At, appeared: KnownApiKey[]): Promise<Made> {
    if (record.intent && isKnownAgain(record.intent)) return ask(record, at, appeared)
    const [first, ...others] = appeared
    if (first && others.length === 0 && isSameRestriction(first.restriction, record.restriction)) return adoptFound(record, at, [first, []])
    return { record: journal.advance(record, { orphans: appeared.map(orphanOf) }), notKept: null }
  }

  return {
    /** The request for a new key, noted before anybody makes it: `creating`. */
    async begin(record: RotationRecord, { hub }: At): Promise<RotationRecord & { intent: Intent }> {
      const begun = record.intent === null ? intend(record, await keysAt(hub, record.applicationId)) : record
      if (begun.intent === null) throw new Error('A rotation that begins to make a key has no intent')
      return { ...begun, intent: begun.intent }
    },

    /** planned or creating → created. Throws `conflict` when it cannot be told which key is ours. */
    async make(record: RotationRecord, at: At): Promise<Made> {
      const items = await keysAt(at.hub, record.applicationId)
      if (record.intent === null) return ask(intend(record, items), at, [])
      const appeared = since(record, items)
      // The hub would not know the request again, and lists nothing new: nothing was made, and this is the first time again.
      if (appeared.length === 0 && !isKnownAgain(record.intent)) return ask(intend(record, items), at, [])
      const found = await find(record, at, appeared)
      if (found.record.state === 'creating')
        throw new AppError(
          'conflict',
          'Keys appeared at the hub while ours was made, and it cannot be told which is ours. Say which one is.',
        )
      return found
    },

    /** Before giving up in `creating`: our key, if one was made. Where that cannot be told, the orphans stay listed. */
    async lookFor(record: RotationRecord, at: At): Promise<RotationRecord> {
      if (record.state !== 'creating') return record
      const appeared = since(record, await keysAt(at.hub, record.applicationId))
      return appeared.length === 0 ? record : (await find(record, at, appeared)).record
    },

    /** A person says which of the orphans is ours. */
    async adopt(record: RotationRecord, at: At, keyId: KeyId): Promise<Made> {
      if (!record.orphans.some(({ id }) => id === keyId)) throw new AppError('not-found', 'That key is not one of those that appeared.')
      const appeared = since(record, await keysAt(at.hub, record.applicationId))
      const key = appeared.find(({ id }) => id === keyId)
      if (!key) throw new AppError('not-found', 'The hub does not have that key any more, or another rotation made it.')
      const others = appeared.filter(({ id }) => id !== keyId)
      return adoptFound(record, at, [key, others])
    },

    /** created → restricted: looks at the key as the hub has it, and corrects it where it is not as asked. */
    async restrict({ record, notKept }: Made, { hub }: At): Promise<RotationRecord> {
      const { applicationId, restriction } = record
      const key = await hub.apiKey(applicationId, newKeyOf(record).id).catch(goneMeanwhile)
      // Where only the hub's console tells how a key is restricted, a person restricted it there.
      const isAsAsked = restriction.mode === 'unknown' || isSameRestriction(key.restriction, restriction)
      const held = isAsAsked ? key : await hub.patchKey(applicationId, key.id, restriction, key.etag ?? '*')
      if (restriction.mode !== 'unknown' && !isSameRestriction(held.restriction, restriction))
        throw new AppError('conflict', 'The hub keeps another restriction for the new key than was asked for.')
      return journal.advance(record, { state: 'restricted', lastFailure: notKept })
    },
  }
}
export type NewKeyMaker = ReturnType<typeof createNewKeyMaker>

const orphanOf = ({ id, hint, addedOn }: KnownApiKey) => ({ id: KeyId.parse(id), hint, addedOn })

function goneMeanwhile(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'not-found') throw error
  throw new AppError(
    'not-found',
    'The new key is no longer at the hub. Give this rotation up and begin another; the old key still works.',
    {
      cause: error,
    },
  )
}
