import { lstat, realpath } from 'node:fs/promises'
import { basename, dirname, join, parse } from 'node:path'
import { OVERRIDE_WORD, type HandOverPlace } from '#shared/contract/keys'
import { AppError } from '../../app-error'
import type { Clock } from '../../platform/clock'
import { createAtomicFile } from '../../platform/files/atomic-file'
import { safeFileName } from '../../platform/files/safe-name'
import type { Secret } from '../../platform/secret'
import { findPlaceDangers } from './place-dangers'

/** How long a chosen place is remembered. */
const TICKET_MS = 10 * 60_000

type Deps = {
  clock: Clock
  newId: () => string
  /** The system's save dialog; null when it was closed. */
  askWhere: (windowId: number, suggestedName: string) => Promise<string | null>
}

/** Writes a key to a file of a person's choice. The window knows the place by its ticket: it cannot name a path to write to. */
export function createHandOver({ clock, newId, askWhere }: Deps) {
  const chosen = new Map<string, { path: string; at: number }>()

  function pathOf(ticket: string): string {
    for (const [id, { at }] of chosen) if (clock.now() - at > TICKET_MS) chosen.delete(id)
    const place = chosen.get(ticket)
    if (!place) throw new AppError('not-found', 'The chosen place is no longer remembered. Choose it again.')
    return place.path
  }

  return {
    async choose(windowId: number, suggestedName: string): Promise<HandOverPlace | null> {
      const { name, ext } = parse(suggestedName)
      const asked = await askWhere(windowId, safeFileName(name, ext || 'env'))
      if (asked === null) return null
      const folder = await realFolderOf(asked)
      const path = join(folder, basename(asked))
      const ticket = newId()
      chosen.set(ticket, { path, at: clock.now() })
      return { ticket, path, dangers: await findPlaceDangers(folder) }
    },

    /** The place of a ticket, looked at once more. Throws `unsafe-place`: a file is there, or a danger was not overridden. */
    async check(ticket: string, typedOverride: string | undefined): Promise<void> {
      const path = pathOf(ticket)
      const there = await lstat(path).catch(() => null) // absent is what is wanted; other trouble shows at writing
      if (there) throw new AppError('unsafe-place', 'At this place is a file already. Nothing was written; choose another name.')
      const folder = await realFolderOf(path)
      if (folder !== dirname(path)) throw new AppError('not-found', 'The chosen folder is now another one. Choose the place again.')
      const [danger] = await findPlaceDangers(folder)
      if (danger && typedOverride !== OVERRIDE_WORD)
        throw new AppError(
          'unsafe-place',
          `A key does not belong into ${danger.folder}: what is in it is copied elsewhere. Nothing was written.`,
        )
    },

    /** Writes the file, whole or not at all, for this user alone. A ticket is good for one file. */
    async write(ticket: string, line: Secret): Promise<string> {
      const path = pathOf(ticket)
      chosen.delete(ticket)
      const file = await createAtomicFile(path, { mode: 0o600, mustBeNew: true })
      try {
        await file.write(`${line.expose()}\n`)
        await file.commit()
        return path
      } catch (error) {
        await file.discard()
        throw error
      }
    },
  }
}
export type HandOver = ReturnType<typeof createHandOver>

/** Where the folder really is: a link may lead into a work tree. */
const realFolderOf = (path: string): Promise<string> =>
  realpath(dirname(path)).catch((error: unknown) => {
    throw new AppError('disk', 'This folder does not exist any more. Choose another one.', { cause: error })
  })
