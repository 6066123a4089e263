import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import Papa from 'papaparse'
import {
  BYTE_ORDER_MARK,
  csvHeader,
  SETTINGS_CSV_COLUMNS,
  settingsCsvLines,
  settingsCsvRows,
  type SettingsCsvRow,
} from '#shared/rules/settings-csv'
import type { Setting } from '#shared/wire/source-plane'
import { createAtomicFile } from '../../../src/main/platform/files/atomic-file'
import { serve, timed, workingFolder } from './serve'

const LINES_AT_ONCE = 500
const BLOCK_RESOLUTION_MS = 1
const facts = { applicationName: 'Application 0000', readAt: '2026-11-24T12:00:00.000Z' }

/** Settings like those of the seeded profile, as many as are taken: each makes one row. */
function* settings(count: number): Generator<Setting> {
  for (let row = 0; row < count; row += 1)
    yield {
      family: 'mapping-settings',
      row: {
        id: `application-0-${row}`,
        title: `Setting ${String(row).padStart(7, '0')}`,
        ethos: { resources: [{ resource: `resource-${row % 300}`, propertyName: 'type' }], enumeration: 'home' },
        source: { title: `Value ${row}`, value: `V${row}` },
      },
    }
}

const folder = workingFolder()
let kept: { settings: Setting[]; rows: SettingsCsvRow[] } | undefined
/** Made when it is first asked for: what is measured for its memory holds none of it. */
const given = (count: number) => (kept ??= { settings: [...settings(count)], rows: [...settingsCsvRows(settings(count), facts)] })

/** As the app exports: a chunk of lines to the disk, then the event loop has its turn. */
async function exported(from: Iterable<Setting>, progressed: (rows: number) => void = () => undefined): Promise<void> {
  const file = await createAtomicFile(join(folder.path, 'settings.csv'))
  await file.write(BYTE_ORDER_MARK + csvHeader(SETTINGS_CSV_COLUMNS))
  let rows = 0
  let chunk: string[] = []
  for (const line of settingsCsvLines(from, facts, { isSorted: true })) {
    chunk.push(line)
    rows += 1
    if (chunk.length < LINES_AT_ONCE) continue
    await file.write(chunk.join(''))
    chunk = []
    progressed(rows)
  }
  await file.write(chunk.join(''))
  await file.commit()
}

const used = () => {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1024 / 1024
}

serve(
  {
    export: (rows: number) => {
      const { settings } = given(rows)
      return timed(() => exported(settings))
    },
    unparse: (rows: number) => {
      const given_ = given(rows).rows
      return timed(() => Papa.unparse(given_))
    },
    /** The longest that anything else had to wait, in ms. */
    block: async (rows: number) => {
      const { settings } = given(rows)
      const delays = monitorEventLoopDelay({ resolution: BLOCK_RESOLUTION_MS })
      delays.enable()
      await exported(settings)
      delays.disable()
      return delays.max / 1e6 - BLOCK_RESOLUTION_MS
    },
    /** What is in use, in MB, once so many rows are on their way to the disk. */
    memory: async (marks: number[]) => {
      const measured: number[] = []
      await exported(settings(Math.max(...marks)), (rows) => {
        if (marks.includes(rows)) measured.push(used())
      })
      return measured
    },
  },
  folder.remove,
)
