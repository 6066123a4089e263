import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyOfApiKey, keyOfCode, keyOfSetting, pairUp, type ComparedItem } from '#shared/rules/comparing'
import { keyFacts, readSame, sameFacts, settingFacts, toldRow } from '#shared/rules/facts'
import type { Setting } from '#shared/wire/source-plane'

const item = (id: string, value: string): ComparedItem => ({
  key: 'k',
  id,
  area: 'setting',
  title: id,
  place: '',
  facts: [{ field: 'sourceValue', lines: [value], same: value }],
})
const collection = (...values: string[]): Setting => ({
  family: 'collection-configuration-settings',
  row: { id: 'c', title: 'Many', ethos: [], sourceSettings: values.map((value) => ({ title: `Title ${value}`, value })) },
})
const mapping = (title: string, hub: string | undefined, source: string, resources = ['a', 'b']): Setting => ({
  family: 'mapping-settings',
  row: {
    id: 'm',
    title,
    ethos: { resources: resources.map((resource) => ({ resource })), ...(hub === undefined ? {} : { enumeration: hub }) },
    source: { value: source },
  },
})

describe('pairing', () => {
  it('puts what says the same together, then what has one id, then the rest in its order', () => {
    const pairs = pairUp([item('1', 'x'), item('2', 'y'), item('3', 'z')], [item('2', 'q'), item('9', 'x'), item('8', 'w'), item('7', 'v')])
    expect(pairs.map(({ outcome, left, right }) => `${outcome} ${left?.[0]?.lines[0] ?? '-'} ${right?.[0]?.lines[0] ?? '-'}`)).toEqual([
      'same x x',
      'different y q',
      'different z w',
      'new - v',
    ])
  })

  it('loses nothing, makes nothing up, and is the same turned round', () => {
    const items = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom('x', 'y', 'z')), { maxLength: 8 })
      .map((all) => all.map(([id, value]) => item(`${id}`, value)))
    fc.assert(
      fc.property(items, items, (left, right) => {
        const pairs = pairUp(left, right)
        expect(pairs.filter((pair) => pair.left !== null)).toHaveLength(left.length)
        expect(pairs.filter((pair) => pair.right !== null)).toHaveLength(right.length)
        const back = pairUp(right, left)
        const count = (all: typeof pairs, outcome: string) => all.filter((pair) => pair.outcome === outcome).length
        expect([count(pairs, 'new'), count(pairs, 'missing'), count(pairs, 'same')]).toEqual([
          count(back, 'missing'),
          count(back, 'new'),
          count(back, 'same'),
        ])
        // With enough on both sides nothing stays alone that could be paired.
        expect(count(pairs, 'new') === 0 || count(pairs, 'missing') === 0).toBe(true)
      }),
    )
  })

  it('tells of what differs only the facts that do', () => {
    const left = { ...item('1', 'x'), facts: [{ field: 'name' as const, lines: ['A'], same: 'A' }, ...item('1', 'x').facts] }
    const right = { ...item('1', 'y'), facts: [{ field: 'name' as const, lines: ['A'], same: 'A' }, ...item('1', 'y').facts] }
    expect(pairUp([left], [right])).toMatchObject([{ left: [{ field: 'sourceValue', lines: ['x'] }], right: [{ lines: ['y'] }] }])
  })
})

describe('what is the same', () => {
  it('does not hang on the order of a list, though a history tells it', () => {
    const [one, other] = [settingFacts(collection('A', 'B')), settingFacts(collection('B', 'A'))]
    expect([sameFacts(one, other), readSame(one, other)]).toEqual([true, false])
    expect(sameFacts(settingFacts(collection('A', 'A')), settingFacts(collection('A')))).toBe(false)
  })

  it('does not hang on the words of a value', () => {
    expect(sameFacts(settingFacts(mapping('T', 'home', 'H')), settingFacts({ ...mapping('T', 'home', 'H') }))).toBe(true)
  })

  it('of a key has nothing of its value, and no fact of another kind of restriction', () => {
    const key = { id: 'k', hint: 'a…b', addedBy: 'kim', addedOn: '', restriction: { mode: 'unrestricted' as const } }
    expect(sameFacts(keyFacts(key), keyFacts({ ...key, restriction: { mode: 'restricted', addresses: [] } }))).toBe(false)
    expect(JSON.stringify(toldRow('api-key', 'k', { ...key, value: 'secret' }))).not.toContain('secret')
  })
})

describe('across tenants', () => {
  it('a mapping is known by the side that is not edited', () => {
    expect(keyOfSetting(mapping('T', 'home', 'H'), 'canonical')).toBe(keyOfSetting(mapping('T', 'other', 'H', ['b', 'a']), 'canonical'))
    expect(keyOfSetting(mapping('T', 'home', 'H'), 'canonical')).not.toBe(keyOfSetting(mapping('T', 'home', 'X'), 'canonical'))
    expect(keyOfSetting(mapping('T', 'home', 'H'), 'source-value')).toBe(keyOfSetting(mapping('T', 'home', 'X'), 'source-value'))
    expect(keyOfSetting(mapping('T', 'home', 'H', ['a']), 'canonical')).not.toBe(
      keyOfSetting(mapping('T', 'home', 'H', ['b']), 'canonical'),
    )
  })

  it('a key is known by its label or its restriction, a code by the code of the source', () => {
    const restricted = (...addresses: string[]) => ({
      id: 'k',
      hint: '',
      addedBy: '',
      addedOn: '',
      restriction: { mode: 'restricted' as const, addresses },
    })
    expect(keyOfApiKey(restricted('a', 'b'), '')).toBe(keyOfApiKey(restricted('b', 'a', 'a'), ''))
    expect(keyOfApiKey(restricted('a'), 'Nightly')).toBe(keyOfApiKey(restricted('b'), ' Nightly'))
    expect(keyOfApiKey(restricted(), '')).not.toBe(keyOfApiKey({ ...restricted(), restriction: { mode: 'unrestricted' } }, ''))
    expect(keyOfCode({ id: '1', title: 'Chile', code: 'CL' })).toBe(keyOfCode({ id: '2', title: 'CHILE', code: 'CL' }))
    expect(keyOfCode({ id: '1', title: 'Chile', code: '' })).not.toBe(keyOfCode({ id: '1', title: 'Peru', code: '' }))
  })

  it('bookkeeping is not told', () => {
    expect(toldRow('endpoint-check', 'x', {})).toBeNull()
  })
})
