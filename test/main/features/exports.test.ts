import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '#shared/contract'
import { caller, ERP, INTEGRATION, startSettings, type StartedSettings } from './setting-setup'

const STUDENT = 'Summit Student API'

describe('exports', () => {
  let t: StartedSettings
  beforeAll(async () => {
    t = await startSettings()
  })
  afterAll(() => t.close())
  afterEach(() => t.healed())

  const exportOf = (names: string[], by: Caller = caller) =>
    t.services.exports.apiSettings(
      { environmentId: t.environmentId, applicationIds: names.map((name) => t.idOf(name)), preset: 'plain' },
      by,
    )
  const into = async (name: string) => {
    t.where.folder = join(t.folder, name)
    await mkdir(t.where.folder)
    return t.where.folder
  }
  const withoutReadAt = (text: string) =>
    Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data.map(({ 'Read at': _readAt, ...row }) => row)

  it('of several applications go into a new folder, a file for each; one that fails is named', async () => {
    const chosen = await into('several')
    await t.fault({ path: '/source/integration/**' }, { status: 500 })
    const { result } = await exportOf([ERP, INTEGRATION, STUDENT])
    expect(result!.files.map(({ applicationId }) => applicationId)).toEqual([t.idOf(ERP), t.idOf(STUDENT)])
    expect(result!.failed).toMatchObject([{ applicationName: INTEGRATION, failure: { status: 500 } }])
    expect(await readdir(chosen)).toHaveLength(1)
    expect(await readdir(result!.folder)).toHaveLength(2)
  })

  it('never replace what is there: the next free name is taken', async () => {
    const chosen = await into('twice')
    const first = await exportOf([ERP, STUDENT])
    await writeFile(join(first.result!.folder, 'mine.txt'), 'mine')
    const second = await exportOf([ERP, STUDENT])
    expect(second.result!.folder).not.toBe(first.result!.folder)
    expect(await readdir(chosen)).toHaveLength(2)
    expect(await readFile(join(first.result!.folder, 'mine.txt'), 'utf8')).toBe('mine')
  })

  it('of the same settings have the same rows in the same order', async () => {
    await into('same')
    const texts = []
    for (let round = 0; round < 2; round += 1) {
      const { result } = await exportOf([ERP, STUDENT])
      texts.push(await readFile(join(result!.folder, result!.files[0]!.fileName), 'utf8'))
    }
    expect(withoutReadAt(texts[0]!)).toEqual(withoutReadAt(texts[1]!))
    const order = withoutReadAt(texts[0]!).map(({ 'Setting title': title }) => title)
    expect(order.length).toBeGreaterThan(100)
  })

  it('that are stopped leave whole files only', async () => {
    const chosen = await into('stopped')
    const stop = new AbortController()
    stop.abort()
    await expect(exportOf([ERP, STUDENT], { windowId: 1, signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' })
    for (const folder of await readdir(chosen)) expect(await readdir(join(chosen, folder))).toEqual([])
  })

  it('come back by the import with nothing to change', async () => {
    await into('back')
    const { result } = await exportOf([ERP, STUDENT])
    t.where.toImport = join(result!.folder, result!.files[0]!.fileName)
    const plan = await t.services.imports.choose({ environmentId: t.environmentId }, caller)
    expect(plan!.counts).toMatchObject({ change: 0, unset: 0, unknown: 0, faulty: 0 })
    expect(plan!.counts.same).toBeGreaterThan(50)
  })

  it('come back after an edit as exactly that change, which is then at the source; afterwards there is nothing to change', async () => {
    await into('edited')
    const { result } = await exportOf([ERP, STUDENT])
    const path = join(result!.folder, result!.files[0]!.fileName)
    const text = await readFile(path, 'utf8')
    t.where.toImport = join(t.folder, 'edited.csv')
    await writeFile(t.where.toImport, text.replace(/(Default Course Level,[^\r]*?,)300,/, '$1100,'))
    const plan = await t.services.imports.choose({ environmentId: t.environmentId }, caller)
    expect(plan!.lines.map(({ title, value }) => [title, value])).toEqual([['Default Course Level', { kind: 'one', value: '100' }]])
    const applied = await t.services.imports.apply({ environmentId: t.environmentId, importId: plan!.id }, caller)
    expect(applied).toMatchObject({ state: 'done', lines: [{ result: { outcome: 'saved' } }] })
    const again = await t.services.imports.choose({ environmentId: t.environmentId }, caller)
    expect(again!.counts).toMatchObject({ change: 0, unset: 0, unknown: 0, faulty: 0 })
  })

  it('to nowhere are no failure', async () => {
    t.where.folder = null
    expect(await exportOf([ERP, STUDENT])).toEqual({ result: null })
    t.where.file = null
    expect(await exportOf([ERP])).toEqual({ result: null })
  })
})
