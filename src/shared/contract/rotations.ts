import { z } from 'zod'
import { Failure } from '../errors'
import { KnownRestriction, Restriction } from '../wire/administration-plane'
import { ApplicationId } from './applications'
import { KeyId, Usage } from './keys'
import { EnvironmentId, Instant, local, OfEnvironment, read, write, secret } from './op'

export const RotationId = z.uuid().brand<'RotationId'>()
export type RotationId = z.infer<typeof RotationId>

/**
 * planned → creating → created → restricted → verified → distributed → deleting → done | abandoned; shared/rules/rotation.ts
 * says which may follow which. `creating` and `deleting` are intents, written before the hub is asked.
 */
export const RotationState = z.enum([
  'planned',
  'creating',
  'created',
  'restricted',
  'verified',
  'distributed',
  'deleting',
  'done',
  'abandoned',
])
export type RotationState = z.infer<typeof RotationState>

/** What a real `/auth` call with the new key said. */
export const Proof = z.object({
  at: Instant,
  /** accepted: 200; unknown-key: 406; address-refused: the key is right and this computer's address is not on its list. */
  outcome: z.enum(['accepted', 'unknown-key', 'address-refused', 'wrong-tenant', 'unreachable', 'other']),
  /** The caller's address as the hub names it, where it does. */
  fromAddress: z.string().optional(),
  failure: Failure.optional(),
  /** `person`: a refused address, and a person says that it was tried from an allowed machine. */
  by: z.enum(['call', 'person']),
})
export type Proof = z.infer<typeof Proof>

export const RotationPlace = Usage.extend({ doneAt: Instant.nullable() })
export type RotationPlace = z.infer<typeof RotationPlace>

export const Rotation = z.object({
  id: RotationId,
  environmentId: EnvironmentId,
  applicationId: ApplicationId,
  applicationName: z.string(),
  state: RotationState,
  oldKey: z.object({ id: KeyId, hint: z.string(), label: z.string() }),
  newKey: z.object({ id: KeyId, hint: z.string() }).nullable(),
  /** What the new key is restricted to: the old key's, unless changed before it was made. */
  restriction: KnownRestriction,
  /** Where the new key's value is: `here` in the keychain, `hub` only there (it can be revealed), `lost` nowhere we know. */
  value: z.enum(['none', 'here', 'session', 'hub', 'lost']),
  places: z.array(RotationPlace).max(200),
  proof: Proof.nullable(),
  /** The day from which the old key is to be removed; a reminder, never automatic. */
  endsOn: z.iso.date().nullable(),
  /** Keys that appeared while one of ours was being made, when it cannot be told which is ours. */
  orphans: z.array(z.object({ id: KeyId, hint: z.string(), addedOn: z.string() })),
  startedAt: Instant,
  changedAt: Instant,
  lastFailure: Failure.nullable(),
})
export type Rotation = z.infer<typeof Rotation>

const OfRotation = OfEnvironment.extend({ rotationId: RotationId })

export const rotations = {
  /** All of an environment, unfinished ones first, newest first. */
  list: read(OfEnvironment, z.array(Rotation)),
  get: read(OfRotation, Rotation),
  /** Begins: nothing is sent. One unfinished rotation a key; a second one answers with the first. Places come from the key's where-used checklist. */
  plan: local(OfEnvironment.extend({ applicationId: ApplicationId, keyId: KeyId }), Rotation),
  /** Before the new key is made: another restriction for it. */
  setRestriction: local(OfRotation.extend({ restriction: Restriction }), Rotation),
  /** Makes the new key with the restriction, keeps its value in the keychain and reads it back. Also goes on after a crash: looks at the hub before it asks again. */
  create: write({ rotationId: RotationId }, Rotation),
  /** The new key was made in the hub's console, where this computer cannot: as `keys.paste`, and the rotation goes on with it. */
  pasteNew: local(OfRotation.extend({ value: secret() }), Rotation),
  /** Several keys appeared while ours was made: this one is ours. */
  adopt: write({ rotationId: RotationId, keyId: KeyId }, Rotation),
  /** The new key on the clipboard, as `keys.copy`. */
  copyNew: read(OfRotation, z.object({ clearsAt: Instant })),
  /** Calls `/auth` with the new key. A proof that is not `accepted` leaves the state as it is. */
  verify: read(OfRotation, Rotation),
  /** The address of this computer is refused, and a person tried it from an allowed machine. */
  confirmVerified: local(OfRotation, Rotation),
  /** The where-used checklist: added, edited and ticked places; also kept with the key for next time. */
  setPlaces: local(OfRotation.extend({ places: z.array(RotationPlace).max(200) }), Rotation),
  /** Every place is done (or there is none, and the person says so). */
  confirmDistributed: local(OfRotation, Rotation),
  setEnd: local(OfRotation.extend({ endsOn: z.iso.date().nullable() }), Rotation),
  /** Removes the old key, after looking that the new one is at the hub. Only from `distributed`. */
  finish: write({ rotationId: RotationId }, Rotation),
  /** Gives up: removes the new key at the hub (if it was made and the old one is still there) and keeps the old. */
  abandon: write({ rotationId: RotationId }, Rotation),
}
