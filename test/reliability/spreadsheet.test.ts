import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { BYTE_ORDER_MARK, csvHeader, csvLine, SETTINGS_CSV_COLUMNS, type SettingsCsvRow } from '#shared/rules/settings-csv'
import { temporaryFolder } from '../fakes/temporary-folder'

const SPREADSHEET = ['/usr/bin/soffice', '/usr/lib/libreoffice/program/soffice'].find((path) => existsSync(path))

/** What a spreadsheet might run, plain and behind what it skips. */
const SIGNS = ['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠', '﹦', '−']
const BEFORE = ['', ' ', '\t', '\n', '\r\n', '\u00A0', '\u200B', '\uFEFF', "'", '"', 'a;', 'a\t', 'a\n', ';', '";']
const AFTER = ['1+1', 'SUM(A1:A2)', "cmd|' /C calc'!A0", 'HYPERLINK("http://192.0.2.1";"x")', '2']
const PAYLOADS = SIGNS.flatMap((sign) => BEFORE.flatMap((before) => AFTER.map((after) => `${before}${sign}${after}`)))

// Only where the program is: it is far larger than the app. What it would do with a cell is the one thing that cannot be known without it.
it.skipIf(SPREADSHEET === undefined)(
  'a real spreadsheet finds no formula in an export of hostile texts, whatever its separator',
  async () => {
    const folder = temporaryFolder()
    const row = (payload: string): SettingsCsvRow => ({
      family: 'default-settings',
      application: payload,
      resource: payload,
      property: payload,
      settingTitle: payload,
      description: payload,
      hubValue: payload,
      sourceTitle: payload,
      sourceValue: payload,
      optionOrigin: payload,
      state: 'set',
      settingId: payload,
      readAt: '2026-05-01T00:00:00.000Z',
      position: 1,
    })
    const text =
      BYTE_ORDER_MARK + csvHeader(SETTINGS_CSV_COLUMNS) + PAYLOADS.map((payload) => csvLine(row(payload), SETTINGS_CSV_COLUMNS)).join('')
    // The separators that locales use: comma, semicolon, tab. 44 and so on are their codes, 34 the quotation mark, 76 is UTF-8.
    for (const separator of [44, 59, 9]) {
      const name = `payload-${separator}`
      await writeFile(join(folder, `${name}.csv`), text)
      await promisify(execFile)(
        SPREADSHEET ?? '',
        [
          `-env:UserInstallation=file://${join(folder, 'profile')}`,
          '--headless',
          `--infilter=CSV:${separator},34,76,1`,
          '--convert-to',
          'fods',
          '--outdir',
          folder,
          join(folder, `${name}.csv`),
        ],
        { timeout: 120_000 },
      )
      const cells = await readFile(join(folder, `${name}.fods`), 'utf8')
      expect(cells).toContain('SUM(A1:A2)')
      expect(cells.match(/table:formula="[^"]*"/g) ?? []).toEqual([])
    }
  },
  180_000,
)
