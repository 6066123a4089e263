/** Media types of the source application and the hub; constants of the wire. */
const VENDOR = 'application/vnd.hedtech.integration'

/** The five setting families, by the name of their endpoint under the base URI. */
export const SETTING_FAMILIES = [
  'mapping-settings',
  'default-settings',
  'configuration-settings',
  'compound-configuration-settings',
  'collection-configuration-settings',
] as const
export type SettingFamily = (typeof SETTING_FAMILIES)[number]

/** Rows of a family, ISO rows and choices. */
export const ROWS_TYPE = `${VENDOR}.v1.0.0+json`
/** Options of a family; asking for this type is what makes resources configurable. */
export const optionsType = (family: SettingFamily) => `${VENDOR}.${family}-options.v1.0.0+json`
/** Results of `GET /default-settings?advancedSearch=…`. */
export const ADVANCED_SEARCH_TYPE = `${VENDOR}.default-settings-advanced-search-options.v1.0.0+json`
/** Collected faults of a refused PUT (also the older v1 bare array). */
export const SOURCE_ERRORS_V2 = `${VENDOR}.errors.v2+json`
export const SOURCE_ERRORS_V1 = `${VENDOR}.errors.v1+json`
/** `GET /errors` of the hub. */
export const HUB_ERRORS_V2 = 'application/vnd.hedtech.errors.v2+json'
/** Bodies of `/consume` and `/publish`. */
export const CHANGE_NOTIFICATIONS_V2 = 'application/vnd.hedtech.change-notifications.v2+json'
export const PROBLEM = 'application/problem+json'
export const JSON_TYPE = 'application/json'

export const HEADER = {
  totalCount: 'x-total-count',
  remainingCount: 'x-remaining-count',
  maxPageSize: 'x-max-page-size',
  mediaType: 'x-media-type',
  /** The older spelling, which some source applications still send beside the other. */
  olderMediaType: 'x-hedtech-media-type',
  /** Change notifications still waiting after this page. */
  remaining: 'x-remaining',
  requestId: 'x-request-id',
  ownerId: 'hedtech-ethos-integration-application-id',
  ownerName: 'hedtech-ethos-integration-application-name',
  /** `true` when the proxy itself, not the source application, made the error. */
  proxyGenerated: 'hedtech-ethos-integration-proxy-generated',
} as const

/** Public hub hosts by region. */
export const REGION_HOSTS = {
  us: 'integrate.elluciancloud.com',
  ca: 'integrate.elluciancloud.ca',
  eu: 'integrate.elluciancloud.ie',
  ap: 'integrate.elluciancloud.com.au',
} as const
export type Region = keyof typeof REGION_HOSTS

/** The ISO code lists a source application may serve: rows to edit and the choices for them. */
export const ISO_LISTS = {
  country: { rows: 'countries', choices: 'country-iso-codes' },
  currency: { rows: 'currencies', choices: 'currency-iso-codes' },
  language: { rows: 'languages', choices: 'language-iso-codes' },
  region: { rows: 'regions', choices: 'region-iso-codes' },
  subregion: { rows: 'subregions', choices: 'subregion-iso-codes' },
} as const
export type IsoList = keyof typeof ISO_LISTS
