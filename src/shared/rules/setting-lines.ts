import type { z } from 'zod'
import type { NoLinkReason, OwnedResource, SettingLine, SettingTab } from '../contract/resources'
import type { WireOwnedResource } from '../wire/administration-plane'
import { SETTING_FAMILIES, type SettingFamily } from '../wire/media-types'
import { NEVER_CONFIGURED, NOT_IN_USE, type ResourceProperty, type Setting, type SourceOption } from '../wire/source-plane'

/** Mapping rows are Value Transformation, default rows Resource Defaults, the three configuration families API Behaviors. */
export const tabOf = (family: SettingFamily): SettingTab =>
  family === 'mapping-settings' ? 'value-transformation' : family === 'default-settings' ? 'resource-defaults' : 'api-behaviors'

/** The resources, and where told their property, that a setting speaks of. */
export function resourcesOf(setting: Setting): ResourceProperty[] {
  switch (setting.family) {
    case 'mapping-settings':
      return setting.row.ethos.resources
    case 'configuration-settings':
      return setting.row.ethos.resources.map((resource) => ({ resource }))
    case 'default-settings':
    case 'compound-configuration-settings':
    case 'collection-configuration-settings':
      return setting.row.ethos
  }
}

export type SettingState = SettingLine['state']

/**
 * One value on the source's side: one item of a collection, one pair or triple of a compound row. The lists have a place
 * for each column of it: one, or two or three for compound rows, where `''` stands for what is not filled in.
 */
export type SourceItem = { titles: readonly string[]; values: readonly string[]; origins: readonly string[] }

/** The values of a setting, in the row's order; none when it is not set. */
export function sourceItems(setting: Setting): SourceItem[] {
  switch (setting.family) {
    case 'compound-configuration-settings':
      return compoundItems(setting)
    case 'collection-configuration-settings':
      return setting.row.sourceSettings.map((source) => singleItem(source, setting.options?.sourceOptions))
    case 'mapping-settings':
    case 'default-settings':
    case 'configuration-settings':
      return setting.row.source ? [singleItem(setting.row.source, setting.options?.sourceOptions)] : []
  }
}

/** The hub's side of a mapping; `''` for a row that is not mapped and for the other families. */
export const hubValueOf = (setting: Setting): string => (setting.family === 'mapping-settings' ? (setting.row.ethos.enumeration ?? '') : '')

/**
 * Whether somebody has to look at it: see hub-contract, "Two kinds of source". One value that was never configured makes
 * the whole row so; a row is not in use only when all its values are. The first column of a compound row is what a value
 * is given for, so a row with nothing beside it sets nothing.
 */
export function settingState(setting: Setting): SettingState {
  if (setting.family === 'mapping-settings' && hubValueOf(setting) === '') return 'unmapped'
  const items = sourceItems(setting)
  const set = (
    setting.family === 'compound-configuration-settings'
      ? items.flatMap(({ values }) => values.slice(1))
      : items.flatMap(({ values }) => values)
  ).filter((value) => value !== '')
  if (set.length === 0) return 'not-set'
  if (items.some(({ values }) => values.includes(NEVER_CONFIGURED))) return 'update-me'
  return set.every((value) => NOT_IN_USE.test(value)) ? 'not-in-use' : 'set'
}

/** What somebody still has to decide. “Not in use” was decided. */
export const needsAttention = (state: SettingState): boolean => state === 'not-set' || state === 'update-me' || state === 'unmapped'

/** A setting as readable lines for one resource: one for each property of it that the setting speaks of. */
export function settingLines(setting: Setting, resource: string): SettingLine[] {
  const { family, row } = setting
  const items = sourceItems(setting)
  const all = resourcesOf(setting)
  const properties = distinct(all.filter((of) => of.resource === resource).map((of) => of.propertyName ?? ''))
  return properties.map((property) => ({
    id: row.id,
    family,
    tab: tabOf(family),
    title: row.title,
    description: row.description ?? '',
    property,
    hubValue: hubValueOf(setting),
    sourceTitle: items.map(({ titles }) => inOneLine(titles)).join(', '),
    sourceValue: items.map(({ values }) => inOneLine(values)).join(', '),
    origin: distinct(items.map(({ origins }) => inOneLine(origins)).filter((origin) => origin !== '')).join(', '),
    state: settingState(setting),
    sharedWith: distinct(all.map((of) => of.resource)).filter((name) => name !== resource),
  }))
}

type Configurable = {
  /** What `/resources` listed; undefined when that call failed. */
  sourceResources: readonly string[] | undefined
  familyOk: Record<SettingFamily, boolean>
  /** False before the source was asked for the first time. */
  checked: boolean
  settings: readonly Setting[]
  owned: readonly WireOwnedResource[]
}

/**
 * The hyperlink rule (source docs, "Troubleshooting API settings"): a resource is a link when the source lists it and all
 * five families answer 2xx to their options type; one failure takes every link away. Without a setting there is nothing
 * behind a link, so it has none.
 */
export function configurableResources({ sourceResources, familyOk, checked, settings, owned }: Configurable): OwnedResource[] {
  const listed = new Set(sourceResources)
  const allOk = sourceResources !== undefined && SETTING_FAMILIES.every((family) => familyOk[family])
  const counts = new Map<string, { all: number; attention: number }>()
  for (const setting of settings) {
    const attention = needsAttention(settingState(setting)) ? 1 : 0
    for (const resource of new Set(resourcesOf(setting).map((of) => of.resource))) {
      const count = counts.get(resource) ?? { all: 0, attention: 0 }
      counts.set(resource, { all: count.all + 1, attention: count.attention + attention })
    }
  }

  return owned.map(({ name, versions, deprecated }) => {
    const { all: settingCount, attention: attentionCount } = counts.get(name) ?? { all: 0, attention: 0 }
    const reason = noLinkReason({ checked, allOk, listed: listed.has(name), settingCount })
    return {
      name,
      versions,
      deprecated,
      settingCount,
      attentionCount,
      configurable: reason === null,
      ...(reason === null ? {} : { noLinkReason: reason }),
    }
  })
}

function noLinkReason(of: {
  checked: boolean
  allOk: boolean
  listed: boolean
  settingCount: number
}): z.infer<typeof NoLinkReason> | null {
  if (!of.checked) return 'not-checked'
  if (!of.allOk) return 'endpoint-failed'
  if (!of.listed) return 'not-listed-by-source'
  return of.settingCount === 0 ? 'no-settings' : null
}

function compoundItems({ row, options }: Extract<Setting, { family: 'compound-configuration-settings' }>): SourceItem[] {
  const { pairedSettings = [], associatedSettings = [] } = row.source
  const { primaryValue, secondaryValue, tertiaryValue } = options?.source ?? {}
  const columns = [primaryValue, secondaryValue, tertiaryValue]
  const isTriple = associatedSettings.length > 0
  return (isTriple ? associatedSettings : pairedSettings).map((pair) => {
    const cells = [
      { title: pair.primaryTitle, value: pair.primaryValue },
      { title: pair.secondaryTitle, value: pair.secondaryValue ?? '' },
      { title: pair.tertiaryTitle, value: pair.tertiaryValue ?? '' },
    ].slice(0, isTriple ? 3 : 2)
    return {
      titles: cells.map(({ title, value }, index) => title ?? optionOf(columns[index]?.sourceOptions, value)?.title ?? ''),
      values: cells.map(({ value }) => value),
      // Some sources name the origin once for the column, others with each option.
      origins: cells.map(({ value }, index) => columns[index]?.origin ?? optionOf(columns[index]?.sourceOptions, value)?.origin ?? ''),
    }
  })
}

function singleItem(
  { title, value }: { title?: string | undefined; value: string },
  options: readonly SourceOption[] | undefined,
): SourceItem {
  const option = optionOf(options, value)
  return { titles: [title ?? option?.title ?? ''], values: [value], origins: [option?.origin ?? ''] }
}

const optionOf = (options: readonly SourceOption[] | undefined, value: string) => options?.find((option) => option.value === value)
const distinct = (texts: readonly string[]) => [...new Set(texts)]
/** For the screen only; an export keeps the columns apart in a way that can be read back. */
const inOneLine = (cells: readonly string[]) => (cells.every((cell) => cell === '') ? '' : cells.map((cell) => cell || '–').join(' / '))
