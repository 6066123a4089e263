import { z } from 'zod'
import { KnownApiKey, Restriction } from '../wire/administration-plane'
import { ApplicationId, OfApplication } from './applications'
import { Instant, local, OfEnvironment, read, revealed, secret, write } from './op'

export const KeyId = z.string().min(1).max(100).brand<'KeyId'>()
export type KeyId = z.infer<typeof KeyId>
export const OfKey = OfApplication.extend({ keyId: KeyId })

/** One place where a key is used: the where-used checklist, kept here for the next rotation. */
export const Usage = z.object({
  id: z.uuid(),
  place: z.string().trim().min(1).max(300),
  owner: z.string().trim().max(200),
  note: z.string().max(2000),
})
export type Usage = z.infer<typeof Usage>

/** What this computer knows of a key beside the hub: never anything of its value. */
export const KeyNotes = z.object({
  label: z.string().trim().max(100),
  note: z.string().max(2000),
  usages: z.array(Usage).max(200),
  /** The address set that its restriction was made from. */
  addressSetId: z.string().optional(),
})
export type KeyNotes = z.infer<typeof KeyNotes>
export const NO_NOTES: KeyNotes = { label: '', note: '', usages: [] }

/** An API key as the window knows it: never its value. */
export const ApiKey = KnownApiKey.extend({ id: KeyId, applicationId: ApplicationId, notes: KeyNotes })
export type ApiKey = z.infer<typeof ApiKey>

/** A key that a person gave a label to, found again by it. */
export const LabelledKey = z.object({ label: z.string(), keyId: KeyId, applicationId: ApplicationId, applicationName: z.string() })
export type LabelledKey = z.infer<typeof LabelledKey>

/** Why a folder is a bad place for a key (source docs, "Best practices for securely using API keys"). */
export const PlaceDanger = z.object({ kind: z.enum(['git', 'hg', 'svn', 'synced']), folder: z.string() })
export type PlaceDanger = z.infer<typeof PlaceDanger>

/** A place for a key's file that the person chose in the system's dialog; main remembers the path by its ticket. */
export const HandOverPlace = z.object({ ticket: z.uuid(), path: z.string(), dangers: z.array(PlaceDanger) })
export type HandOverPlace = z.infer<typeof HandOverPlace>

export const VariableName = z
  .string()
  .trim()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
  .max(100)

export const keys = {
  list: read(OfApplication, z.object({ keys: z.array(ApiKey), readAt: Instant.optional() })),
  /** All keys of the environment that have a label, from what is kept here. */
  labels: read(OfEnvironment, z.array(LabelledKey)),
  /** Adds a key at the hub. Bad addresses come back as `invalid-input` with one fault each. */
  add: write(
    { applicationId: ApplicationId, restriction: Restriction, idempotencyKey: z.uuid(), addressSetId: z.string().max(100).optional() },
    ApiKey,
  ),
  /**
   * Replaces the restriction. `etag` is that of the version that was shown; `conflict` when the key moved meanwhile: the
   * list is then as the hub has it now, and nothing was changed. A bad address is a fault, as in `add`.
   */
  modify: write(
    {
      applicationId: ApplicationId,
      keyId: KeyId,
      restriction: Restriction,
      etag: z.string().max(200).optional(),
      addressSetId: z.string().max(100).optional(),
    },
    ApiKey,
  ),
  /** Deletes the key, after looking at the hub once more. `last-api-key` when it is the only one there; one that is gone already is done. */
  remove: write({ applicationId: ApplicationId, keyId: KeyId, etag: z.string().max(200).optional() }, z.void()),
  /**
   * A key that was made in the hub's console, for an environment that is connected by application key: it is tried with a
   * real `/auth` call and must be one of this application; then its value is kept in the keychain.
   */
  paste: local(OfApplication.extend({ value: secret() }), ApiKey),
  /** Puts the key on the clipboard from main, alone or as the line `NAME=key`; cleared after a while if it is still there. */
  copy: read(OfKey.extend({ asVariable: VariableName.optional() }), z.object({ clearsAt: Instant })),
  /** The one operation that shows a key; the window hides it at `hidesAt` and drops it from the page. */
  reveal: read(OfKey, z.object({ value: revealed(), hidesAt: Instant })),
  /** Label, note and where-used checklist, kept on this computer only. */
  setNotes: local(OfKey.extend({ notes: KeyNotes.omit({ addressSetId: true }) }), ApiKey),
  /** Opens the system's save dialog; null when it was closed. Tells whether the place is a source tree or a synced folder. */
  chooseHandOver: local(OfKey.extend({ suggestedName: z.string().max(100) }), HandOverPlace.nullable()),
  /**
   * Writes the key to a new file that only this user can read (mode 0600), alone or as the line `NAME=key`, and adds the
   * place to the where-used checklist. A dangerous place needs the word `OVERRIDE_WORD` typed. Never replaces a file.
   */
  handOver: local(
    OfKey.extend({ ticket: z.uuid(), asVariable: VariableName.optional(), typedOverride: z.string().max(50).optional() }),
    z.object({ path: z.string(), key: ApiKey }),
  ),
}

/** What must be typed to write a key into a source tree or a synced folder all the same. */
export const OVERRIDE_WORD = 'unsafe'
