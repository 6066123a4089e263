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
/** One value of a setting on the source's side; a collection or compound row has several. */
export type SourceValue = { title: string; value: string; origin: string }

/** The values of a setting, in the row's order; none when it is not set. */
export function sourceValues(setting: Setting): SourceValue[] {
  switch (setting.family) {
    case 'collection-configuration-settings':
      return setting.row.sourceSettings.map(({ title = '', value }) => ({
        title,
        value,
        origin: originOf(setting.options?.sourceOptions, value),
      }))
    case 'compound-configuration-settings': {
      const { pairedSettings, associatedSettings } = setting.row.source
      const columns = setting.options?.source
      return (associatedSettings ?? pairedSettings ?? []).map((pair) => ({
        title: joined([pair.primaryTitle ?? '', pair.secondaryTitle, pair.tertiaryTitle]),
        value: joined([pair.primaryValue, pair.secondaryValue, pair.tertiaryValue]),
        origin: joined([columns?.primaryValue.origin ?? '', columns?.secondaryValue.origin, columns?.tertiaryValue?.origin]),
      }))
    }
    case 'mapping-settings':
    case 'default-settings':
    case 'configuration-settings': {
      const { source } = setting.row
      return source
        ? [{ title: source.title ?? '', value: source.value, origin: originOf(setting.options?.sourceOptions, source.value) }]
        : []
    }
  }
}

/** Whether somebody has to look at it: see hub-contract, "Two kinds of source". */
export function settingState(setting: Setting): SettingState {
  const values = sourceValues(setting)
  const [first] = values
  if (!first || values.every(({ value }) => value === '')) return 'not-set'
  if (first.value === NEVER_CONFIGURED) return 'update-me'
  if (NOT_IN_USE.test(first.value)) return 'not-in-use'
  if (setting.family === 'mapping-settings' && !setting.row.ethos.enumeration) return 'unmapped'
  return 'set'
}

/** A setting as readable lines for one resource: one for each property of it that the setting speaks of. */
export function settingLines(setting: Setting, resource: string): SettingLine[] {
  const { family, row } = setting
  const values = sourceValues(setting)
  const all = resourcesOf(setting)
  const properties = [...new Set(all.filter((of) => of.resource === resource).map((of) => of.propertyName ?? ''))]
  return properties.map((property) => ({
    id: row.id,
    family,
    tab: tabOf(family),
    title: row.title,
    description: row.description ?? '',
    property,
    hubValue: family === 'mapping-settings' ? (setting.row.ethos.enumeration ?? '') : '',
    sourceTitle: values.map(({ title }) => title).join(', '),
    sourceValue: values.map(({ value }) => value).join(', '),
    origin: [...new Set(values.map(({ origin }) => origin))].join(', '),
    state: settingState(setting),
    sharedWith: [...new Set(all.map((of) => of.resource))].filter((name) => name !== resource),
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
  const counts = new Map<string, number>()
  for (const setting of settings)
    for (const resource of new Set(resourcesOf(setting).map((of) => of.resource))) counts.set(resource, (counts.get(resource) ?? 0) + 1)

  return owned.map(({ name, versions, deprecated }) => {
    const settingCount = counts.get(name) ?? 0
    const reason = noLinkReason({ checked, allOk, listed: listed.has(name), settingCount })
    return { name, versions, deprecated, settingCount, configurable: reason === null, ...(reason === null ? {} : { noLinkReason: reason }) }
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

const originOf = (options: readonly SourceOption[] | undefined, value: string) =>
  options?.find((option) => option.value === value)?.origin ?? ''
const joined = (parts: (string | undefined)[]) => parts.filter((part) => part !== undefined).join(' / ')
