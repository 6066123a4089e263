import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CsvPreset, ExportProgress } from '#shared/contract/exports'
import { BYTE_ORDER_MARK, csvHeader, SETTINGS_CSV_COLUMNS } from '#shared/rules/settings-csv'
import { caller, ERP, INTEGRATION, startSettingServices, STUDENT, type SettingWorld } from './setting-setup'

let t: SettingWorld
beforeEach(async () => {
  t = await startSettingServices([ERP, INTEGRATION])
  t.folder = join(t.files, 'exports')
  mkdirSync(t.folder)
})
afterEach(() => t.close())

const run = async (names: string[], preset: CsvPreset = 'plain') => {
  const applicationIds = names.map((name) => t.of(name).applicationId)
  return (await t.now().exports.apiSettings({ environmentId: t.environmentId, applicationIds, preset }, caller)).result
}
const today = () => new Date().toISOString().slice(0, 10)
const folderName = () => `Maple API settings ${today()}`
const read = (...path: string[]) => readFileSync(join(...path), 'utf8')
const rowsOf = (text: string) =>
  Papa.parse<Record<string, string>>(text.replace(BYTE_ORDER_MARK, ''), { header: true, skipEmptyLines: true }).data
/** The applications that the cache has, one of them under another name, as the hub would tell it. */
const rename = (name: string, to: string) => {
  const { snapshots, cached } = t.now()
  const { environmentId, applicationId } = t.of(name)
  const snapshot = snapshots.begin(environmentId, new Date().toISOString())
  const body = { ...cached.get(environmentId, applicationId), name: to }
  snapshots.upsert(snapshot, { environmentId, kind: 'application', applicationId: '' }, { id: applicationId, body })
}
const progress = () => t.announced.filter(({ name }) => name === 'exports.progressed').map(({ payload }) => payload as ExportProgress)

describe('an export of several applications', () => {
  test('writes a file for each into a new folder, and names those of which there is none', async () => {
    const result = await run([ERP, STUDENT, 'Housing Portal', INTEGRATION])
    expect(basename(result!.folder)).toBe(folderName())
    expect(result!.files.map(({ fileName }) => fileName)).toEqual([
      `Maple ${ERP} API settings ${today()}.csv`,
      `Maple ${INTEGRATION} API settings ${today()}.csv`,
    ])
    expect(result!.failed).toMatchObject([
      { applicationName: STUDENT, applicationId: t.of(STUDENT).applicationId, failure: { code: 'credentials-missing' } },
      { applicationName: 'Housing Portal', failure: { code: 'nothing-to-export' } },
    ])
    expect(readdirSync(result!.folder).sort()).toEqual(result!.files.map(({ fileName }) => fileName).sort())
    for (const { fileName, rows, bytes, from } of result!.files) {
      const text = read(result!.folder, fileName)
      expect(text.startsWith(csvHeader(SETTINGS_CSV_COLUMNS))).toBe(true)
      expect([rowsOf(text).length, Buffer.byteLength(text), from]).toEqual([rows, bytes, 'source'])
    }
    const names = new Set(result!.files.flatMap(({ fileName }) => rowsOf(read(result!.folder, fileName)).map((row) => row['Application'])))
    expect(names).toEqual(new Set([ERP, INTEGRATION]))
    expect(t.activity).toMatchObject([ERP, INTEGRATION].map((name) => ({ what: 'exports.apiSettings', ...t.of(name) })))
    expect(progress().filter(({ rows }) => rows === 0).map(({ done, total }) => [done, total])).toEqual([[0, 4], [1, 4], [2, 4], [3, 4]]) // prettier-ignore
  })

  test('has a row for each value of each property, with the same setting that the app shows', async () => {
    const result = await run([ERP, INTEGRATION])
    for (const [index, name] of ([ERP, INTEGRATION] as const).entries()) {
      const ids = rowsOf(read(result!.folder, result!.files[index]!.fileName)).map((row) => row['Setting id'])
      expect(new Set(ids)).toEqual(new Set(t.settingsOf(name).map(({ row }) => row.id)))
    }
  })

  test('gives each its own file when two have the same name, or names that differ in case or in what no file name may have', async () => {
    rename(INTEGRATION, ERP.toUpperCase())
    const { files, folder } = (await run([ERP, INTEGRATION]))!
    expect(new Set(readdirSync(folder).map((name) => name.toLowerCase())).size).toBe(2)
    expect(files[1]!.fileName).toBe(`Maple ${ERP.toUpperCase()} API settings ${today()} (2).csv`)
    rename(ERP, 'Students: all')
    rename(INTEGRATION, 'Students/ all')
    const again = (await run([ERP, INTEGRATION]))!
    expect(readdirSync(again.folder)).toHaveLength(2)
    expect(again.files.every(({ fileName }) => readdirSync(again.folder).includes(fileName))).toBe(true)
  })

  test('replaces nothing: a folder that is there stays as it is', async () => {
    mkdirSync(join(t.folder!, folderName()))
    writeFileSync(join(t.folder!, folderName(), 'mine.csv'), 'mine')
    writeFileSync(join(t.folder!, `${folderName()} (2)`), 'a file of that name')
    const result = await run([ERP, INTEGRATION])
    expect(basename(result!.folder)).toBe(`${folderName()} (3)`)
    expect(readdirSync(join(t.folder!, folderName()))).toEqual(['mine.csv'])
    expect(read(t.folder!, folderName(), 'mine.csv')).toBe('mine')
  })

  test('tells when no folder can be made where the person chose', async () => {
    writeFileSync(join(t.files, 'file'), '')
    t.folder = join(t.files, 'file')
    await expect(run([ERP, INTEGRATION])).rejects.toMatchObject({ code: 'disk' })
  })

  test('that is stopped between two files leaves the first whole and nothing of the second', async () => {
    t.progressed = () => {
      if (progress().at(-1)?.done === 1) t.now().exports.cancel()
    }
    await expect(run([ERP, INTEGRATION])).rejects.toMatchObject({ code: 'cancelled' })
    const folder = join(t.folder!, folderName())
    expect(readdirSync(folder)).toEqual([`Maple ${ERP} API settings ${today()}.csv`])
    const ids = rowsOf(read(folder, readdirSync(folder)[0]!)).map((row) => row['Setting id'])
    expect(new Set(ids)).toEqual(new Set(t.settingsOf(ERP).map(({ row }) => row.id)))
    t.progressed = () => undefined
    expect((await run([ERP, INTEGRATION]))!.files).toHaveLength(2)
  })

  test('that is stopped within a file leaves nothing of it', async () => {
    t.progressed = () => {
      const last = progress().at(-1)
      if (last?.done === 1 && last.rows > 0) t.now().exports.cancel()
    }
    await expect(run([INTEGRATION, ERP])).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(join(t.folder!, folderName()))).toEqual([`Maple ${INTEGRATION} API settings ${today()}.csv`])
  })

  test('does nothing when the dialog is closed', async () => {
    t.folder = null
    expect(await run([ERP, INTEGRATION])).toBeNull()
    expect(t.sent).toEqual([])
  })
})

describe('the same settings', () => {
  const withoutTime = (text: string) => text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then')

  test('are the same bytes each time but for when they were read, whether from the source or as read before', async () => {
    const first = await run([ERP, INTEGRATION])
    const second = await run([ERP, INTEGRATION])
    await t.fault('', { cut: true })
    const third = await run([ERP, INTEGRATION])
    expect(third!.files.map(({ from }) => from)).toEqual(['cache', 'source'])
    for (const [index, { fileName }] of first!.files.entries()) {
      const texts = [first, second, third].map((result) => read(result!.folder, result!.files[index]!.fileName))
      expect(texts[0]!.length).toBeGreaterThan(1000)
      expect(new Set(texts.map(withoutTime)).size, fileName).toBe(1)
      expect(new Set(rowsOf(texts[0]!).map((row) => row['Read at']))).toEqual(new Set([first!.files[index]!.readAt]))
    }
  })

  test('are the same in the preset for spreadsheets but for the byte order mark', async () => {
    const plain = await run([ERP, INTEGRATION])
    const excel = await run([ERP, INTEGRATION], 'excel')
    for (const [index, { fileName }] of plain!.files.entries()) {
      const marked = read(excel!.folder, excel!.files[index]!.fileName)
      expect(marked.startsWith(BYTE_ORDER_MARK)).toBe(true)
      expect(withoutTime(marked.slice(1))).toBe(withoutTime(read(plain!.folder, fileName)))
    }
  })
})

describe('one application', () => {
  test('is exported to the file that the person chose, and shown there', async () => {
    t.where = join(t.files, 'mine.csv')
    expect(await run([ERP])).toMatchObject({ folder: t.files, files: [{ fileName: 'mine.csv' }], failed: [] })
    expect(t.suggested).toBe(`Maple ${ERP} API settings ${today()}.csv`)
    t.where = null
    expect(await run([ERP])).toBeNull()
  })

  test('fails as a whole when one family fails, and leaves the file that was there', async () => {
    t.where = join(t.files, 'mine.csv')
    writeFileSync(t.where, 'mine')
    await t.fault('collection-configuration-settings', { status: 400 })
    await expect(run([ERP])).rejects.toMatchObject({ code: 'remote', status: 400 })
    expect(read(t.where)).toBe('mine')
  })
})
