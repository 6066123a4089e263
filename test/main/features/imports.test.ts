import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Caller } from '#shared/contract'
import type { ImportPlan, ImportProgress } from '#shared/contract/imports'
import type { EnvironmentId } from '#shared/contract/op'
import type { SavedSetting, SettingChange } from '#shared/contract/settings'
import { BYTE_ORDER_MARK, csvHeader, csvLine, SETTINGS_CSV_COLUMNS, settingsCsvRows } from '#shared/rules/settings-csv'
import type { Setting } from '#shared/wire/source-plane'
import { AppError } from '../../../src/main/app-error'
import { createImportsRepo } from '../../../src/main/features/imports/imports.repo'
import { createImportsService } from '../../../src/main/features/imports/imports.service'
import { anySettings } from '../../fakes/any-setting'
import type { Activity } from '../../../src/main/platform/activity'
import { createFakeClock } from '../../fakes/fake-clock'
import { openTestJournal, type Journal } from '../../fakes/open-journal'
import { temporaryFolder } from '../../fakes/temporary-folder'

const environmentId = crypto.randomUUID() as EnvironmentId
const APPS = [
  { id: 'a1', name: 'Ridgeline ERP', sourceKind: 'canonical' as const },
  { id: 'a2', name: 'Café Orders', sourceKind: 'canonical' as const },
]
const option = (value: string) => ({ title: value, value })
const setting = (id: string): Setting => ({
  family: 'default-settings',
  row: { id, title: `Setting ${id}`, ethos: [{ resource: 'courses' }], source: { value: 'A' } },
  options: { id, ethos: [], sourceOptions: [option('A'), option('B'), option('007')] },
})
const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `s${String(index + 1).padStart(3, '0')}`)
type Save = (changes: SettingChange[], signal: AbortSignal, applicationId: string) => SavedSetting[] | Promise<SavedSetting[]>
const savedAs = ({ family, id }: SettingChange, over: Partial<SavedSetting> = {}): SavedSetting => ({
  family,
  id,
  outcome: 'saved',
  faults: [],
  ...over,
})
const allSaved: Save = (changes) => changes.map((change) => savedAs(change))

describe('an import of API settings', () => {
  let journal: Journal
  let folder: string
  let file: string | null
  let settings: Record<string, Setting[]>
  let save: Save
  const sent: { applicationId: string; ids: string[] }[] = []
  const progress: ImportProgress[] = []
  const recorded: Activity[] = []
  const windowOpen = new AbortController().signal
  const caller = (signal = windowOpen): Caller => ({ windowId: 1, signal })

  beforeEach(() => {
    folder = temporaryFolder()
    journal = openTestJournal(join(folder, 'journal.db'), createFakeClock())
    settings = { a1: idsOf(3).map(setting), a2: [] }
    save = allSaved
    for (const list of [sent, progress, recorded]) list.length = 0
  })
  afterEach(() => journal.close())

  const service = (repo = createImportsRepo(journal)) =>
    createImportsService({
      repo,
      clock: createFakeClock(),
      newId: () => crypto.randomUUID(),
      askFile: () => Promise.resolve(file),
      applications: () => APPS,
      settingsOf: (_environment, applicationId) => settings[applicationId] ?? [],
      save: (_environment, applicationId, changes, signal) => {
        sent.push({ applicationId, ids: changes.map(({ id }) => id) })
        return Promise.resolve(save(changes, signal, applicationId))
      },
      record: (done) => void recorded.push(done),
      progressed: (each) => progress.push(each),
    })
  const write = (content: string | Uint8Array, name = 'settings.csv') => {
    file = join(folder, name)
    writeFileSync(file, content)
  }
  const exported = (application = APPS[0]!) =>
    csvHeader(SETTINGS_CSV_COLUMNS) +
    [...settingsCsvRows(settings[application.id]!, { applicationName: application.name, readAt: '2026-01-02T03:04:05.000Z' })]
      .map((row) => csvLine(row, SETTINGS_CSV_COLUMNS))
      .join('')
  const edited = (content: string, ids: string[]) =>
    content
      .split('\r\n')
      .map((line) => (ids.some((id) => line.includes(`,${id},`)) ? line.replace(',A,A,', ',A,B,') : line))
      .join('\r\n')
  const chosen = async (from = service()): Promise<ImportPlan> => (await from.choose({ environmentId }, caller()))!
  const outcomes = ({ lines }: ImportPlan) => lines.map(({ result }) => result?.outcome ?? null)
  /** As many changes as asked for in the first application. */
  const planned = async (count: number, from = service()) => {
    settings['a1'] = idsOf(count).map(setting)
    write(edited(exported(), idsOf(count)))
    return chosen(from)
  }

  describe('reading the file', () => {
    test('gives no plan when no file was chosen', async () => {
      file = null
      expect(await service().choose({ environmentId }, caller())).toBeNull()
    })

    test('finds nothing to do in an export as it was written, and keeps nothing of it', async () => {
      write(BYTE_ORDER_MARK + exported())
      const from = service()
      expect(await chosen(from)).toMatchObject({ fileName: 'settings.csv', lines: [], counts: { same: 3, change: 0 }, state: 'done' })
      expect(from.unfinished({ environmentId })).toEqual([])
    })

    test('finds the one change, whichever way a spreadsheet saved it', async () => {
      const content = edited(exported(), ['s002'])
      const semicolons = content.replaceAll(',', ';')
      const utf16 = Buffer.from(BYTE_ORDER_MARK + content.replaceAll(',', '\t'), 'utf16le')
      const mixed = content.replace('\r\n', '\n')
      for (const each of [
        content,
        semicolons,
        BYTE_ORDER_MARK + semicolons,
        utf16,
        content.replaceAll('\r\n', '\n'),
        mixed,
        content.trim(),
      ]) {
        write(each)
        const plan = await chosen()
        expect(plan.counts).toEqual({ change: 1, unset: 0, same: 2, unknown: 0, faulty: 0 })
        expect(plan.lines[0]).toMatchObject({ number: 1, kind: 'change', fileLines: [3], setting: { id: 's002' }, applicationId: 'a1' })
      }
      const swapped = Buffer.from(utf16).swap16()
      write(swapped)
      expect((await chosen()).counts.change).toBe(1)
    })

    test('reads a file in pieces, wherever letters, line ends and quotation marks are cut', async () => {
      const many = Array.from({ length: 3000 }, (_, index) => `s${index + 1000}`).map(
        (id): Setting => ({ ...setting(id), ...title(id) }) as Setting,
      )
      settings['a1'] = many
      const content = exported()
      expect(content.length).toBeGreaterThan(4 * 64 * 1024)
      for (const shift of [0, 1, 2, 3]) {
        write(`Note${'x'.repeat(shift)},${edited(content, ['s3998']).replaceAll('\r\n', '\r\n,').replace(/,$/, '')}`)
        const plan = await chosen()
        expect(plan.counts).toEqual({ change: 1, unset: 0, same: 2999, unknown: 0, faulty: 0 })
        expect(plan.lines[0]).toMatchObject({ setting: { id: 's3998' }, fileLines: [3000] })
      }
    })
    const title = (id: string) => ({ row: { ...setting(id).row, title: `Größe “€” 😀\n${id}`, description: 'Says "why", and; more' } })

    test('finds nothing to do in the export of any settings, whichever way a program writes it', async () => {
      const manner = fc.record({
        delimiter: fc.constantFrom(',', ';', '\t'),
        newline: fc.constantFrom<'\r\n' | '\n' | '\r'>('\r\n', '\n', '\r'),
        quotes: fc.boolean(),
      })
      const from = service()
      await fc.assert(
        fc.asyncProperty(anySettings, manner, fc.boolean(), async (any, how, isWide) => {
          settings['a1'] = any
          const rows = Papa.parse<string[]>(exported(), { delimiter: ',', newline: '\r\n', skipEmptyLines: true }).data
          const text = BYTE_ORDER_MARK + Papa.unparse(rows, how)
          write(Buffer.from(text, isWide ? 'utf16le' : 'utf8'))
          expect(await chosen(from)).toMatchObject({ lines: [], counts: { same: any.length } })
        }),
        { numRuns: 200 },
      )
    })

    test.each<[string, string | Uint8Array, RegExp]>([
      ['that is empty', '', /empty/],
      ['in another encoding', Buffer.from('Setting id,Source value\r\nd1,M\xfcller', 'latin1'), /UTF-8/],
      ['that is a workbook', Buffer.from('PK\x03\x04rest'), /workbook/],
      ['that is no text', Buffer.from('a\0b\0c\0'), /UTF-8/],
      ['of something else', 'Name,City\r\nKim,Leeds\r\n', /none of the columns/],
      ['that lacks a column', 'Setting id,Family\r\n', /“Source value”/],
      ['with an open quotation mark', 'Setting id,Source value,Application\r\ns001,"B,Ridgeline ERP\r\n', /row 2 is not closed/],
      ['with a quotation mark open for long', `Setting id,Source value\r\n"${'x\n'.repeat(3_000_000)}`, /not closed/],
    ])('refuses a file %s, with what to do', async (_name, content, words) => {
      write(content)
      const refused = await service()
        .choose({ environmentId }, caller())
        .catch((error: unknown) => error as AppError)
      expect(refused).toMatchObject({ code: 'invalid-input' })
      expect((refused as AppError).message).toMatch(words)
    })

    test('refuses a file that is too large, before it reads it', async () => {
      write(exported())
      truncateSync(file!, 200 * 1024 * 1024 + 1)
      await expect(service().choose({ environmentId }, caller())).rejects.toThrow(/larger than 200 MB/)
    })

    test('refuses a file that is not there', async () => {
      file = join(folder, 'gone.csv')
      await expect(service().choose({ environmentId }, caller())).rejects.toMatchObject({ code: 'invalid-input' })
    })

    test('needs no application in the file when only one has settings', async () => {
      write('Setting id;Source value\ns001;B\ns002;\ns009;B\ns003;7\n')
      const plan = await chosen()
      expect(plan.lines.map(({ kind }) => kind)).toEqual(['change', 'unset', 'unknown', 'faulty'])
      expect(plan.lines[3]?.reasons[0]).toContain('leading zeros: 007')
      settings['a2'] = [setting('s001')]
      await expect(service().choose({ environmentId }, caller())).rejects.toThrow(/which application/)
    })

    test('refuses a file of another environment, whose settings are not here', async () => {
      write(`Setting id,Source value,Application\n${Array.from({ length: 20_002 }, (_, index) => `x${index},B,Ridgeline ERP`).join('\n')}`)
      await expect(service().choose({ environmentId }, caller())).rejects.toThrow(/not in this environment/)
    })

    test('stops when its window is closed', async () => {
      write(exported())
      await expect(service().choose({ environmentId }, caller(AbortSignal.abort()))).rejects.toMatchObject({ code: 'cancelled' })
    })
  })

  describe('applying the plan', () => {
    test('sends what changes, at most ten of one application at once, and tells how far it is', async () => {
      settings = { a1: idsOf(12).map(setting), a2: idsOf(2).map(setting) }
      const body = (application: (typeof APPS)[number]) => exported(application).split('\r\n').slice(1).join('\r\n')
      write(edited(csvHeader(SETTINGS_CSV_COLUMNS) + body(APPS[0]!) + body(APPS[1]!), idsOf(12)) + `,Nobody,,,,,,,B,,,s001,,\r\n`)
      const from = service()
      const plan = await chosen(from)
      expect(plan.counts).toMatchObject({ change: 14, unknown: 1 })
      const done = await from.apply({ environmentId, importId: plan.id }, caller())
      expect(done).toMatchObject({ state: 'done', tried: 14 })
      expect(sent.map(({ applicationId, ids }) => [applicationId, ids.length])).toEqual([
        ['a2', 2],
        ['a1', 10],
        ['a1', 2],
      ])
      expect(progress.map(({ done, total }) => [done, total])).toEqual([
        [2, 14],
        [12, 14],
        [14, 14],
      ])
      expect(recorded).toMatchObject([{ what: 'imports.apply', subject: 'settings.csv' }])
      expect(from.unfinished({ environmentId })).toEqual([])
    })

    test('keeps what became of each line, and does not send again what has an end', async () => {
      const results: Partial<SavedSetting>[] = [
        { outcome: 'already' },
        { outcome: 'conflict', theirs: { kind: 'one', value: 'C' } },
        { outcome: 'refused', faults: [{ place: null, message: 'No.' }] },
        { outcome: 'gone' },
        { outcome: 'failed', failure: { code: 'remote', message: 'Error', status: 500 } },
        { outcome: 'not-tried' },
      ]
      save = (changes) => changes.map((change, index) => savedAs(change, results[index]))
      const from = service()
      const plan = await planned(6, from)
      const stopped = await from.apply({ environmentId, importId: plan.id }, caller())
      expect(stopped).toMatchObject({ state: 'stopped', tried: 5 })
      expect(outcomes(stopped)).toEqual(['already', 'conflict', 'refused', 'gone', 'failed', 'not-tried'])
      expect(stopped.lines[1]?.result?.theirs).toEqual({ kind: 'one', value: 'C' })
      save = allSaved
      const done = await from.apply({ environmentId, importId: plan.id }, caller())
      expect(sent[1]?.ids).toEqual(['s005', 's006'])
      expect(done).toMatchObject({ state: 'done', tried: 6 })
    })

    test.each(['unreachable', 'source-unauthorized', 'credentials-missing', 'wrong-tenant'] as const)(
      'stops at a failure that all would have: %s',
      async (code) => {
        save = (changes) =>
          changes.map((change, index) =>
            index === 0
              ? savedAs(change, { outcome: 'failed', failure: { code, message: '' } })
              : savedAs(change, { outcome: 'not-tried' }),
          )
        const from = service()
        const plan = await planned(15, from)
        const stopped = await from.apply({ environmentId, importId: plan.id }, caller())
        expect(sent).toHaveLength(1)
        expect(stopped).toMatchObject({ state: 'stopped', tried: 1 })
        expect(from.unfinished({ environmentId })).toHaveLength(1)
      },
    )

    test('stops when sending fails as a whole, and goes on past an application that is gone', async () => {
      save = () => Promise.reject(new AppError('keychain-unavailable', 'Locked.'))
      const from = service()
      const plan = await planned(12, from)
      const stopped = await from.apply({ environmentId, importId: plan.id }, caller())
      expect(stopped.lines[0]?.result).toMatchObject({ outcome: 'failed', failure: { code: 'keychain-unavailable' } })
      expect(stopped).toMatchObject({ state: 'stopped', tried: 1 })
      save = () => Promise.reject(new AppError('not-found', 'Gone.'))
      expect(await from.apply({ environmentId, importId: plan.id }, caller())).toMatchObject({ state: 'stopped', tried: 12 })
      expect(sent).toHaveLength(3)
    })

    test('stops after the lines under way when a person says so, and goes on later', async () => {
      const from = service()
      const plan = await planned(25, from)
      save = (changes) => {
        from.stop({ environmentId, importId: plan.id })
        return changes.map((change, index) => savedAs(change, index === 0 ? {} : { outcome: 'not-tried' }))
      }
      expect(await from.apply({ environmentId, importId: plan.id }, caller())).toMatchObject({ state: 'stopped', tried: 1 })
      save = allSaved
      expect(await from.apply({ environmentId, importId: plan.id }, caller())).toMatchObject({ state: 'done', tried: 25 })
      expect(sent.flatMap(({ ids }) => ids)).toHaveLength(10 + 24)
    })

    test('stops when its window is closed in the middle of a call', async () => {
      const closing = new AbortController()
      save = (_changes, signal) => {
        closing.abort()
        return Promise.reject(new Error('stopped', { cause: signal.reason }))
      }
      const from = service()
      const plan = await planned(2, from)
      const stopped = await from.apply({ environmentId, importId: plan.id }, caller(closing.signal))
      expect(stopped).toMatchObject({ state: 'stopped', tried: 0 })
    })

    test('loses nothing to a crash in between', async () => {
      const from = service()
      const plan = await planned(25, from)
      save = (changes) => {
        if (sent.length === 2) throw new TypeError('A bug, as good as a crash.')
        return allSaved(changes, windowOpen, 'a1')
      }
      await expect(from.apply({ environmentId, importId: plan.id }, caller())).rejects.toThrow('as good as a crash')
      journal.prepare("UPDATE imports SET state = 'running'").run()
      journal.close()

      journal = openTestJournal(join(folder, 'journal.db'), createFakeClock())
      const later = service()
      expect(later.unfinished({ environmentId })).toMatchObject([{ id: plan.id, state: 'stopped', tried: 10, fileName: 'settings.csv' }])
      save = allSaved
      sent.length = 0
      expect(await later.apply({ environmentId, importId: plan.id }, caller())).toMatchObject({ state: 'done', tried: 25 })
      expect(sent.flatMap(({ ids }) => ids)).toEqual(idsOf(25).slice(10))
    })

    test('is done once at a time, and not discarded meanwhile', async () => {
      const from = service()
      const plan = await planned(2, from)
      const of = { environmentId, importId: plan.id }
      const during: unknown[] = []
      save = async (changes) => {
        during.push(await from.apply(of, caller()).catch((error: unknown) => (error as AppError).code))
        expect(() => from.discard(of)).toThrow('Stop it first')
        return allSaved(changes, windowOpen, 'a1')
      }
      await from.apply(of, caller())
      expect(during).toEqual(['conflict'])
      from.discard(of)
      await expect(from.apply(of, caller())).rejects.toMatchObject({ code: 'not-found' })
    })

    test('that another version wrote is left out', async () => {
      const from = service()
      const plan = await planned(1, from)
      journal.prepare("UPDATE import_lines SET body = '{}'").run()
      expect(from.unfinished({ environmentId })).toEqual([])
      await expect(from.apply({ environmentId, importId: plan.id }, caller())).rejects.toMatchObject({ code: 'not-found' })
    })

    test('belongs to its environment', async () => {
      const from = service()
      const plan = await planned(2, from)
      const other = crypto.randomUUID() as EnvironmentId
      await expect(from.apply({ environmentId: other, importId: plan.id }, caller())).rejects.toMatchObject({ code: 'not-found' })
      from.discard({ environmentId: other, importId: plan.id })
      expect(from.unfinished({ environmentId })).toHaveLength(1)
      expect(from.unfinished({ environmentId: other })).toEqual([])
      createImportsRepo(journal).forgetEnvironment(environmentId)
      expect(from.unfinished({ environmentId })).toEqual([])
      expect(journal.prepare('SELECT * FROM import_lines').all()).toEqual([])
    })
  })
})
