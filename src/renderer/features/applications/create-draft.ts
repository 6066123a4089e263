import { ApplicationDraft, type ApplicationToCreate, type SourceAuthentication } from '#shared/contract/applications'

/** In their order. */
export const STEPS = ApplicationDraft.shape.step.options

export const emptyDraft = (origin: ApplicationDraft['origin']): ApplicationDraft => ({
  step: 'basics',
  origin,
  name: '',
  description: '',
  hasSource: true,
  baseUri: '',
  authentication: 'basic',
  username: '',
  resourcesFrom: 'source',
  ownedResources: [],
  access: [],
})

/** What is missing of a step, by field; the words are in the catalogue. */
export type Fault = 'nameMissing' | 'templateMissing' | 'baseUriMissing' | 'usernameMissing' | 'passwordMissing'
export type Faults = Partial<Record<'name' | 'catalogId' | 'baseUri' | 'username' | 'password', Fault>>

export function faultsOf(draft: ApplicationDraft, password: string): Faults {
  switch (draft.step) {
    case 'basics':
      return {
        ...(draft.name.trim() === '' ? { name: 'nameMissing' as const } : {}),
        ...(draft.origin === 'catalog' && draft.catalogId === undefined ? { catalogId: 'templateMissing' as const } : {}),
      }
    case 'source':
      return draft.hasSource
        ? {
            ...(draft.baseUri.trim() === '' ? { baseUri: 'baseUriMissing' as const } : {}),
            ...(draft.authentication === 'basic' && draft.username.trim() === '' ? { username: 'usernameMissing' as const } : {}),
            ...(draft.authentication === 'basic' && password === '' ? { password: 'passwordMissing' as const } : {}),
          }
        : {}
    case 'resources':
    case 'access':
    case 'review':
      return {}
  }
}

export const authenticationOf = ({ authentication, username }: ApplicationDraft, password: string): SourceAuthentication =>
  authentication === 'basic' ? { type: 'basic', username: username.trim(), password } : { type: 'none' }

/** What is tested is what is created: another address, user or password asks for another test. */
export const sourceKey = (draft: ApplicationDraft, password: string): string =>
  JSON.stringify([draft.hasSource, draft.baseUri.trim(), authenticationOf(draft, password)])

export function toCreate(draft: ApplicationDraft, password: string): ApplicationToCreate {
  const { name, description, origin, catalogId, hasSource, baseUri, ownedResources, access } = draft
  return {
    name: name.trim(),
    description: description.trim(),
    origin,
    ...(catalogId === undefined ? {} : { catalogId }),
    ...(hasSource ? { baseUri: baseUri.trim() } : {}),
    authentication: hasSource ? authenticationOf(draft, password) : { type: 'none' },
    ownedResources,
    access: access.filter(({ resources }) => resources.length > 0),
  }
}

/** Names typed by hand: one a line, or with commas; none twice. */
export const namesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n,;]/u)
      .map((name) => name.trim())
      .filter(Boolean),
  ),
]
