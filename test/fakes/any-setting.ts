import fc from 'fast-check'
import type { Setting } from '#shared/wire/source-plane'

// As in settings-csv.test.ts: texts that would break any format that was not thought through.
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...Array.from(`=+-@|%＝'";,/\\ \t\r\na1\u200B\u00A0\uFEFF`)), maxLength: 8 }),
)
const owner = fc.record({ resource: nasty, propertyName: nasty })
const owners = fc.array(owner, { maxLength: 3 })
const source = fc.record({ title: nasty, value: nasty })
const head = { id: fc.uuid(), title: nasty, description: nasty }
const labels = { primaryDisplayLabel: fc.constant('A'), secondaryDisplayLabel: fc.constant('B') }
const pair = fc.record({ primaryValue: nasty, primaryTitle: nasty, secondaryValue: nasty }, { requiredKeys: ['primaryValue'] })
const triple = fc.record({ primaryValue: nasty, secondaryValue: nasty, tertiaryValue: nasty, tertiaryTitle: nasty })
/** A setting of any of the five families. */
export const anySetting: fc.Arbitrary<Setting> = fc.oneof(
  fc.record({
    family: fc.constant('mapping-settings' as const),
    row: fc.record(
      { ...head, ethos: fc.record({ resources: owners, enumeration: nasty }, { requiredKeys: ['resources'] }), source },
      { requiredKeys: ['id', 'title', 'ethos'] },
    ),
  }),
  fc.record({
    family: fc.constant('default-settings' as const),
    row: fc.record({ ...head, ethos: owners, source }, { requiredKeys: ['id', 'title', 'ethos'] }),
  }),
  fc.record({
    family: fc.constant('configuration-settings' as const),
    row: fc.record(
      { ...head, ethos: fc.record({ resources: fc.array(nasty, { maxLength: 3 }) }), source },
      { requiredKeys: ['id', 'title', 'ethos'] },
    ),
  }),
  fc.record({
    family: fc.constant('collection-configuration-settings' as const),
    row: fc.record({ ...head, ethos: owners, sourceSettings: fc.array(source, { maxLength: 3 }) }),
  }),
  fc.record({
    family: fc.constant('compound-configuration-settings' as const),
    row: fc.record({
      ...head,
      ethos: owners,
      source: fc.oneof(
        fc.record({ ...labels, pairedSettings: fc.array(pair, { maxLength: 3 }) }),
        fc.record({ ...labels, associatedSettings: fc.array(triple, { maxLength: 3 }) }),
      ),
    }),
  }),
)
/** Settings as one source has them: no id twice. */
export const anySettings = fc.uniqueArray(anySetting, { selector: ({ row }) => row.id, maxLength: 6 })
