import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from './listeners'

/** Where the sandbox keeps its state. The text holds keys and passwords: whoever stores it protects it. */
export type SandboxStorage = { load(): Promise<string | null>; save(text: string): Promise<void> }

const FILE = 'sandbox.json'

/** A file that only its owner can read, written beside and moved into place, so that it is never half there. */
export function createFileStorage(folder: string): SandboxStorage {
  const path = join(folder, FILE)
  return {
    async load() {
      try {
        return await readFile(path, 'utf8')
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null
        throw error
      }
    },

    async save(text) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const beside = `${path}.new`
      await rm(beside, { force: true })
      const file = await open(beside, 'wx', 0o600)
      try {
        await file.writeFile(text)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(beside, path)
    },
  }
}

const SAVE_AFTER_MS = 300

/** Saves soon after a change, never twice at once, and once more when asked to finish. */
export function createSaver(storage: SandboxStorage | undefined, textOf: () => string) {
  let timer: NodeJS.Timeout | undefined
  let saving: Promise<void> = Promise.resolve()
  let failure: unknown

  function save(): void {
    clearTimeout(timer)
    timer = undefined
    saving = saving.then(() => storage?.save(textOf())).catch((error: unknown) => { failure = error }) // prettier-ignore
  }

  return {
    changed: () => {
      if (!storage || timer) return
      timer = setTimeout(save, SAVE_AFTER_MS)
      timer.unref()
    },
    /** Writes what is not written yet. Throws if a save failed. */
    async finish() {
      if (storage) save()
      await saving
      if (failure !== undefined) throw failure instanceof Error ? failure : new Error('The state of the sandbox could not be saved.')
    },
  }
}
