import { setImmediate as turn } from 'node:timers/promises'
import type { CsvPreset } from '#shared/contract/exports'
import { BYTE_ORDER_MARK } from '#shared/rules/settings-csv'
import { createAtomicFile } from '../../platform/files/atomic-file'

/** Lines gathered before they go to the disk and the event loop gets its turn. */
const LINES_AT_ONCE = 500

type Csv = { header: string; lines: Iterable<string>; preset: CsvPreset; signal: AbortSignal; progressed: (rows: number) => void }

/** A CSV file, whole or not at all, a few lines in memory at a time. Throws the signal's reason when it was stopped. */
export async function writeCsv(path: string, { header, lines, preset, signal, progressed }: Csv): Promise<{ rows: number; bytes: number }> {
  const file = await createAtomicFile(path)
  let rows = 0
  try {
    await file.write((preset === 'excel' ? BYTE_ORDER_MARK : '') + header)
    let chunk: string[] = []
    const flush = async () => {
      signal.throwIfAborted()
      await file.write(chunk.join(''))
      chunk = []
      progressed(rows)
      await turn()
    }
    for (const line of lines) {
      chunk.push(line)
      rows += 1
      if (chunk.length === LINES_AT_ONCE) await flush()
    }
    await flush()
    signal.throwIfAborted() // stopped while the last lines were written
    const { bytes } = await file.commit()
    return { rows, bytes }
  } catch (error) {
    await file.discard()
    throw error
  }
}
