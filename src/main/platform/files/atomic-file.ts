import { lstat, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import { AppError } from '../../app-error'

/** A file that is there whole or not at all: what was at the path stays until `commit`. */
export type AtomicFile = {
  write(chunk: string | Uint8Array): Promise<void>
  /** Makes it lasting and puts it in its place. */
  commit(): Promise<{ bytes: number }>
  /** Leaves no trace. Safe at any time, also after a failure. */
  discard(): Promise<void>
}

/**
 * Begins a file beside its final place: temp → fsync → rename → fsync of the folder.
 * @throws AppError `disk`, also when the path is a link, which would be written somewhere else
 */
export async function createAtomicFile(path: string, { mode = 0o644 }: { mode?: number } = {}): Promise<AtomicFile> {
  const there = await lstat(path).catch(() => null) // absent is the usual case; other trouble shows at opening
  if (there?.isSymbolicLink()) throw new AppError('disk', 'At this place is a link to another file. Choose another name.')
  if (there && !there.isFile()) throw new AppError('disk', 'At this place is something that is not a file. Choose another name.')
  const folder = dirname(path)
  const temporary = join(folder, `.${randomUUID()}.part`)
  const file = await open(temporary, 'wx', mode).catch((error: unknown) => {
    throw asDiskError(error)
  })
  return writerOf({ file, temporary, path, folder })
}

function writerOf({ file, temporary, path, folder }: { file: FileHandle; temporary: string; path: string; folder: string }): AtomicFile {
  let bytes = 0
  let open = true

  const discard = async () => {
    if (open) await file.close().catch(() => undefined) // nothing in it is wanted any more
    open = false
    await rm(temporary, { force: true })
  }
  const orDiscard = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      return await run()
    } catch (error) {
      await discard()
      throw asDiskError(error)
    }
  }

  return {
    write: (chunk) =>
      orDiscard(async () => {
        const piece = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk
        for (let at = 0; at < piece.byteLength;) at += (await file.write(piece, at)).bytesWritten
        bytes += piece.byteLength
      }),
    commit: () =>
      orDiscard(async () => {
        await file.sync()
        await file.close()
        open = false
        await rename(temporary, path)
        await syncFolder(folder)
        return { bytes }
      }),
    discard,
  }
}

/** Without it the rename itself may be lost with the power. Windows cannot open a folder, and does not need to. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function asDiskError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) return error
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new AppError('disk', 'The disk is full. No file was written.', { cause: error })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError('disk', 'Hubkeeper may not write to this folder. Choose another one.', { cause: error })
    case 'ENOENT':
      return new AppError('disk', 'This folder does not exist any more. Choose another one.', { cause: error })
    default:
      return new AppError('disk', 'The file could not be written. Nothing was changed.', { cause: error })
  }
}
