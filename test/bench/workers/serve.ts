import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Tasks = Record<string, (input: never) => unknown>

/** Answers what `worker.mjs` asks, one task after the other, until it hangs up. */
export function serve(tasks: Tasks, end: () => void = () => undefined): void {
  process.on('message', ({ task, input }: { task: string; input: never }) => {
    void (async () => {
      try {
        process.send?.({ answer: await tasks[task]?.(input) })
      } catch (error) {
        process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      }
    })()
  })
  process.once('disconnect', () => {
    end()
    process.exit()
  })
}

/** A folder on the disk, which the returned function takes away. */
export function workingFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'hubkeeper-bench-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export async function timed(run: () => unknown): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}
