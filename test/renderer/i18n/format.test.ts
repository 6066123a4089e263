import { describe, expect, test } from 'vitest'
import { createFormat, localeFor } from '../../../src/renderer/i18n/format'

const now = Date.parse('2026-11-24T09:44:00Z')
const before = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
const format = createFormat('en-GB')
const DAY = 24 * 60

describe('how long ago', () => {
  test.each([
    [0, 'now'],
    [-90, 'now'],
    [3, '3 minutes ago'],
    [59, '59 minutes ago'],
    [60, '1 hour ago'],
    [3 * DAY, '3 days ago'],
    [100 * DAY, '3 months ago'],
    [3 * 366 * DAY, '3 years ago'],
  ])('%s minutes before is "%s"', (minutes, words) => {
    expect(format.ago(before(minutes), now)).toBe(words)
  })
})

describe('the age of a key', () => {
  test.each([
    [0, '0 days'],
    [1, '1 day'],
    [114, '114 days'],
    [2880, '7 yrs 10 mths'],
  ])('%s days', (days, words) => {
    expect(format.age(before(days * DAY), now)).toBe(words)
  })
})

test('the clock names the day only when it is not today', () => {
  expect(format.clock(before(3), now)).toMatch(/^\d?\d:\d\d$/)
  expect(format.clock(before(3 * DAY), now)).toMatch(/^21 Nov 2026, /)
})

test('what is no date is shown as it came', () => {
  expect(format.date('unknown')).toBe('unknown')
  expect(format.ago('', now)).toBe('')
})

test('counts of addresses stay readable however many', () => {
  expect(format.count(95n)).toBe('95')
  expect(format.count(2n ** 32n)).toBe('4,294,967,296')
  expect(format.count(2n ** 64n)).toBe('1.8 × 10¹⁹')
})

test('the locale is the person’s as long as it speaks the language of the catalogue', () => {
  expect(localeFor('en', ['de-DE', 'en-AU'])).toBe('en-AU')
  expect(localeFor('en', ['de-DE', 'eng-XX'])).toBe('en')
})
