import type { AccessState } from '#shared/contract/applications'

/** What the activity log says of an application: never a password, which none of these are given. */

type Fields = { name?: string | undefined; description?: string | undefined; baseUri?: string | null | undefined }

/** `name: Housing; base URI: https://…` of the fields that are there. */
export const fieldsText = ({ name, description, baseUri }: Fields): string =>
  [
    ...(name === undefined ? [] : [`name: ${name}`]),
    ...(description === undefined ? [] : [`description: ${description}`]),
    ...(baseUri === undefined ? [] : [`base URI: ${baseUri ?? ''}`]),
  ].join('; ')

/** What an edit changed, before and after: the fields that are not as they were. */
export function editText(was: Fields | null, is: Fields | null): { before: string; after: string } {
  const changed = (['name', 'description', 'baseUri'] as const).filter((field) => (was?.[field] ?? '') !== (is?.[field] ?? ''))
  const only = (of: Fields | null) => fieldsText(Object.fromEntries(changed.map((field) => [field, of?.[field] ?? ''])))
  return { before: only(was), after: only(is) }
}

export const signInText = (authentication: { type: 'none' | 'basic'; username?: string | undefined } | undefined): string =>
  authentication?.type === 'basic' ? (authentication.username ?? '') : 'none'

export const ownersText = (owners: AccessState['owners'] | undefined): string =>
  (owners ?? [])
    .map(({ applicationId, name, resources }) => `${name ?? applicationId} (${resources.length === 0 ? 'none' : resources.join(', ')})`)
    .join('; ')
