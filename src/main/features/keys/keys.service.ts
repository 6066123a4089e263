import type { Service } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import { KeyId, type ApiKey, type keys } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import { parseAddressEntry } from '#shared/rules/addresses'
import type { Restriction, WireApiKey } from '#shared/wire/administration-plane'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { SnapshotRepo } from '../../platform/db/snapshot.repo'
import type { HubAccess } from '../../platform/hub/hub-access'
import type { SecretClipboard } from './secret-clipboard'

type Deps = {
  hubs: HubAccess
  cached: CachedApplications
  snapshots: SnapshotRepo
  clipboard: SecretClipboard
  clock: Clock
  clipboardSeconds: () => number
  record: (environmentId: EnvironmentId, what: string, subject: string) => void
  changed: (environmentId: EnvironmentId, applicationId: ApplicationId) => void
}

/** API keys of an application. Their values pass through main only on the way to the clipboard. */
export function createKeysService({ hubs, cached, snapshots, clipboard, clock, clipboardSeconds, record, changed }: Deps) {
  return {
    list({ environmentId, applicationId }) {
      const readAt = snapshots.reads(environmentId, applicationId).find(({ part }) => part === 'keys')?.at
      return {
        keys: cached.keys(environmentId, applicationId).map((key) => ofApplication(key, applicationId)),
        ...(readAt === undefined ? {} : { readAt }),
      }
    },

    async add({ environmentId, applicationId, restriction, idempotencyKey }, { signal }) {
      const normal = inNormalForm(restriction)
      const hub = await hubs.administrationToWrite(environmentId, signal)
      const key = await hub.addKey(applicationId, { restriction: normal }, idempotencyKey)
      // The hub has the key from here on: what follows only keeps our copy in step, and must not say that adding failed.
      const { items } = await hub.apiKeys(applicationId).catch(() => ({ items: [...cached.keys(environmentId, applicationId), key] }))
      const snapshot = snapshots.begin(environmentId, clock.iso())
      snapshots.replace(
        snapshot,
        { environmentId, kind: 'api-key', applicationId },
        items.map((item) => ({ id: item.id, body: item })),
      )
      const application = cached.get(environmentId, applicationId)
      snapshots.upsert(
        snapshot,
        { environmentId, kind: 'application', applicationId: '' },
        { id: applicationId, body: { ...application, apiKeyCount: items.length } },
      )
      snapshots.finish(snapshot, 'complete', clock.iso())
      record(environmentId, 'keys.add', `${application.name} ${key.hint}`)
      changed(environmentId, applicationId)
      return ofApplication(key, applicationId)
    },

    async copy({ environmentId, applicationId, keyId }, { signal }) {
      const hub = await hubs.administration(environmentId, signal)
      const value = await hub.reveal(applicationId, keyId)
      const seconds = clipboardSeconds()
      await clipboard.put(value, seconds)
      record(environmentId, 'keys.copy', keyId)
      return { clearsAt: new Date(clock.now() + seconds * 1000).toISOString() }
    },
  } satisfies Service<typeof keys>
}

const ofApplication = (key: WireApiKey, applicationId: ApplicationId): ApiKey => ({ ...key, id: KeyId.parse(key.id), applicationId })

/**
 * The same rule as in the editor, since the window is not to be believed; entries go to the hub in their normal form.
 * Throws `invalid-input` with one fault for each bad entry.
 */
function inNormalForm(restriction: Restriction): Restriction {
  if (restriction.mode === 'unrestricted') return restriction
  const parsed = restriction.addresses.map((text) => parseAddressEntry(text))
  const faults = parsed.flatMap((result, index) => (result.ok ? [] : [{ path: `restriction.addresses.${index}`, message: result.message }]))
  if (faults.length > 0) throw new AppError('invalid-input', 'Some addresses are not valid.', { faults })
  return { mode: 'restricted', addresses: parsed.flatMap((result) => (result.ok ? [result.entry.text] : [])) }
}
