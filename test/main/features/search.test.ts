import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EnvironmentId } from '#shared/contract/op'
import { search as contract } from '#shared/contract/search'
import { wordsOf } from '../../../src/main/features/search/search.service'
import { temporaryFolder } from '../../fakes/temporary-folder'
import { application, caller, startPast } from './past-setup'

const setting = (id: string, title: string, over: object = {}) => ({
  id,
  body: {
    family: 'default-settings',
    row: { id, title, description: '', ethos: [{ resource: 'courses', propertyName: 'rank' }], ...over },
    options: { id, ethos: [], sourceOptions: [{ title: 'Unchosen option', value: 'X' }] },
  },
})
const named = (id: string, name: string, description = '') => application(id, { name, description })

let t: ReturnType<typeof startPast>
let one: EnvironmentId
let other: EnvironmentId
beforeEach(() => {
  t = startPast(temporaryFolder())
  one = t.environment('Maple Test')
  other = t.environment('Maple Production')
  t.read(one, 'application', '', [named('erp', 'Ridgeline ERP', 'Student records'), named('crm', 'Beacon CRM')])
  t.read(other, 'application', '', [named('p', 'Ridgeline ERP')])
  t.read(one, 'default-settings', 'erp', [
    setting('s1', 'Default Course Level', { source: { title: 'Fourth year', value: '400' } }),
    setting('s2', 'Tuition AR Code', { description: 'Of each course' }),
  ])
  t.read(one, 'owned-resource', 'erp', [{ id: 'course-levels', body: { name: 'course-levels', versions: ['16'], deprecated: false } }])
  t.read(one, 'iso-row/country', 'erp', [{ id: 'c', body: { id: 'c', title: 'Côte d’Ivoire', code: 'IVO', isoCode: 'CIV' } }])
})
afterEach(() => t.close())

const find = async (query: string) => contract.find.output.parse(await t.services.search.find({ query }, caller)).groups
const titles = async (query: string) => (await find(query)).flatMap(({ kind, found }) => found.map(({ title }) => `${kind} ${title}`))

describe('search', () => {
  it('finds what stands anywhere in a name, description, value or code, in every environment', async () => {
    expect(await find('ridgeline')).toEqual([
      {
        kind: 'application',
        isCut: false,
        found: [
          expect.objectContaining({ environmentName: 'Maple Test', title: 'Ridgeline ERP', applicationId: 'erp' }),
          expect.objectContaining({ environmentName: 'Maple Production', applicationId: 'p' }),
        ],
      },
    ])
    expect(await titles('dent rec')).toEqual(['application Ridgeline ERP'])
    expect(await titles('fourth')).toEqual(['setting Default Course Level'])
    expect(await titles('CIV')).toEqual(['code Côte d’Ivoire'])
    expect(await titles('unchosen')).toEqual([])
  })

  it('tells where a find is', async () => {
    const [resources, settings] = await find('course level')
    expect(resources?.found).toMatchObject([{ title: 'course-levels', resource: 'course-levels', applicationName: 'Ridgeline ERP' }])
    expect(settings?.found).toMatchObject([
      {
        title: 'Default Course Level',
        detail: 'courses · Fourth year (400)',
        resource: 'courses',
        setting: { family: 'default-settings', id: 's1' },
      },
    ])
    expect((await find('ivoire'))[0]?.found).toMatchObject([{ list: 'country', detail: 'IVO → CIV', applicationId: 'erp' }])
  })

  it('has those with the words in their title first, whatever their case and accents', async () => {
    expect(await titles('COURSE')).toEqual(['resource course-levels', 'setting Default Course Level', 'setting Tuition AR Code'])
    expect(await titles('cote')).toEqual(['code Côte d’Ivoire'])
    expect(await titles('côte')).toEqual(['code Côte d’Ivoire'])
  })

  it('looks for words of one or two characters in titles', async () => {
    expect(await titles('ar')).toEqual(['setting Tuition AR Code'])
    expect(await titles('ar tuition')).toEqual(['setting Tuition AR Code'])
    expect(await titles('zz tuition')).toEqual([])
    expect(await titles('rm')).toEqual(['application Beacon CRM'])
    expect(await titles('')).toEqual([])
    expect(await titles('  ')).toEqual([])
  })

  it('follows what is read: what is new is found, what changed is found as it is, what is gone is not', async () => {
    await find('course')
    t.read(one, 'default-settings', 'erp', [setting('s1', 'Default Course Level', { source: { title: 'Third year', value: '300' } })])
    expect(await titles('fourth')).toEqual([])
    expect(await titles('third')).toEqual(['setting Default Course Level'])
    expect(await titles('tuition')).toEqual([])
    t.snapshots.forget(one)
    expect(await titles('ridgeline')).toEqual(['application Ridgeline ERP'])
    t.world.environments = []
    expect(await titles('ridgeline')).toEqual([])
  })

  it('never finds what a snapshot took back', async () => {
    const snapshot = t.snapshots.begin(one, t.clock.iso())
    const scope = { environmentId: one, kind: 'application', applicationId: '' }
    t.snapshots.upsert(snapshot, scope, named('new', 'Passing thing'))
    expect(await titles('passing')).toEqual(['application Passing thing'])
    t.snapshots.upsert(snapshot, scope, named('new', 'Staying thing'))
    expect(await titles('passing')).toEqual([])
    t.snapshots.remove(snapshot, scope, 'new')
    t.snapshots.upsert(snapshot, scope, named('crm', 'Another name'))
    expect(await titles('staying')).toEqual([])
    expect(await titles('another')).toEqual(['application Another name'])
  })

  it('says when there is more than it shows', async () => {
    t.read(
      one,
      'default-settings',
      'crm',
      Array.from({ length: 80 }, (_, row) => setting(`m${row}`, `Many ${row}`)),
    )
    const [group] = await find('many')
    expect([group?.found.length, group?.isCut]).toEqual([50, true])
  })

  it('takes any text for a query', async () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom(
          '"',
          "'",
          '*',
          '(',
          ')',
          ':',
          '^',
          '-',
          '+',
          '{',
          '}',
          'OR',
          'AND',
          'NEAR',
          ' ',
          '\0',
          '\uD800',
          'title',
          'é',
        ),
        maxLength: 40,
      }),
      fc.array(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 250 }).map((words) => words.join(' ').slice(0, 1000)),
    )
    await fc.assert(
      fc.asyncProperty(nasty, async (query) => {
        expect(Array.isArray(await find(query))).toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  it('finds every setting by any three characters of its title', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 3, maxLength: 20 }), fc.nat(), async (title, at) => {
        t.read(one, 'default-settings', 'any', [setting('any', title)])
        const start = at % (title.length - 2)
        const part = title.slice(start, start + 3)
        fc.pre(wordsOf(part).long.length === 1 && wordsOf(part).long[0] === part)
        expect(await titles(part)).toContain(`setting ${title}`)
      }),
      { numRuns: 100 },
    )
  })
})
