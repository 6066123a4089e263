import { describe, expect, it } from 'vitest'
import { broughtUpToSet, entriesFromSet, isSameList } from '#shared/rules/address-sets'

describe('a key that was made from a set', () => {
  it('knows which entries came from it, however they are written', () => {
    expect(entriesFromSet(['10.0.0.5/24', '192.0.2.1', '10.0.0.0/24'], ['10.0.0.0/24'], [])).toEqual(['10.0.0.5/24', '10.0.0.0/24'])
  })

  it('still knows one that the set dropped meanwhile', () => {
    expect(entriesFromSet(['10.0.0.1', '10.0.0.2', '10.0.0.3'], ['10.0.0.2'], ['10.0.0.1'])).toEqual(['10.0.0.1', '10.0.0.2'])
  })

  it('gets what the set has now and keeps what it has beside it', () => {
    expect(broughtUpToSet(['10.0.0.1', '10.0.0.2', '192.0.2.9'], ['10.0.0.2', '10.0.0.3'], ['10.0.0.1', '10.0.0.2'])).toEqual([
      '10.0.0.2',
      '10.0.0.3',
      '192.0.2.9',
    ])
  })

  it('loses nothing when it is not known what came from the set', () => {
    expect(broughtUpToSet(['10.0.0.1'], ['10.0.0.2'], [])).toEqual(['10.0.0.2', '10.0.0.1'])
  })
})

it('two lists are the same by their addresses', () => {
  expect(isSameList(['10.0.0.0/31'], ['10.0.0.1', '10.0.0.0'])).toBe(true)
  expect(isSameList(['10.0.0.0/31'], ['10.0.0.1'])).toBe(false)
})
