import { expect, test } from 'vitest'
import type { Fact } from '#shared/contract/history'
import { factChanges, factLines, factsInLine, tellingFacts } from '../../../src/renderer/facts/fact-words'

// Says which words it was asked for.
const t = ((key: string, more?: object) => (more ? `${key} ${JSON.stringify(more)}` : key)) as unknown as Parameters<typeof factLines>[0]
const fact = (field: Fact['field'], ...lines: string[]): Fact => ({ field, lines })

test.each([
  [fact('unrestricted'), ['word.unrestricted']],
  [fact('addresses'), ['word.denied']],
  [fact('addresses', '192.0.2.1', '192.0.2.2'), ['192.0.2.1', '192.0.2.2']],
  [fact('authentication', 'none'), ['word.none']],
  [fact('authentication', 'basic'), ['word.basic']],
  [fact('authentication', 'basic', 'kim'), ['word.basicUser {"username":"kim"}']],
  [fact('sourceKind', 'source-value'), ['word.source-value']],
  [fact('sourceKind'), ['word.none']],
  [fact('deprecated', 'yes'), ['word.yes']],
  [fact('name'), ['word.none']],
  [fact('isoCode'), ['word.notSet']],
  [
    fact('sourceValue', 'UPDATE_ME', 'NOT_IN_USE_01', 'Yes (Y)', ''),
    ['word.neverConfigured', 'word.notInUse {"mark":"NOT_IN_USE_01"}', 'Yes (Y)', 'word.notSet'],
  ],
])('%j is told as %j', (given, lines) => expect(factLines(t, given)).toEqual(lines))

test('of several facts each is named in a line; one alone needs no name', () => {
  expect(factsInLine(t, [fact('isoCode', 'CHL')])).toBe('CHL')
  expect(factsInLine(t, [fact('name', 'A'), fact('versions', '1', '2')])).toBe('field.name: A · field.versions: 1, 2')
})

test('what differs stands side by side, a restriction beside another kind of restriction', () => {
  expect(factChanges([fact('label', 'a'), fact('addresses', '1.1.1.1')], [fact('label', 'a'), fact('unrestricted')])).toEqual([
    { before: fact('addresses', '1.1.1.1'), after: fact('unrestricted') },
  ])
})

test('what is empty and says nothing is left out of what is new', () => {
  expect(tellingFacts([fact('label'), fact('description'), fact('addresses')])).toEqual([fact('addresses')])
})
