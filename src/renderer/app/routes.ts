import type { ApplicationId } from '#shared/contract/applications'

/** Where things are. Parts of a path are encoded: a resource's name may hold a slash. */
export const APPLICATION_TABS = ['overview', 'keys', 'resources'] as const
export type ApplicationTab = (typeof APPLICATION_TABS)[number]

export const paths = {
  applications: '/applications',
  application: (id: ApplicationId | string, tab: ApplicationTab = 'overview') => `/applications/${encodeURIComponent(id)}/${tab}`,
  resource: (id: ApplicationId | string, resource: string) =>
    `/applications/${encodeURIComponent(id)}/resource/${encodeURIComponent(resource)}`,
  preferences: '/preferences',
  connect: '/connect',
}

export const patterns = {
  applications: '/applications',
  application: '/applications/:applicationId/:tab',
  resource: '/applications/:applicationId/resource/:resource',
  preferences: '/preferences',
  connect: '/connect',
} as const
