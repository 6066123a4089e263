import { describe, expect, test } from 'vitest'
import {
  addressesOf,
  addText,
  applyMerging,
  emptyDraft,
  isBad,
  readDraft,
  removeChip,
  replaceChip,
  takeFinished,
  withRefusals,
  type Draft,
} from '../../../../src/renderer/features/keys/address-draft'

const draftOf = (text: string): Draft => addText(emptyDraft, text)
const texts = ({ chips }: Draft) => chips.map(({ text }) => text)

describe('typing', () => {
  test('a comma finishes an entry and leaves an empty field', () => {
    const { draft, rest } = takeFinished(emptyDraft, '198.51.100.7,')
    expect(texts(draft)).toEqual(['198.51.100.7'])
    expect(rest).toBe('')
  })
  test('an entry that is not finished stays in the field', () => {
    expect(takeFinished(emptyDraft, '198.51.')).toEqual({ draft: emptyDraft, rest: '198.51.' })
  })
  test('a space finishes an entry once something follows it', () => {
    expect(takeFinished(emptyDraft, '198.51.100.7 ').rest).toBe('198.51.100.7 ')
    const { draft, rest } = takeFinished(emptyDraft, '198.51.100.7 2')
    expect(texts(draft)).toEqual(['198.51.100.7'])
    expect(rest).toBe('2')
  })
  test('the spaces of a range do not part it', () => {
    expect(takeFinished(emptyDraft, '10.0.0.1 - 10.0.0.9')).toEqual({ draft: emptyDraft, rest: '10.0.0.1 - 10.0.0.9' })
    expect(texts(draftOf('10.0.0.1 - 10.0.0.9'))).toEqual(['10.0.0.1-10.0.0.9'])
  })
})

describe('pasting', () => {
  test('commas, spaces, semicolons and new lines part entries; bad ones are kept and marked', () => {
    const draft = draftOf('198.51.100.7, 10.0.0.300; 1.2\n2001:DB8::1')
    expect(texts(draft)).toEqual(['198.51.100.7', '10.0.0.300', '1.2', '2001:db8::1'])
    expect(draft.chips.filter(isBad).map(({ text }) => text)).toEqual(['10.0.0.300', '1.2'])
    expect(draft.chips[1]?.fault).toContain('10.0.0.300')
  })
  test('nothing but separators adds nothing', () => {
    expect(addText(emptyDraft, ' ,\n; ')).toBe(emptyDraft)
  })
  test('equal entries stay apart, so that one can be removed', () => {
    const draft = draftOf('198.51.100.7 198.51.100.7')
    expect(new Set(draft.chips.map(({ id }) => id)).size).toBe(2)
    expect(texts(removeChip(draft, draft.chips[0]!.id))).toEqual(['198.51.100.7'])
  })
})

describe('reading the list', () => {
  test('counts entries and the different addresses they let in', () => {
    const reading = readDraft(draftOf('198.51.100.7 203.0.113.64-203.0.113.95 bad'))
    expect(reading.entryCount).toBe(2)
    expect(reading.addressCount).toBe(33n)
    expect(reading.bad.map(({ text }) => text)).toEqual(['bad'])
  })
  test('merging says the same addresses shorter and keeps what is still wrong', () => {
    const draft = draftOf('203.0.113.7 bad 203.0.113.0/24')
    const { merging } = readDraft(draft)
    expect(merging.suggestions.map(({ code }) => code)).toEqual(['contained'])
    const merged = applyMerging(draft, merging.merged)
    expect(texts(merged)).toEqual(['203.0.113.0/24', 'bad'])
    expect(new Set(merged.chips.map(({ id }) => id)).size).toBe(2)
  })
  test('warns of an entry and offers what it means', () => {
    const draft = draftOf('8.8.8.8/24')
    const found = readDraft(draft).warnings.find(({ warning }) => warning.code === 'host-bits')
    expect(found?.warning.means).toBe('8.8.8.0/24')
    expect(texts(replaceChip(draft, found!.chip.id, '8.8.8.0/24'))).toEqual(['8.8.8.0/24'])
  })
})

describe('faults of the hub', () => {
  const refused = withRefusals(draftOf('198.51.100.7 198.51.100.8'), [{ path: 'restriction.addresses.1', message: 'is taken' }])
  test('land on the entry they speak of', () => {
    expect(refused.chips.map(({ refused: said }) => said)).toEqual([null, 'is taken'])
    expect(refused.chips.map(isBad)).toEqual([false, true])
  })
  test('are gone once the entry is another or they are answered', () => {
    expect(replaceChip(refused, refused.chips[1]!.id, '198.51.100.9').chips.some(isBad)).toBe(false)
    expect(withRefusals(refused, []).chips.some(isBad)).toBe(false)
  })
})

test('what is sent is what the editor shows, in its order', () => {
  expect(addressesOf(draftOf('2001:DB8::0, 10.0.0.1 - 10.0.0.9'))).toEqual(['2001:db8::', '10.0.0.1-10.0.0.9'])
})
