import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { configurableResources, resourcesOf, settingLines, settingState, sourceItems, tabOf } from '#shared/rules/setting-lines'
import { SETTING_FAMILIES, type SettingFamily } from '#shared/wire/media-types'
import { FAMILY_SCHEMAS, type CompoundRow, type Setting } from '#shared/wire/source-plane'

const ofResource = { resource: 'courses', propertyName: 'level' }
const head = { id: 'id-1', title: 'Title' }
const mapping = (enumeration?: string, value?: string): Setting => ({
  family: 'mapping-settings',
  row: {
    ...head,
    ethos: { resources: [ofResource], ...(enumeration === undefined ? {} : { enumeration }) },
    ...(value === undefined ? {} : { source: { value } }),
  },
})
const byDefault = (value?: string): Setting => ({
  family: 'default-settings',
  row: { ...head, ethos: [ofResource], ...(value === undefined ? {} : { source: { value } }) },
})
const collection = (...values: string[]): Setting => ({
  family: 'collection-configuration-settings',
  row: { ...head, ethos: [ofResource], sourceSettings: values.map((value) => ({ value })) },
})
const compound = (source: Partial<CompoundRow['source']>): Setting => ({
  family: 'compound-configuration-settings',
  row: { ...head, ethos: [ofResource], source: { primaryDisplayLabel: 'Subject', secondaryDisplayLabel: 'Department', ...source } },
})

describe('the state of a setting', () => {
  test.each<[string, Setting, string]>([
    ['a mapped row', mapping('home', 'HO'), 'set'],
    ['a row of a canonical source that is not mapped', mapping(undefined, 'HO'), 'unmapped'],
    ['a mapping that was never configured', mapping('home', 'UPDATE_ME'), 'update-me'],
    ['a mapping that is not used', mapping('home', 'NOT_IN_USE_01'), 'not-in-use'],
    ['a mapping without a source value', mapping('home'), 'not-set'],
    ['a default without a source', byDefault(), 'not-set'],
    ['a default with an empty value', byDefault(''), 'not-set'],
    ['a value that only looks like the marks', byDefault('NOT_IN_USE_'), 'set'],
    ['an empty collection', collection(), 'not-set'],
    ['a collection', collection('A', 'B'), 'set'],
    ['a collection with one value never configured', collection('A', 'UPDATE_ME'), 'update-me'],
    ['a collection partly in use', collection('A', 'NOT_IN_USE_02'), 'set'],
    ['a compound row without pairs', compound({}), 'not-set'],
    ['a compound row with nothing beside its first column', compound({ pairedSettings: [{ primaryValue: 'MATH' }] }), 'not-set'],
    ['a compound row', compound({ pairedSettings: [{ primaryValue: 'MATH' }, { primaryValue: 'NURS', secondaryValue: 'N' }] }), 'set'],
    ['a compound row never configured', compound({ pairedSettings: [{ primaryValue: 'MATH', secondaryValue: 'UPDATE_ME' }] }), 'update-me'],
  ])('%s', (_, setting, state) => expect(settingState(setting)).toBe(state))
})

describe('a setting as lines', () => {
  test('has one line for each property of the resource and says who shares it', () => {
    const setting: Setting = {
      family: 'default-settings',
      row: {
        ...head,
        description: 'What for.',
        ethos: [ofResource, { resource: 'courses', propertyName: 'credits' }, { resource: 'sections' }, ofResource],
        source: { title: 'First year', value: '100' },
      },
      options: { id: 'id-1', ethos: [], sourceOptions: [{ title: 'First year', value: '100', origin: 'LEVELS' }] },
    }
    const lines = settingLines(setting, 'courses')
    expect(lines.map(({ property }) => property)).toEqual(['level', 'credits'])
    expect(lines[0]).toEqual({
      id: 'id-1',
      family: 'default-settings',
      tab: 'resource-defaults',
      title: 'Title',
      description: 'What for.',
      property: 'level',
      hubValue: '',
      sourceTitle: 'First year',
      sourceValue: '100',
      origin: 'LEVELS',
      state: 'set',
      sharedWith: ['sections'],
    })
    expect(settingLines(setting, 'persons')).toEqual([])
  })

  test('joins the values of a collection and the columns of a compound row', () => {
    expect(settingLines(collection('A', 'B'), 'courses')).toMatchObject([{ sourceValue: 'A, B', tab: 'api-behaviors' }])
    const triple = compound({
      associatedSettings: [{ primaryTitle: 'Undergraduate', primaryValue: 'UG', tertiaryTitle: 'Active', tertiaryValue: 'A' }],
    })
    expect(settingLines(triple, 'courses')).toMatchObject([{ sourceTitle: 'Undergraduate / – / Active', sourceValue: 'UG / – / A' }])
    expect(sourceItems(triple)).toEqual([{ titles: ['Undergraduate', '', 'Active'], values: ['UG', '', 'A'], origins: ['', '', ''] }])
  })

  test('takes a title that the row leaves out from the options', () => {
    const setting: Setting = {
      ...byDefault('100'),
      family: 'default-settings',
      row: { ...head, ethos: [ofResource], source: { value: '100' } },
      options: { id: 'id-1', ethos: [], sourceOptions: [{ title: 'First year', value: '100' }] },
    }
    expect(settingLines(setting, 'courses')).toMatchObject([{ sourceTitle: 'First year', origin: '' }])
  })

  test('every family of the sample sources has lines under its tab', async () => {
    for (const family of SETTING_FAMILIES) {
      const rows = FAMILY_SCHEMAS[family].row.array().parse(JSON.parse(await readFile(`src/sandbox/seed/data/${family}.json`, 'utf8')))
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows) {
        // The schema of a family gives the row of that family; TypeScript does not pair the two in a loop.
        const setting = { family, row } as Setting
        for (const { resource } of resourcesOf(setting)) {
          const lines = settingLines(setting, resource)
          expect(lines.length).toBeGreaterThan(0)
          expect(lines.every(({ tab }) => tab === tabOf(family))).toBe(true)
        }
      }
    }
  })
})

describe('which resources are hyperlinks', () => {
  const allOk = Object.fromEntries(SETTING_FAMILIES.map((family) => [family, true])) as Record<SettingFamily, boolean> // one entry for each family
  const owned = ['courses', 'sections', 'persons'].map((name) => ({ name, versions: ['1.0.0'], deprecated: false }))
  const given = { sourceResources: ['courses', 'sections'], familyOk: allOk, checked: true, settings: [byDefault('1')], owned }
  const reasons = (over: Partial<typeof given> | { sourceResources: undefined }) =>
    configurableResources({ ...given, ...over }).map(({ configurable, noLinkReason }) => (configurable ? 'link' : noLinkReason))

  test('those that the source lists, that have settings, when all five endpoints answer', () => {
    expect(reasons({})).toEqual(['link', 'no-settings', 'not-listed-by-source'])
    expect(configurableResources(given)[0]).toEqual({
      name: 'courses',
      versions: ['1.0.0'],
      deprecated: false,
      settingCount: 1,
      attentionCount: 0,
      configurable: true,
    })
  })

  test.each(SETTING_FAMILIES)('none when %s fails', (family) => {
    expect(reasons({ familyOk: { ...allOk, [family]: false } })).toEqual(['endpoint-failed', 'endpoint-failed', 'endpoint-failed'])
  })

  test('none when the list of resources itself fails, or nothing was asked yet', () => {
    expect(reasons({ sourceResources: undefined })).toEqual(['endpoint-failed', 'endpoint-failed', 'endpoint-failed'])
    expect(reasons({ checked: false })).toEqual(['not-checked', 'not-checked', 'not-checked'])
  })
})
