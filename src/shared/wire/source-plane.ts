import { z } from 'zod'
import { Representation } from './integration-plane'

/** Plane C: what a source application serves under its base URI. Field names are the wire's. */

export const About = z.array(z.object({ name: z.string(), version: z.string() }))
export const SourceResource = z.object({ name: z.string(), representations: z.array(Representation.omit({ version: true })) })
export type SourceResource = z.infer<typeof SourceResource>

const TitledValue = z.object({ title: z.string().optional(), value: z.string() })
export const SourceOption = z.object({ title: z.string(), value: z.string(), origin: z.string().optional() })
export type SourceOption = z.infer<typeof SourceOption>
const ResourceProperty = z.object({ resource: z.string(), propertyName: z.string().optional() })
export type ResourceProperty = z.infer<typeof ResourceProperty>

const rowHead = { id: z.string(), title: z.string(), description: z.string().optional() }

export const MappingRow = z.object({
  ...rowHead,
  /** A canonical row that is not mapped has no `enumeration`. */
  ethos: z.object({ resources: z.array(ResourceProperty), enumeration: z.string().optional() }),
  source: TitledValue.optional(),
})
export const MappingOptions = z.object({
  id: z.string(),
  ethos: z.object({ resources: z.array(ResourceProperty), enumerations: z.array(z.string()).optional() }),
  sourceOptions: z.array(SourceOption).optional(),
})

export const AdvancedSearch = z.object({
  type: z.enum(['advancedSearchAvailable', 'advancedSearchRequired']),
  minSearchLength: z.number().int(),
})
export const DefaultRow = z.object({
  ...rowHead,
  ethos: z.array(ResourceProperty),
  source: TitledValue.optional(),
  advancedSearch: AdvancedSearch.optional(),
})
export const DefaultOptions = z.object({
  id: z.string(),
  ethos: z.array(ResourceProperty),
  sourceOptions: z.array(SourceOption),
})

export const ConfigurationRow = z.object({
  ...rowHead,
  ethos: z.object({ resources: z.array(z.string()) }),
  source: TitledValue.optional(),
})
export const ConfigurationOptions = z.object({
  id: z.string(),
  ethos: z.object({ resources: z.array(z.string()) }),
  sourceOptions: z.array(SourceOption),
})

const Pair = z.object({
  primaryTitle: z.string().optional(),
  primaryValue: z.string(),
  secondaryTitle: z.string().optional(),
  secondaryValue: z.string().optional(),
  tertiaryTitle: z.string().optional(),
  tertiaryValue: z.string().optional(),
})
export const CompoundRow = z.object({
  ...rowHead,
  ethos: z.array(ResourceProperty),
  source: z.object({
    primaryDisplayLabel: z.string(),
    secondaryDisplayLabel: z.string(),
    tertiaryDisplayLabel: z.string().optional(),
    /** Two columns. */
    pairedSettings: z.array(Pair).optional(),
    /** Three columns. */
    associatedSettings: z.array(Pair).optional(),
  }),
})
const OptionColumn = z.object({ origin: z.string().optional(), sourceOptions: z.array(SourceOption) })
export const CompoundOptions = z.object({
  id: z.string(),
  ethos: z.array(ResourceProperty),
  source: z.object({
    primaryValue: OptionColumn,
    secondaryValue: OptionColumn,
    tertiaryValue: OptionColumn.optional(),
  }),
})

export const CollectionRow = z.object({
  ...rowHead,
  ethos: z.array(ResourceProperty),
  sourceSettings: z.array(TitledValue),
})
export const CollectionOptions = z.object({
  id: z.string(),
  ethos: z.array(ResourceProperty),
  sourceOptions: z.array(SourceOption),
})

/** Row and options schema of each family; options carry the id of their row. */
export const FAMILY_SCHEMAS = {
  'mapping-settings': { row: MappingRow, options: MappingOptions },
  'default-settings': { row: DefaultRow, options: DefaultOptions },
  'configuration-settings': { row: ConfigurationRow, options: ConfigurationOptions },
  'compound-configuration-settings': { row: CompoundRow, options: CompoundOptions },
  'collection-configuration-settings': { row: CollectionRow, options: CollectionOptions },
} as const

export type MappingRow = z.infer<typeof MappingRow>
export type MappingOptions = z.infer<typeof MappingOptions>
export type DefaultRow = z.infer<typeof DefaultRow>
export type DefaultOptions = z.infer<typeof DefaultOptions>
export type ConfigurationRow = z.infer<typeof ConfigurationRow>
export type ConfigurationOptions = z.infer<typeof ConfigurationOptions>
export type CompoundRow = z.infer<typeof CompoundRow>
export type CompoundOptions = z.infer<typeof CompoundOptions>
export type CollectionRow = z.infer<typeof CollectionRow>
export type CollectionOptions = z.infer<typeof CollectionOptions>

/** A setting with its options, as read; which of the five shapes it has is told by `family`. */
export type Setting =
  | { family: 'mapping-settings'; row: MappingRow; options?: MappingOptions }
  | { family: 'default-settings'; row: DefaultRow; options?: DefaultOptions }
  | { family: 'configuration-settings'; row: ConfigurationRow; options?: ConfigurationOptions }
  | { family: 'compound-configuration-settings'; row: CompoundRow; options?: CompoundOptions }
  | { family: 'collection-configuration-settings'; row: CollectionRow; options?: CollectionOptions }

/** Values with a meaning of their own in source-value sources. */
export const NEVER_CONFIGURED = 'UPDATE_ME'
export const NOT_IN_USE = /^NOT_IN_USE_\d+$/

const IsoParent = z.object({ id: z.string() })
export const IsoRow = z.object({
  id: z.string(),
  title: z.string(),
  code: z.string(),
  isoCode: z.string().optional(),
  country: IsoParent.optional(),
  region: IsoParent.optional(),
})
export type IsoRow = z.infer<typeof IsoRow>
export const IsoChoice = z.object({
  id: z.string(),
  title: z.string(),
  isoCode: z.string(),
  status: z.enum(['active', 'inactive']),
  country: IsoParent.optional(),
  region: IsoParent.optional(),
})
export type IsoChoice = z.infer<typeof IsoChoice>

/** Faults of a refused PUT, v2; v1 is a bare array whose items carry `title`. */
export const SourceFaultsV2 = z.object({
  errors: z.array(z.object({ code: z.string().optional(), description: z.string().optional(), message: z.string() })),
})
export const SourceFaultsV1 = z.array(
  z.object({
    code: z.string().optional(),
    title: z.string().optional(),
    description: z.string().optional(),
    message: z.string().optional(),
  }),
)
