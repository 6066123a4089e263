import type { Service } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import { KeyId, type ApiKey, type keys } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import { entriesFromSet } from '#shared/rules/address-sets'
import { restrictionText } from '#shared/rules/logged-operations'
import { normalRestriction } from '#shared/rules/restriction'
import type { Restriction, KnownApiKey } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { RecordActivity } from '../../platform/activity'
import type { Clock } from '../../platform/clock'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { SnapshotRepo } from '../../platform/db/snapshot.repo'
import type { HubAccess } from '../../platform/hub/hub-access'
import type { KeyPaster } from '../../platform/hub/paste-key'
import { Secret } from '../../platform/secret'
import type { HandOver } from './hand-over'
import type { KeyCache } from './key-cache'
import { keyLine } from './key-line'
import { MAX_USAGES, type KeyNotesBook } from './key-notes'
import type { SecretClipboard } from './secret-clipboard'

type Deps = {
  hubs: HubAccess
  cached: CachedApplications
  snapshots: SnapshotRepo
  notes: KeyNotesBook
  keyCache: KeyCache
  handOver: HandOver
  clipboard: SecretClipboard
  clock: Clock
  newId: () => string
  clipboardSeconds: () => number
  /** A key made in the hub's console, tried and kept; for environments that are connected by application key. */
  pasteKey: KeyPaster
  /** How long the window shows a key. */
  revealSeconds?: () => number
  /** The addresses of a set as it is now; null when there is no such set. */
  addressesOfSet: (environmentId: EnvironmentId, setId: string) => string[] | null
  /** Whether the key is the old or the new one of a rotation that is not finished. */
  isRotating?: (environmentId: EnvironmentId, applicationId: ApplicationId, keyId: KeyId) => boolean
  record: RecordActivity
  changed: (environmentId: EnvironmentId, applicationId: ApplicationId) => void
}

type OfKey = { environmentId: EnvironmentId; applicationId: ApplicationId; keyId: KeyId }

/** API keys of an application. Their values pass through main only on the way to where a person wants them. */
export function createKeysService(deps: Deps) {
  const { hubs, cached, snapshots, notes, keyCache, handOver, clipboard, clock, newId, clipboardSeconds, record, changed } = deps
  const { pasteKey, addressesOfSet, isRotating = () => false, revealSeconds = () => 30 } = deps

  const shown = (environmentId: EnvironmentId, applicationId: ApplicationId, key: KnownApiKey): ApiKey => {
    const keyId = KeyId.parse(key.id)
    return { ...key, id: keyId, applicationId, notes: notes.of({ environmentId, applicationId, keyId }) }
  }

  const find = ({ environmentId, applicationId, keyId }: OfKey) => cached.keys(environmentId, applicationId).find(({ id }) => id === keyId)

  /** How the activity log names a key. */
  const named = ({ environmentId, applicationId, keyId }: OfKey) => ({
    environmentId,
    applicationId,
    subject: find({ environmentId, applicationId, keyId })?.hint ?? keyId,
  })
  /** Its restriction as the activity log says it, where we know it. */
  const restrictedAs = (key: KnownApiKey | undefined) => (key ? { before: restrictionText(key.restriction) } : {})

  /** The key as it is cached. Throws `not-found`. */
  function known(of: OfKey): KnownApiKey {
    const key = find(of)
    if (!key) throw new AppError('not-found', 'That key is no longer here. Refresh to see what is.')
    return key
  }

  const reveal = async ({ environmentId, applicationId, keyId }: OfKey, signal: AbortSignal) =>
    await (await hubs.administration(environmentId, signal)).reveal(applicationId, keyId)

  /** A set that is gone meanwhile is not remembered: nothing can lag behind it. */
  function rememberSet(key: OfKey, restriction: Restriction, setId: string | undefined): void {
    const addresses = setId === undefined ? null : addressesOfSet(key.environmentId, setId)
    if (setId === undefined || addresses === null || restriction.mode === 'unrestricted') {
      notes.saveSet(key, null)
      return
    }
    const before = notes.recordOf(key)
    const earlier = before.addressSetId === setId ? before.setEntries : []
    notes.saveSet(key, { id: setId, entries: entriesFromSet(restriction.addresses, addresses, earlier) })
  }

  return {
    list({ environmentId, applicationId }) {
      const readAt = snapshots.reads(environmentId, applicationId).find(({ part }) => part === 'keys')?.at
      return {
        keys: cached.keys(environmentId, applicationId).map((key) => shown(environmentId, applicationId, key)),
        ...(readAt === undefined ? {} : { readAt }),
      }
    },

    labels({ environmentId }) {
      const notesOfKey = notes.ofEnvironment(environmentId)
      const names = new Map(cached.all(environmentId).map(({ id, name }) => [id, name]))
      return cached.allKeys(environmentId).flatMap(({ applicationId, key: { id } }) => {
        const { label } = notesOfKey(applicationId, id)
        const applicationName = names.get(applicationId)
        if (label === '' || applicationName === undefined) return []
        // As the cache keeps them, which had them from the hub.
        return [{ label, keyId: KeyId.parse(id), applicationId: applicationId as ApplicationId, applicationName }]
      })
    },

    async add({ environmentId, applicationId, restriction, idempotencyKey, addressSetId }, { signal }) {
      const normal = inNormalForm(restriction)
      const hub = await hubs.administrationToWrite(environmentId, signal)
      const { key } = await hub.addKey(applicationId, { restriction: normal }, idempotencyKey)
      const of = { environmentId, applicationId, keyId: KeyId.parse(key.id) }
      rememberSet(of, normal, addressSetId)
      const isOther = ({ id }: KnownApiKey) => id !== key.id
      await keyCache.follow(hub, of, (keys) => [...keys.filter(isOther), key])
      record({ ...named(of), what: 'keys.add', after: restrictionText(key.restriction) })
      return shown(environmentId, applicationId, key)
    },

    async paste({ environmentId, applicationId, value }, { signal }) {
      const { keyId } = await pasteKey({ environmentId, applicationId }, new Secret(value), signal)
      const of = { environmentId, applicationId, keyId: KeyId.parse(keyId) }
      await keyCache.follow(await hubs.administration(environmentId, signal), of, (keys) => keys)
      record({ ...named(of), what: 'keys.paste' })
      return shown(environmentId, applicationId, known(of))
    },

    async modify({ environmentId, applicationId, keyId, restriction, etag, addressSetId }, { signal }) {
      const normal = inNormalForm(restriction)
      const of = { environmentId, applicationId, keyId }
      const before = restrictedAs(find(of))
      const hub = await hubs.administrationToWrite(environmentId, signal)
      try {
        const match = etag ?? (await hub.apiKey(applicationId, keyId)).etag ?? ANY_VERSION
        const key = await hub.patchKey(applicationId, keyId, normal, match)
        rememberSet(of, normal, addressSetId)
        await keyCache.follow(hub, of, (keys) => keys.map((one) => (one.id === key.id ? key : one)))
        record({ ...named(of), what: 'keys.modify', ...before, after: restrictionText(key.restriction) })
        return shown(environmentId, applicationId, key)
      } catch (error) {
        if (hasMoved(error)) await keyCache.follow(hub, of, (keys) => keys)
        throw error
      }
    },

    async remove({ environmentId, applicationId, keyId, etag }, { signal }) {
      const of = { environmentId, applicationId, keyId }
      if (isRotating(environmentId, applicationId, keyId))
        throw new AppError('conflict', 'This key takes part in a rotation that is not finished. Finish the rotation or give it up first.')
      const hub = await hubs.administrationToWrite(environmentId, signal)
      const gone = { ...named(of), ...restrictedAs(find(of)) }
      try {
        const { items, unreadable } = await hub.apiKeys(applicationId)
        const key = items.find(({ id }) => id === keyId)
        if (key && items.length + unreadable === 1) throw lastKey()
        if (key) await hub.deleteKey(applicationId, keyId, etag ?? key.etag ?? ANY_VERSION)
      } catch (error) {
        if (hasMoved(error)) await keyCache.follow(hub, of, (keys) => keys)
        throw error instanceof AppError && error.code === 'last-api-key' ? lastKey(error) : error
      }
      notes.forget(of)
      await keyCache.follow(hub, of, (keys) => keys.filter(({ id }) => id !== keyId))
      record({ ...gone, what: 'keys.remove' })
    },

    async copy({ environmentId, applicationId, keyId, asVariable }, { signal }) {
      const of = { environmentId, applicationId, keyId }
      const seconds = clipboardSeconds()
      await clipboard.put(keyLine(await reveal(of, signal), asVariable), seconds)
      record({ ...named(of), what: 'keys.copy' })
      return { clearsAt: new Date(clock.now() + seconds * 1000).toISOString() }
    },

    async reveal(of, { signal }) {
      const value = await reveal(of, signal)
      record({ ...named(of), what: 'keys.reveal' })
      return { value: value.expose(), hidesAt: new Date(clock.now() + revealSeconds() * 1000).toISOString() }
    },

    setNotes({ notes: noted, ...of }) {
      const key = known(of)
      notes.save(of, noted)
      changed(of.environmentId, of.applicationId)
      return shown(of.environmentId, of.applicationId, key)
    },

    chooseHandOver: ({ suggestedName }, { windowId }) => handOver.choose(windowId, suggestedName),

    async handOver({ ticket, asVariable, typedOverride, ...of }, { signal }) {
      const key = known(of)
      const usages = notes.usagesOf(of)
      if (usages.length >= MAX_USAGES)
        throw new AppError('invalid-input', 'The where-used checklist of this key is full. Take something off it, then write the key.')
      await handOver.check(ticket, typedOverride)
      const path = await handOver.write(ticket, keyLine(await reveal(of, signal), asVariable))
      notes.saveUsages(of, [...usages, { id: newId(), place: placeOf(path), owner: '', note: '' }])
      record({ ...named(of), what: 'keys.handOver', after: path })
      changed(of.environmentId, of.applicationId)
      return { path, key: shown(of.environmentId, of.applicationId, key) }
    },
  } satisfies Service<typeof keys>
}

/** For a hub that gives no entity tags: any version there is. */
const ANY_VERSION = '*'

/** The hub has the keys otherwise than we do. */
const hasMoved = (error: unknown): boolean => error instanceof AppError && ['conflict', 'not-found', 'last-api-key'].includes(error.code)

/** The sentence of the hub's documents, word for word. */
const lastKey = (cause?: unknown) => new AppError('last-api-key', 'Each application has a minimum of one API Key.', { cause })

/**
 * The same rule as in the editor, since the window is not to be believed; entries go to the hub in their normal form.
 * Throws `invalid-input` with one fault for each bad entry.
 */
function inNormalForm(restriction: Restriction): Restriction {
  const normal = normalRestriction(restriction)
  if (!normal.ok) throw new AppError('invalid-input', 'Some addresses are not valid.', { faults: normal.faults })
  return normal.restriction
}

const MAX_PLACE = 300
/** The end of a path says more than its beginning. */
const placeOf = (path: string): string => (path.length <= MAX_PLACE ? path : `…${path.slice(1 - MAX_PLACE)}`)
