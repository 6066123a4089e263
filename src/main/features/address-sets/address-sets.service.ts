import type { Service } from '#shared/contract'
import { AddressSetId, type AddressSet, type addressSets, type BehindKey } from '#shared/contract/address-sets'
import { ApplicationId } from '#shared/contract/applications'
import { KeyId } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import type { FieldFault } from '#shared/errors'
import { broughtUpToSet, isSameList } from '#shared/rules/address-sets'
import { parseAddressEntry } from '#shared/rules/addresses'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { SnapshotRepo } from '../../platform/db/snapshot.repo'
import type { AddressSetsRepo } from './address-sets.repo'
import { publishedSets } from './published-sets'

/** What the notes of a key say of its set; the keys feature keeps them. */
type NotesOfSets = {
  ofEnvironment(
    environmentId: EnvironmentId,
  ): (applicationId: string, keyId: string) => { label: string; addressSetId?: string | undefined; setEntries: string[] }
  /** Whether any key was made from a set. */
  hasSets(): boolean
  forgetSet(setId: string): void
}

type Deps = {
  repo: AddressSetsRepo
  cached: Pick<CachedApplications, 'all' | 'allKeys'>
  snapshots: Pick<SnapshotRepo, 'current' | 'reads'>
  notes: NotesOfSets
  clock: Clock
  newId: () => string
  changed: () => void
}

/** Named lists of addresses: own ones in the journal, the hub's published ones from the cache. */
export function createAddressSetsService({ repo, cached, snapshots, notes, clock, newId, changed }: Deps) {
  const setsOf = (environmentId: EnvironmentId): AddressSet[] => [
    ...repo.list(),
    ...publishedSets(snapshots.current(environmentId, 'address-list', '')),
  ]

  /**
   * A key without a restriction is not behind its set: somebody opened it on purpose, and that is another finding. Of a
   * key that has a set the entries that came from it are replaced; what was added beside it stays.
   */
  function behind(environmentId: EnvironmentId, only?: AddressSetId): BehindKey[] {
    if (!notes.hasSets()) return []
    const sets = new Map<string, AddressSet>(setsOf(environmentId).map((set) => [set.id, set]))
    const names = new Map(cached.all(environmentId).map(({ id, name }) => [id, name]))
    const notesOf = notes.ofEnvironment(environmentId)
    return cached.allKeys(environmentId).flatMap(({ applicationId, key }) => {
      const { label, addressSetId, setEntries } = notesOf(applicationId, key.id)
      const set = addressSetId === undefined ? undefined : sets.get(addressSetId)
      if (!set || (only !== undefined && set.id !== only) || key.restriction.mode !== 'restricted') return []
      const before = key.restriction.addresses
      const after = broughtUpToSet(before, set.addresses, setEntries)
      if (isSameList(before, after)) return []
      return {
        applicationId: ApplicationId.parse(applicationId),
        applicationName: names.get(applicationId) ?? '',
        keyId: KeyId.parse(key.id),
        hint: key.hint,
        label,
        ...(key.etag === undefined ? {} : { etag: key.etag }),
        setId: set.id,
        setName: set.name,
        before,
        after,
      }
    })
  }

  const service = {
    list({ environmentId }) {
      const readAt = snapshots.reads(environmentId, '').find(({ part }) => part === 'address-list')?.at
      return { sets: setsOf(environmentId), ...(readAt === undefined ? {} : { publishedReadAt: readAt }) }
    },

    save({ id, name, addresses, note }) {
      if (id !== undefined && !repo.get(id))
        throw new AppError('not-found', 'That address set is no longer here, or it is not one of yours.')
      const { texts, faults } = inNormalForm(addresses)
      const namesake = repo.byName(name)
      if (namesake && namesake.id !== id) faults.push({ path: 'name', message: 'Another address set has this name already.' })
      if (faults.length > 0) throw new AppError('invalid-input', 'The address set cannot be kept like this.', { faults })
      const set: AddressSet = { id: id ?? AddressSetId.parse(newId()), name, addresses: texts, note, origin: 'own', updatedAt: clock.iso() }
      repo.put(set)
      changed()
      return set
    },

    remove({ id }) {
      repo.remove(id)
      notes.forgetSet(id)
      changed()
    },

    behind: ({ environmentId, id }) => behind(environmentId, id),
  } satisfies Service<typeof addressSets>

  return {
    ...service,
    /** The addresses of a set as it is now; null when there is no such set. */
    addressesOf: (environmentId: EnvironmentId, setId: string): string[] | null =>
      setsOf(environmentId).find(({ id }) => id === setId)?.addresses ?? null,
  }
}

/** Each entry once, in its normal form; a fault for each that cannot be read. */
function inNormalForm(addresses: readonly string[]): { texts: string[]; faults: FieldFault[] } {
  const texts = new Set<string>()
  const faults: FieldFault[] = []
  for (const [index, text] of addresses.entries()) {
    const parsed = parseAddressEntry(text)
    if (parsed.ok) texts.add(parsed.entry.text)
    else faults.push({ path: `addresses.${index}`, message: parsed.message })
  }
  return { texts: [...texts], faults }
}
