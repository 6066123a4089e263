import { describe, expect, it } from 'vitest'
import { foundEntries, type Entry } from '../../../../src/renderer/app/commands/palette-entries'

const entry = (id: string, title: string, over: Partial<Entry> = {}): Entry => ({
  id,
  kind: 'application',
  title,
  detail: 'Application',
  blockedBecause: null,
  run: () => undefined,
  ...over,
})
const titles = (entries: readonly Entry[]) => entries.map(({ title }) => title)
const some = [entry('1', 'Housing Portal'), entry('2', 'Portal for Housing Staff'), entry('3', 'Élan Café'), entry('4', 'Library')]

describe('what the palette finds', () => {
  it('holds every word, in any order; case and accents do not count', () => {
    expect(titles(foundEntries(some, 'PORTAL hous', []))).toEqual(['Housing Portal', 'Portal for Housing Staff'])
    expect(titles(foundEntries(some, 'cafe elan', []))).toEqual(['Élan Café'])
    expect(foundEntries(some, 'portal nowhere', [])).toEqual([])
  })

  it('is found by what it is, too', () => {
    const key = entry('k', 'Nightly job', { kind: 'key', detail: 'API key of Library' })
    expect(titles(foundEntries([...some, key], 'library', []))).toEqual(['Library', 'Nightly job'])
  })

  it('begins with recent ones, the last one first, then with names that begin so', () => {
    expect(titles(foundEntries(some, 'portal', []))).toEqual(['Portal for Housing Staff', 'Housing Portal'])
    expect(titles(foundEntries(some, 'portal', ['1']))).toEqual(['Housing Portal', 'Portal for Housing Staff'])
    expect(titles(foundEntries(some, '', ['4', '3']))).toEqual(['Library', 'Élan Café', 'Housing Portal', 'Portal for Housing Staff'])
  })

  it('puts what cannot be done last while nothing is typed, and never hides it', () => {
    const blocked = entry('0', 'Add API Key', { blockedBecause: 'Open an application first.' })
    expect(titles(foundEntries([blocked, ...some], '', []))).toEqual([...titles(some), 'Add API Key'])
    expect(titles(foundEntries([blocked, ...some], 'key', []))).toEqual(['Add API Key'])
  })
})
