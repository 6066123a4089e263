import { createHmac } from 'node:crypto'
import type { KeyNotes, Usage } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import type { Clock } from '../../platform/clock'
import { NO_RECORD, type KeyNotesRepo, type NotesRecord } from './key-notes.repo'

/** Which key, by the ids that the hub gave it. */
export type NotedKey = { environmentId: EnvironmentId; applicationId: string; keyId: string }

type Deps = {
  repo: KeyNotesRepo
  clock: Clock
  /** 32 random bytes, asked for once. */
  newFingerprintKey: () => Buffer
  tenantOf: (environmentId: EnvironmentId) => string
}

/** What this computer knows of API keys beside the hub, by keyed fingerprint: see docs/decisions/0004-keyed-fingerprints.md. */
export function createKeyNotes({ repo, clock, newFingerprintKey, tenantOf }: Deps) {
  let fingerprintKey: Buffer | null = null

  /** By tenant and not by environment, so that an environment that is connected anew finds its notes again. */
  function fingerprintOf(tenantId: string, applicationId: string, keyId: string): string {
    fingerprintKey ??= repo.fingerprintKey(newFingerprintKey)
    return createHmac('sha256', fingerprintKey).update(`${tenantId}\0${applicationId}\0${keyId}`).digest('hex')
  }
  const markOf = ({ environmentId, applicationId, keyId }: NotedKey) => fingerprintOf(tenantOf(environmentId), applicationId, keyId)

  const recordOf = (key: NotedKey): NotesRecord => repo.get(markOf(key)) ?? NO_RECORD
  const change = (key: NotedKey, patch: Partial<NotesRecord>) => {
    repo.put(markOf(key), key, { ...recordOf(key), ...patch }, clock.iso())
  }

  return {
    of: (key: NotedKey): KeyNotes => notesOf(recordOf(key)),
    recordOf,

    /** The notes of all keys of an environment, read once. */
    ofEnvironment(environmentId: EnvironmentId): (applicationId: string, keyId: string) => NotesRecord {
      const records = repo.all()
      if (records.size === 0) return () => NO_RECORD
      const tenantId = tenantOf(environmentId)
      return (applicationId, keyId) => records.get(fingerprintOf(tenantId, applicationId, keyId)) ?? NO_RECORD
    },

    save: (key: NotedKey, { label, note, usages }: Pick<KeyNotes, 'label' | 'note' | 'usages'>) => {
      change(key, { label, note, usages })
    },

    /** Whether any key was made from a set: most people have none, and need not have all their keys looked through. */
    hasSets: () => repo.hasSets(),

    /** The set that the restriction was made from, with the entries that came from it; null when there is none any more. */
    saveSet(key: NotedKey, set: { id: string; entries: string[] } | null): void {
      const { addressSetId: before, ...record } = recordOf(key)
      if (set === null && before === undefined) return
      const ofSet = set === null ? { setEntries: [] } : { addressSetId: set.id, setEntries: set.entries }
      repo.put(markOf(key), key, { ...record, ...ofSet }, clock.iso())
    },

    forget: (key: NotedKey) => {
      repo.remove(markOf(key))
    },
    forgetSet: (setId: string) => {
      repo.forgetSet(setId, clock.iso())
    },

    labelOf: (key: NotedKey): string => recordOf(key).label,
    usagesOf: (key: NotedKey): Usage[] => recordOf(key).usages,
    saveUsages: (key: NotedKey, usages: Usage[]) => {
      change(key, { usages })
    },

    /** All that was noted of one key is from now on said of the other. Doing it twice is doing it once. */
    inherit(from: NotedKey, to: NotedKey): void {
      const old = repo.get(markOf(from))
      if (!old) return
      const own = recordOf(to)
      const usages = [...old.usages, ...own.usages.filter(({ id }) => !old.usages.some((usage) => usage.id === id))].slice(0, MAX_USAGES)
      repo.together(() => {
        change(to, { ...old, label: old.label || own.label, note: old.note || own.note, usages })
        repo.remove(markOf(from))
      })
    },
  }
}
export type KeyNotesBook = ReturnType<typeof createKeyNotes>

/** As many as the contract takes. */
export const MAX_USAGES = 200

export const notesOf = ({ setEntries: _setEntries, ...notes }: NotesRecord): KeyNotes => notes
