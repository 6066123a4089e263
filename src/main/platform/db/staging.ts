import { setImmediate as turn } from 'node:timers/promises'
import type { Item, Replaced, Scope } from './version-writer'

/** How long storing goes on before it lets others have their turn. */
const SLICE_MS = 4

/** `sync`: everything was read. `part`: one thing was read anew, or was changed from here. */
export type SnapshotOrigin = 'sync' | 'part'

type Writes<Read> = {
  begin(environmentId: string, at: string, origin?: SnapshotOrigin): number
  replace(snapshotId: number, scope: Scope, items: readonly Item[]): Replaced
  upsert(snapshotId: number, scope: Scope, item: Item): void
  dropApplicationsBut(snapshotId: number, environmentId: string, keep: ReadonlySet<string>): void
  recordRead(read: Read): void
  forget(environmentId: string): void
}
type Inside = { transaction: (run: () => void) => void; forgetSnapshot: (snapshotId: number) => void }

const NOTHING_YET: Replaced = { added: 0, changed: 0, removed: 0, same: 0 }

/**
 * Snapshots that are held back: what is written to one is kept in memory until it is stored, so that a reading that is
 * stopped, or fails, leaves everything as it was. Whoever writes to it need not know.
 */
export function withStaging<Read extends { snapshotId: number }, Repo extends Writes<Read>>(repo: Repo, inside: Inside) {
  const staged = new Map<number, { environmentId: string; writes: (() => void)[]; isHeld: boolean }>()

  /** Runs now, or when the snapshot is stored. */
  const soonOrLater = <T>(snapshotId: number, run: () => T, meanwhile: T): T => {
    const held = staged.get(snapshotId)
    if (!held?.isHeld) return run()
    held.writes.push(run)
    return meanwhile
  }

  return {
    ...repo,

    /** A snapshot that is held back. It ends with `store` or `discard`. */
    stage(environmentId: string, at: string, origin?: SnapshotOrigin): number {
      const snapshotId = repo.begin(environmentId, at, origin)
      staged.set(snapshotId, { environmentId, writes: [], isHeld: true })
      return snapshotId
    },

    /** Writes what was held back, a little at a time. From its first step on it is not stopped any more. */
    async store(snapshotId: number, stored: (done: number, total: number) => void): Promise<void> {
      const held = staged.get(snapshotId)
      if (!held) return
      held.isHeld = false
      const { writes } = held
      try {
        for (let done = 0; done < writes.length;) {
          const until = performance.now() + SLICE_MS
          inside.transaction(() => {
            do writes[done++]?.()
            while (done < writes.length && performance.now() < until)
          })
          stored(done, writes.length)
          await turn()
        }
      } finally {
        staged.delete(snapshotId)
      }
    },

    /** As if it had never begun. */
    discard(snapshotId: number): void {
      if (staged.delete(snapshotId)) inside.forgetSnapshot(snapshotId)
    },

    replace: (snapshotId: number, scope: Scope, items: readonly Item[]): Replaced =>
      soonOrLater(snapshotId, () => repo.replace(snapshotId, scope, items), NOTHING_YET),
    upsert: (snapshotId: number, scope: Scope, item: Item): void =>
      soonOrLater(snapshotId, () => repo.upsert(snapshotId, scope, item), undefined),
    dropApplicationsBut: (snapshotId: number, environmentId: string, keep: ReadonlySet<string>): void =>
      soonOrLater(snapshotId, () => repo.dropApplicationsBut(snapshotId, environmentId, keep), undefined),
    /** What is still held back, or half stored, of an environment that is forgotten goes with it. */
    forget(environmentId: string): void {
      for (const held of staged.values()) if (held.environmentId === environmentId) held.writes.length = 0
      repo.forget(environmentId)
    },
    recordRead: (read: Read): void => soonOrLater(read.snapshotId, () => repo.recordRead(read), undefined),
  }
}
