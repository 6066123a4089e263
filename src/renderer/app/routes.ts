import type { ApplicationId } from '#shared/contract/applications'

/** Where things are. Parts of a path are encoded: a resource's name may hold a slash. */
export const APPLICATION_TABS = ['overview', 'keys', 'credentials', 'resources', 'access', 'upgrades', 'activity'] as const
export type ApplicationTab = (typeof APPLICATION_TABS)[number]

export const CONFIGURATION_TABS = ['iso', 'upgrades'] as const
export type ConfigurationTab = (typeof CONFIGURATION_TABS)[number]

export const paths = {
  applications: '/applications',
  application: (id: ApplicationId | string, tab: ApplicationTab = 'overview') => `/applications/${encodeURIComponent(id)}/${tab}`,
  newApplication: (origin: string, draftId: string) => `/applications/new/${origin}/${encodeURIComponent(draftId)}`,
  resource: (id: ApplicationId | string, resource: string) =>
    `/applications/${encodeURIComponent(id)}/resource/${encodeURIComponent(resource)}`,
  /** The API Keys tab with the edit sheet of this key. */
  editKey: (id: ApplicationId | string, keyId: string) => `/applications/${encodeURIComponent(id)}/keys?edit=${encodeURIComponent(keyId)}`,
  /** The API Keys tab with the focus on this key. */
  key: (id: ApplicationId | string, keyId: string) => `/applications/${encodeURIComponent(id)}/keys?key=${encodeURIComponent(keyId)}`,
  addressSets: '/address-sets',
  addressSetPlan: (setId: string) => `/address-sets?set=${encodeURIComponent(setId)}`,
  rotations: '/rotations',
  rotation: (id: string) => `/rotations/${encodeURIComponent(id)}`,
  newRotation: (applicationId: ApplicationId | string, keyId: string) =>
    `/rotations/new/${encodeURIComponent(applicationId)}/${encodeURIComponent(keyId)}`,
  health: '/health',
  search: '/search',
  snapshots: '/snapshots',
  compare: '/compare',
  configuration: '/configuration',
  configurationOf: (id: ApplicationId | string, tab: ConfigurationTab = 'iso') => `/configuration/${encodeURIComponent(id)}/${tab}`,
  imports: '/import',
  activity: '/activity',
  help: '/help',
  preferences: '/preferences',
  connect: '/connect',
}

export const patterns = {
  applications: '/applications',
  newApplication: '/applications/new/:origin/:draftId',
  application: '/applications/:applicationId/:tab',
  resource: '/applications/:applicationId/resource/:resource',
  addressSets: '/address-sets',
  rotations: '/rotations',
  newRotation: '/rotations/new/:applicationId/:keyId',
  rotation: '/rotations/:rotationId',
  health: '/health',
  search: '/search',
  snapshots: '/snapshots',
  compare: '/compare',
  configuration: '/configuration',
  configurationOf: '/configuration/:applicationId/:tab',
  imports: '/import',
  activity: '/activity',
  help: '/help',
  preferences: '/preferences',
  connect: '/connect',
} as const
