import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { table } from '../bench/measure.mjs'
import { isMet, median, ratioOf } from '../bench/stats.mjs'

describe('median', () => {
  it('is the middle value, or the mean of the two middle ones', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([4, 1, 2, 9])).toBe(3)
  })
  it('leaves the measurements in their order', () => {
    const values = [3, 1, 2]
    median(values)
    expect(values).toEqual([3, 1, 2])
  })
  it('refuses nothing at all', () => expect(() => median([])).toThrow())
})

describe('ratioOf', () => {
  const pairs = Array.from({ length: 15 }, (_, index) => ({ ours: 120 + (index % 5), reference: 100 }))

  it('gives the median of the paired ratios inside its interval', () => {
    const { ratio, low, high } = ratioOf(pairs)
    expect(ratio).toBe(1.22)
    expect(low).toBeLessThanOrEqual(ratio)
    expect(high).toBeGreaterThanOrEqual(ratio)
  })
  it('gives the same interval for the same measurements', () => expect(ratioOf(pairs)).toEqual(ratioOf(pairs)))
  it('has an interval of no width when every pair agrees', () => {
    expect(ratioOf(pairs.map(() => ({ ours: 3, reference: 2 })))).toEqual({ ratio: 1.5, low: 1.5, high: 1.5 })
  })
  it('does not mind a slow machine that slows both sides of a pair', () => {
    const noisy = pairs.map(({ ours, reference }, index) => ({ ours: ours * (1 + index), reference: reference * (1 + index) }))
    expect(ratioOf(noisy).ratio).toBeCloseTo(ratioOf(pairs).ratio)
  })
  it('never leaves the range of the ratios', () => {
    const value = fc.double({ min: 1, max: 1_000, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.record({ ours: value, reference: value }), { minLength: 1, maxLength: 20 }), (some) => {
        const ratios = some.map(({ ours, reference }) => ours / reference)
        const { low, high } = ratioOf(some, { rounds: 200 })
        expect(low).toBeGreaterThanOrEqual(Math.min(...ratios))
        expect(high).toBeLessThanOrEqual(Math.max(...ratios))
      }),
      { numRuns: 50 },
    )
  })
})

describe('a target', () => {
  it('is missed only when the lower bound is above it', () => {
    expect(isMet({ low: 1.29 }, 1.3)).toBe(true)
    expect(isMet({ low: 1.3 }, 1.3)).toBe(true)
    expect(isMet({ low: 1.31 }, 1.3)).toBe(false)
  })
  it('that cannot be measured yet says why in its row', () => {
    const scenario = { id: '9', title: 'refresh', target: 0.25, notYet: 'no sync yet' }
    expect(table([{ scenario }]).split('\n')[1]).toBe('9 | refresh | –     | –             | ≤ 0.25 | no sync yet')
  })
})
