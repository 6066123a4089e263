import { randomUUID } from 'node:crypto'
import { link, lstat, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../app-error'

/** A file that is there whole or not at all: what was at the path stays until `commit`. */
export type AtomicFile = {
  /** Resolves once the piece is with the system, so that awaiting it holds back whoever makes the next. Pieces keep their order. */
  write(chunk: string | Uint8Array): Promise<void>
  /** Makes it lasting and puts it in its place. */
  commit(): Promise<{ bytes: number }>
  /** Leaves no trace. Safe at any time, also after a failure; after `commit` there is nothing to discard. */
  discard(): Promise<void>
}

/**
 * Begins a file beside its final place: temp → fsync → rename → fsync of the folder. `mode` is what the finished file has;
 * until then nobody else can read it. After a failure nothing is left. `mustBeNew`: what is at the path is never replaced,
 * also when it comes to be there while this file is written.
 * @throws AppError `disk`, also when the path is a link, which would be written somewhere else; `unsafe-place` when the file
 * must be new and something is there
 */
export async function createAtomicFile(
  path: string,
  { mode = 0o644, mustBeNew = false }: { mode?: number; mustBeNew?: boolean } = {},
): Promise<AtomicFile> {
  await (mustBeNew ? assertAbsent(path) : assertReplaceable(path))
  const folder = dirname(path)
  const temporary = join(folder, `.${randomUUID()}.part`)
  const file = await open(temporary, 'wx', 0o600).catch((error: unknown) => {
    throw asDiskError(error)
  })
  return writerOf({ file, temporary, path, folder, mode, putInPlace: mustBeNew ? linkNew : replace })
}

async function replace(temporary: string, path: string): Promise<void> {
  await assertReplaceable(path)
  await rename(temporary, path)
}

/** A link is made only where nothing is, in one step. File systems without links are refused: they keep no mode either. */
async function linkNew(temporary: string, path: string): Promise<void> {
  await link(temporary, path)
  await rm(temporary)
}

async function assertAbsent(path: string): Promise<void> {
  const there = await lstat(path).catch(() => null) // absent is what is wanted; other trouble shows at opening
  if (there) throw takenPlace()
}

const takenPlace = (cause?: unknown) =>
  new AppError('unsafe-place', 'At this place is a file already. Nothing was written; choose another name.', { cause })

async function assertReplaceable(path: string): Promise<void> {
  const there = await lstat(path).catch(() => null) // absent is the usual case; other trouble shows at opening
  if (there?.isSymbolicLink()) throw new AppError('disk', 'At this place is a link to another file. Choose another name.')
  if (there && !there.isFile()) throw new AppError('disk', 'At this place is something that is not a file. Choose another name.')
}

type Parts = {
  file: FileHandle
  temporary: string
  path: string
  folder: string
  mode: number
  putInPlace: (temporary: string, path: string) => Promise<void>
}

function writerOf({ file, temporary, path, folder, mode, putInPlace }: Parts): AtomicFile {
  let bytes = 0
  let state: 'open' | 'failed' | 'done' = 'open'
  let before: Promise<unknown> = Promise.resolve()

  const removeTemporary = async () => {
    await file.close().catch(() => undefined) // closed already, or nothing in it is wanted any more
    await rm(temporary, { force: true })
  }

  /** One after the other, and nothing after a failure: a file with a piece missing must not be committed. */
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = before.then(async () => {
      if (state !== 'open') throw new AppError('disk', 'The file was not written: it was given up before.')
      try {
        return await run()
      } catch (error) {
        state = 'failed'
        await removeTemporary()
        throw asDiskError(error)
      }
    })
    before = turn.catch(() => undefined) // whoever called hears of it
    return turn
  }

  return {
    write: (chunk) =>
      inTurn(async () => {
        const piece = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk
        for (let at = 0; at < piece.byteLength;) at += (await file.write(piece, at)).bytesWritten
        bytes += piece.byteLength
      }),
    commit: () =>
      inTurn(async () => {
        await file.chmod(mode)
        await file.sync()
        await file.close()
        await putInPlace(temporary, path)
        state = 'done'
        await syncFolder(folder)
        return { bytes }
      }),
    discard: async () => {
      await before
      if (state !== 'open') return
      state = 'failed'
      await removeTemporary()
    },
  }
}

/**
 * Without it the rename itself may be lost with the power. The file is in its place by now, so a folder that cannot be
 * opened (Windows, a folder that may be written but not listed) or synced (some network drives) is no failure.
 */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

function asDiskError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) return error
  switch (error.code) {
    case 'EEXIST':
      return takenPlace(error)
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new AppError('disk', 'The disk is full. No file was written.', { cause: error })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError('disk', 'Hubkeeper may not write this file here. Choose another folder, or close it where it is open.', {
        cause: error,
      })
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('disk', 'This folder does not exist any more. Choose another one.', { cause: error })
    case 'ENAMETOOLONG':
      return new AppError('disk', 'The name is too long for this folder. Choose a shorter one.', { cause: error })
    default:
      return new AppError('disk', 'The file could not be written. Nothing was changed.', { cause: error })
  }
}
