import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  choicesFor,
  codeState,
  indexIso,
  recommend,
  searchChoices,
  type IsoListContent,
  type IsoReference,
  type IsoReferenceEntry,
} from '#shared/rules/iso-matching'
import type { IsoChoice, IsoRow } from '#shared/wire/source-plane'

const entries = (...all: [code: string, names: string[], ...alternates: string[]][]): ReadonlyMap<string, IsoReferenceEntry> =>
  new Map(all.map(([code, names, ...alternates]) => [code, { names, alternates }]))
const reference: IsoReference = {
  country: entries(
    ['CZE', ['Czech Republic', 'Czechia'], 'CZ', '203'],
    ['GBR', ['United Kingdom', 'UK'], 'GB', '826', 'UK'],
    ['COG', ['Republic of the Congo', 'Congo'], 'CG'],
    ['COD', ['Democratic Republic of the Congo', 'Congo'], 'CD'],
    ['USA', ['United States of America', 'United States', 'U.S.A.'], 'US', '840'],
    ['CAN', ['Canada'], 'CA', '124'],
  ),
  currency: entries(['GBP', ['Pound Sterling'], '826']),
  language: entries(['eng', ['English'], 'en'], ['spa', ['Spanish'], 'es'], ['fra', ['French'], 'fr', 'fre']),
  region: entries(['CZ-10', ['Praha']]),
  subregion: entries(),
}

const row = (title: string, code = '', more: Partial<IsoRow> = {}): IsoRow => ({ id: `row ${title} ${code}`, title, code, ...more })
const choice = (isoCode: string, title: string, more: Partial<IsoChoice> = {}): IsoChoice => ({
  id: `choice ${isoCode}`,
  title,
  isoCode,
  status: 'active',
  ...more,
})
const of = (isoCode: string) => ({ id: `choice ${isoCode}` })

const czech = row('Czechia', 'CZ', { isoCode: 'CZE' })
const uncoded = row('Elbonia', 'EL')
const bohemia = row('Bohemia', '20', { isoCode: 'CZ-20', country: { id: czech.id } })
const lists: IsoListContent[] = [
  {
    list: 'country',
    rows: [czech, uncoded],
    choices: [
      choice('CZE', 'Czechia'),
      choice('GBR', 'United Kingdom of Great Britain and Northern Ireland'),
      choice('COG', 'Congo (Brazzaville)'),
      choice('COD', 'Congo (Kinshasa)'),
      choice('USA', 'United States of America'),
      choice('CAN', 'Canada', { status: 'inactive' }),
    ],
  },
  { list: 'language', rows: [], choices: [choice('eng', 'English'), choice('spa', 'Spanish; Castilian'), choice('fra', 'French')] },
  {
    list: 'region',
    rows: [bohemia],
    choices: [
      choice('CZ-10', 'Prague', { country: of('CZE') }),
      choice('CZ-20', 'Central Bohemia', { country: of('CZE') }),
      choice('US-10', 'Tenth', { country: of('USA') }),
      choice('US-LI', 'Limburg', { country: of('USA') }),
      choice('CZ-LI', 'Limburg', { country: of('CZE') }),
      choice('XX-99', 'Anywhere'),
      choice('CZ-00', 'Gone', { country: of('CZE'), status: 'inactive' }),
    ],
  },
  {
    list: 'subregion',
    rows: [],
    choices: [choice('CZ-201', 'Benešov', { region: of('CZ-20') }), choice('CZ-101', 'Praha 1', { region: of('CZ-10') })],
  },
]
const index = indexIso(lists, reference)
const recommended = (...[list, asked, where]: [IsoListContent['list'], IsoRow, Parameters<typeof recommend>[3]?]) =>
  recommend(index, list, asked, where)?.choice.isoCode ?? null

describe('a code is recommended', () => {
  it.each([
    ['by a name of the reference', 'country', row('Czech Republic'), 'CZE'],
    ['by a name of the reference, and another code of it', 'country', row('United Kingdom', 'UK'), 'GBR'],
    ['by a code that is only reserved', 'country', row('Britain', 'uk'), 'GBR'],
    ['whatever the punctuation', 'country', row('usa'), 'USA'],
    ['by a number', 'country', row('Somewhere', '203'), 'CZE'],
    ['by a two-letter code', 'language', row('Anglais', 'EN'), 'eng'],
    ['by an older code', 'language', row('Français', 'FRE'), 'fra'],
    ['by one of several names of a choice', 'language', row('Spanish'), 'spa'],
    ['over one that is none of the choices', 'country', row('Czechia', '', { isoCode: 'CZX' }), 'CZE'],
    ['for a region by the code of its country before its own', 'region', row('Capital', '10', { country: { id: czech.id } }), 'CZ-10'],
    ['for a region by a name, in its country', 'region', row('Limburg', '', { country: { id: czech.id } }), 'CZ-LI'],
    ['for a subregion by the country of its region', 'subregion', row('Somewhere', '201', { region: { id: bohemia.id } }), 'CZ-201'],
    ['whatever the accents', 'subregion', row('BENESOV'), 'CZ-201'],
  ] as const)('%s', (_name, list, asked, expected) => {
    expect(recommended(list, asked)).toBe(expected)
  })

  it.each([
    ['where two have the name', 'country', row('Congo')],
    ['where name and code are of two', 'country', row('Czechia', 'GB')],
    ['where the choice is not active', 'country', row('Canada', 'CA')],
    ['where a code of the choices is set', 'country', row('United Kingdom', 'UK', { isoCode: 'USA' })],
    ['where a code that is no longer active is set', 'country', row('Czechia', 'CZ', { isoCode: 'CAN' })],
    ['where only a part of the name is the same', 'country', row('United')],
    ['where name and code are empty', 'country', row('', '')],
    ['where two countries have such a region', 'region', row('Limburg')],
    ['where only another country has it', 'region', row('Tenth', '', { country: { id: czech.id } })],
  ] as const)('never %s', (_name, list, asked) => {
    expect(recommended(list, asked)).toBeNull()
  })

  it('by the country that was chosen a moment ago and is not yet at the source', () => {
    const asked = row('Limburg', '', { country: { id: uncoded.id } })
    expect(recommended('region', asked)).toBeNull()
    expect(recommended('region', asked, { codeOf: (_list, { title, isoCode }) => (title === 'Elbonia' ? 'USA' : (isoCode ?? '')) })).toBe(
      'US-LI',
    )
  })

  it('says whether it goes by the name or by the code', () => {
    expect(recommend(index, 'country', row('Czechia'))?.by).toBe('name')
    expect(recommend(index, 'country', row('Bohemia', 'CZ'))?.by).toBe('code')
  })

  const few = fc.constantFrom('A', 'B', 'C', 'é', 'E')
  const anyChoice = fc.record(
    {
      id: fc.uuid(),
      title: few,
      isoCode: fc.constantFrom('AA', 'BB', 'CC', 'AA-1', 'BB-1'),
      status: fc.constantFrom('active' as const, 'inactive' as const),
      country: fc.constantFrom({ id: 'c1' }, { id: 'c2' }),
    },
    { requiredKeys: ['id', 'title', 'isoCode', 'status'] },
  )
  const anyRow = fc.record(
    {
      id: fc.uuid(),
      title: few,
      code: fc.constantFrom('', '1', 'aa', 'BB'),
      isoCode: fc.constantFrom('', 'AA', 'ZZ'),
      country: fc.constantFrom({ id: 'r1' }, { id: 'r2' }, { id: 'r3' }),
    },
    { requiredKeys: ['id', 'title', 'code'] },
  )
  const countries: IsoListContent = {
    list: 'country',
    rows: [row('One', '1', { id: 'r1', isoCode: 'AA' }), row('Two', '2', { id: 'r2', isoCode: 'BB' }), row('Three', '3', { id: 'r3' })],
    choices: [choice('AA', 'One', { id: 'c1' }), choice('BB', 'Two', { id: 'c2' })],
  }

  it('is always an active choice that fits the country, and the only one that could be meant', () => {
    fc.assert(
      fc.property(fc.array(anyChoice, { maxLength: 8 }), anyRow, (choices, region) => {
        const here = indexIso([countries, { list: 'region', rows: [region], choices }], null)
        const found = recommend(here, 'region', region)
        if (!found) return
        const { choices: offered } = choicesFor(here, 'region', region)
        expect(found.choice.status).toBe('active')
        expect(offered).toContain(found.choice)
        expect(codeState(here, 'region', region.isoCode ?? '')).not.toBe('set')
        const sameName = (title: string) => title.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
        for (const other of offered)
          if (sameName(other.title) === sameName(region.title) || other.isoCode.toLowerCase() === region.code.toLowerCase())
            expect(other.isoCode).toBe(found.choice.isoCode)
      }),
    )
  })
})

describe('choices', () => {
  const codes = (found: readonly IsoChoice[]) => found.map(({ isoCode }) => isoCode)

  it('of a region are those of its country and those of none, and it says so', () => {
    const { choices, by } = choicesFor(index, 'region', row('Any', '', { country: { id: czech.id } }))
    expect(codes(choices)).toEqual(['CZ-10', 'CZ-20', 'CZ-LI', 'XX-99'])
    expect(by).toMatchObject({ list: 'country', choice: { isoCode: 'CZE' } })
  })

  it('are all that are active where the country has no code yet, or is not known', () => {
    for (const more of [{ country: { id: uncoded.id } }, { country: { id: 'nowhere' } }, {}]) {
      const { choices, by } = choicesFor(index, 'region', row('Any', '', more))
      expect(choices).toHaveLength(6)
      expect(by).toBeNull()
    }
  })

  it('of a subregion without a region are narrowed by a region that was chosen', () => {
    expect(codes(choicesFor(index, 'subregion', row('Any')).choices)).toEqual(['CZ-201', 'CZ-101'])
    expect(codes(choicesFor(index, 'subregion', row('Any'), { parentId: bohemia.id }).choices)).toEqual(['CZ-201'])
  })

  it('are found by code, other code and name, those that begin with it first', () => {
    const { choices } = choicesFor(index, 'country', czech)
    const found = (query: string) => codes(searchChoices(index, 'country', choices, query))
    expect(found('')).toHaveLength(5)
    expect(found('CZ')).toEqual(['CZE'])
    expect(found('czech rep')).toEqual(['CZE'])
    expect(found('uk')).toEqual(['GBR'])
    expect(found('co')).toEqual(['COG', 'COD'])
    expect(found('of America states')).toEqual(['USA'])
    expect(found('republic')[0]).toBe('COG')
    expect(found('republic')).toHaveLength(3)
    expect(found('nothing of the kind')).toEqual([])
    expect(found('?')).toEqual([])
  })
})

describe('the state of a code', () => {
  it.each([
    ['', 'none'],
    ['CZE', 'set'],
    ['cze', 'set'],
    ['CAN', 'inactive'],
    ['XYZ', 'unknown'],
  ] as const)('%s is %s', (code, state) => {
    expect(codeState(index, 'country', code)).toBe(state)
  })

  it('is taken as it is where nothing can be chosen', () => {
    expect(codeState(indexIso([{ list: 'country', rows: [czech], choices: [] }], null), 'country', 'CZE')).toBe('set')
  })
})
