import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '#shared/contract'
import type { EnvironmentId } from '#shared/contract/op'
import { ACTIVITY_CSV_COLUMNS } from '#shared/rules/activity-csv'
import { BYTE_ORDER_MARK, unguardFormula } from '#shared/rules/settings-csv'
import type { WireApiKey, WireApplication } from '#shared/wire/administration-plane'
import { createActivityLog } from '../../../src/main/activity-log'
import { AppError } from '../../../src/main/app-error'
import type { Call } from '../../../src/main/features/activity/activity-recorder'
import { createActivityRepo, type ActivityRepo } from '../../../src/main/features/activity/activity.repo'
import { filesThatHold } from '../../e2e/files-that-hold'
import { someActivity } from '../../fakes/any-activity'
import { createFakeClock } from '../../fakes/fake-clock'
import { createMemoryLog } from '../../fakes/memory-log'
import { openTestJournal, type Journal } from '../../fakes/open-journal'
import { temporaryFolder } from '../../fakes/temporary-folder'
import { startKeyServices, type KeyServices } from './key-services'

const environmentId = '11111111-1111-4111-8111-111111111111' as EnvironmentId
const rotationId = '22222222-2222-4222-8222-222222222222'
const setId = '33333333-3333-4333-8333-333333333333'
const caller: Caller = { windowId: 1, signal: new AbortController().signal }
const SECRET = 'hunter2-canary-91c4'

let folder: string
let journal: Journal
let repo: ActivityRepo
let announced: unknown[]
let where: string | null
let suggested: string
const log = createMemoryLog()

function start() {
  folder = temporaryFolder()
  journal = openTestJournal(join(folder, 'journal.db'), createFakeClock())
  repo = createActivityRepo(journal)
  announced = []
  where = join(folder, 'out.csv')
  const key = { id: 'k1', hint: '3a38…7121', restriction: { mode: 'restricted', addresses: ['192.0.2.1'] } } as WireApiKey
  return createActivityLog({
    db: journal,
    clock: createFakeClock(),
    log,
    announce: (name, payload) => void announced.push([name, payload]),
    cached: { find: () => ({ name: 'Housing Portal' }) as WireApplication, keys: () => [key] }, // what is asked of them
    environment: () => ({ name: 'Maple', protection: 'read-only' }),
    rotation: () => ({ applicationId: 'a1', applicationName: 'Rooms', oldKey: { hint: 'old…1' }, newKey: { hint: 'new…2' } }),
    addressSet: () => ({ name: 'Campus', addresses: ['192.0.2.7'] }),
    askWhere(_windowId, name) {
      suggested = name
      return Promise.resolve(where)
    },
  })
}
let activity: ReturnType<typeof start>
beforeEach(() => {
  activity = start()
})
afterEach(() => {
  journal.close()
})

const entries = () => repo.chainAfter(0, 1000)
const call = (name: string, input: object, access: Call['access'] = 'write'): Call => ({ name, access, input, signal: caller.signal })
const refused = () => Promise.reject(new AppError('conflict', 'No.', { requestId: 'r-9' }))
const fails = async (asked: Call) => {
  await expect(activity.watch(asked, refused)).rejects.toMatchObject({ code: 'conflict' })
  return entries().at(-1)
}

describe('a request that fails', () => {
  it('is recorded with what is known of it before it is carried out', async () => {
    const of = { environmentId, applicationId: 'a1' }
    expect(await fails(call('keys.modify', { ...of, keyId: 'k1', restriction: { mode: 'unrestricted' } }))).toMatchObject({
      environmentName: 'Maple',
      applicationId: 'a1',
      applicationName: 'Housing Portal',
      subject: '3a38…7121',
      before: '192.0.2.1',
      after: 'unrestricted',
      outcome: 'failed',
      code: 'conflict',
      requestId: 'r-9',
    })
    expect(await fails(call('rotations.finish', { environmentId, rotationId }))).toMatchObject({
      applicationName: 'Rooms',
      subject: 'old…1 → new…2',
    })
    expect(await fails(call('environments.setProtection', { environmentId, protection: 'open' }, 'local'))).toMatchObject({
      subject: 'Maple',
      before: 'read-only',
      after: 'open',
    })
    expect(await fails(call('addressSets.save', { environmentId, id: setId, name: 'All', addresses: ['::1'] }, 'local'))).toMatchObject({
      environmentId: null,
      subject: 'All',
      before: '192.0.2.7',
      after: '::1',
    })
    expect(await fails(call('applications.create', { environmentId, application: { name: 'New' } }))).toMatchObject({
      applicationName: 'New',
    })
  })

  it.each([
    ['applications.create', { application: { name: 'New', authentication: { type: 'basic', username: 'u', password: SECRET } } }],
    ['applications.setCredentials', { applicationId: 'a1', authentication: { type: 'basic', username: 'u', password: SECRET } }],
    ['resources.setCredentials', { applicationId: 'a1', username: 'u', password: SECRET }],
    ['upgrades.autoConfigure', { applicationId: 'a1', credentials: { username: 'u', password: SECRET } }],
    ['environments.connect', { name: 'Oak', hubUrl: `https://user:${SECRET}@hub.example/?token=${SECRET}`, administrationToken: SECRET }],
    ['keys.modify', { applicationId: 'a1', keyId: 'k1', confirmation: SECRET }],
  ])('of %s leaves nothing of a secret in any file', async (name, input) => {
    await fails(call(name, { environmentId, ...input }))
    expect(entries()).toHaveLength(1)
    expect(await filesThatHold(folder, [SECRET])).toEqual([])
    expect(await filesThatHold(folder, [environmentId])).not.toEqual([])
  })
})

describe('a record', () => {
  it('has the request id of the hub’s last answer in its own request, also when two are under way', async () => {
    const both = ['r-1', 'r-2'].map((id) =>
      activity.watch(call('keys.add', { environmentId }), async () => {
        await Promise.resolve()
        activity.answered(id)
        await new Promise((resolve) => setImmediate(resolve))
        activity.record({ environmentId, what: 'keys.add', subject: id })
      }),
    )
    await Promise.all(both)
    activity.answered('nobody’s')
    activity.record({ environmentId, what: 'keys.add', subject: 'alone' })
    expect(entries().map(({ subject, requestId }) => [subject, requestId])).toEqual([
      ['r-1', 'r-1'],
      ['r-2', 'r-2'],
      ['alone', null],
    ])
  })

  it('is the only entry of its request, and several records are several entries', async () => {
    await activity.watch(call('settings.save', { environmentId }), () => {
      activity.record({ environmentId, what: 'settings.save', subject: 'a' })
      activity.record({ environmentId, what: 'settings.save', subject: 'b', failure: { code: 'conflict' } })
      return Promise.resolve()
    })
    expect(entries()).toMatchObject([
      { subject: 'a', outcome: 'done' },
      { subject: 'b', outcome: 'failed' },
    ])
    expect(announced).toEqual(Array.from({ length: 2 }, () => ['activity.changed', { environmentId }]))
  })

  it('that cannot be written does not make what was done look undone, and the log file says so', async () => {
    journal.exec('DROP TABLE activity')
    await expect(activity.watch(call('keys.add', { environmentId }), () => Promise.resolve('done'))).resolves.toBe('done')
    expect(log.lines.at(-1)).toMatchObject({ level: 'error', event: 'activity.not-written' })
  })

  it('is short, and what looks like a credential does not get in', () => {
    activity.record({ environmentId, what: 'applications.update', before: 'x'.repeat(5000), after: `https://h/?key=${SECRET}` })
    const [entry] = entries()
    expect(entry!.before!.length).toBeLessThan(1100)
    expect(entry!.after).toBe('https://h/?[REDACTED]')
  })
})

describe('verify', () => {
  it('says how many entries are whole, and from which one on they are not', async () => {
    expect(await activity.service.verify(undefined, caller)).toMatchObject({ isWhole: true, count: 0 })
    for (let number = 1; number <= 1203; number += 1) repo.add(someActivity())
    const whole = await activity.service.verify(undefined, caller)
    expect(whole).toEqual({ isWhole: true, count: 1203, lastHash: entriesAfter(1202).hash })
    journal.exec("UPDATE activity SET after = 'denied everywhere' WHERE id = 777")
    expect(await activity.service.verify(undefined, caller)).toEqual({
      isWhole: false,
      count: 776,
      reason: 'changed',
      id: 777,
      at: someActivity().at,
    })
  })

  const entriesAfter = (id: number) => repo.chainAfter(id, 1)[0]!
})

describe('export', () => {
  const exported = (format: 'csv' | 'lines', preset: 'excel' | 'plain' = 'plain', more = {}) =>
    activity.service.export({ environmentId, format, preset, ...more }, caller)
  const here = someActivity({ environmentId, subject: '=HYPERLINK("x")', before: null })
  beforeEach(() => {
    repo.add(here)
    repo.add(someActivity({ environmentId: 'other' }))
    repo.add(someActivity({ environmentId: null, environmentName: null, applicationId: null, applicationName: null }))
  })

  it('as CSV has the entries of the environment and of none in their order, and no cell that is a formula', async () => {
    expect(await exported('csv', 'excel')).toEqual({ path: where, rows: 2 })
    expect(suggested).toBe('Maple activity 2026-11-24.csv')
    const text = readFileSync(where!, 'utf8')
    expect(text.startsWith(BYTE_ORDER_MARK)).toBe(true)
    const { data, meta } = Papa.parse<Record<string, string>>(text.slice(1), { header: true, skipEmptyLines: true })
    expect(meta.fields).toEqual(ACTIVITY_CSV_COLUMNS.map(({ header }) => header))
    expect(data.map(({ Number: number }) => number)).toEqual(['1', '3'])
    expect(data[0]!.Subject!.startsWith("'=")).toBe(true)
    expect(unguardFormula(data[0]!.Subject!)).toBe(here.subject)
    expect(data[1]).toMatchObject({ Environment: '', 'Environment id': '', Outcome: 'done' })
  })

  it('as CSV of one application has its entries only', async () => {
    repo.add(someActivity({ environmentId, applicationId: 'a2' }))
    expect(await exported('csv', 'plain', { applicationId: 'a2' })).toMatchObject({ rows: 1 })
  })

  it('as lines has the whole log, and its chain can be checked with nothing but SHA-256', async () => {
    where = join(folder, 'out.jsonl')
    expect(await exported('lines', 'excel')).toEqual({ path: where, rows: 3 })
    let previous = '0'.repeat(64)
    for (const line of readFileSync(where, 'utf8').trimEnd().split('\n')) {
      const { hash, ...rest } = JSON.parse(line) as Record<string, unknown>
      expect(rest.previousHash).toBe(previous)
      previous = createHash('sha256').update(JSON.stringify(rest)).digest('hex')
      expect(hash).toBe(previous)
    }
  })

  it('leaves an entry that says where it went, which is not in the file itself', async () => {
    await exported('csv')
    expect(entries().at(-1)).toMatchObject({ what: 'activity.export', after: where, environmentId })
    expect(readFileSync(where!, 'utf8')).not.toContain('activity.export')
  })

  it('of nothing, to nowhere, and to a place that cannot be written leave no file and no entry of success', async () => {
    await expect(exported('csv', 'plain', { applicationId: 'none' })).rejects.toMatchObject({ code: 'nothing-to-export' })
    where = null
    expect(await exported('csv')).toBeNull()
    where = join(folder, 'file', 'out.csv')
    writeFileSync(join(folder, 'file'), 'x')
    await expect(exported('csv')).rejects.toMatchObject({ code: 'disk' })
    expect(existsSync(where)).toBe(false)
    expect(entries().filter(({ what }) => what === 'activity.export')).toEqual([])
  })
})

describe('what is done with an API key', () => {
  let t: KeyServices
  beforeEach(async () => {
    t = await startKeyServices()
  })
  afterEach(() => t.close())

  it('is in the log with before, after and request id, and its value is in no file', async () => {
    const watched = <T>(name: string, access: Call['access'], run: () => Promise<T>) =>
      t.recorder.watch({ name, access, input: t.of, signal: caller.signal }, run)
    const key = await watched('keys.add', 'write', () => t.add(['192.0.2.1']))
    const of = { ...t.of, keyId: key.id }
    await watched('keys.modify', 'write', () => t.keys.modify({ ...of, restriction: { mode: 'unrestricted' } }, caller))
    const { value } = await watched('keys.reveal', 'read', () => t.keys.reveal(of, caller))
    await watched('keys.copy', 'read', () => t.keys.copy({ ...of, asVariable: 'HUB_KEY' }, caller))
    await watched('keys.remove', 'write', () => t.keys.remove(of, caller))

    const written = t.activityRepo.chainAfter(0, 100)
    expect(written.map(({ what, before, after }) => [what, before, after])).toEqual([
      ['keys.add', null, '192.0.2.1'],
      ['keys.modify', '192.0.2.1', 'unrestricted'],
      ['keys.reveal', null, null],
      ['keys.copy', null, null],
      ['keys.remove', 'unrestricted', null],
    ])
    for (const { subject, applicationName, environmentName, requestId } of written) {
      expect({ subject, applicationName, environmentName }).toEqual({
        subject: key.hint,
        applicationName: 'Housing Portal',
        environmentName: 'Maple',
      })
      expect(requestId).toMatch(/\S/)
    }
    expect(new Set(written.map(({ requestId }) => requestId)).size).toBe(5)
    expect(value.length).toBeGreaterThan(10)
    expect(await filesThatHold(t.folder, [value])).toEqual([])
    expect(await filesThatHold(t.folder, [key.id])).not.toEqual([])
  })
})
