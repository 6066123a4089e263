import { contract } from '#shared/contract'

type WriteOf<F extends keyof typeof contract> = {
  [N in keyof (typeof contract)[F] & string]: (typeof contract)[F][N] extends { access: 'write' } ? `${F}.${N}` : never
}[keyof (typeof contract)[F] & string]

/** The name of every operation that changes something at a hub or a source application. A new one without an example does not compile. */
export type WriteName = { [F in keyof typeof contract]: WriteOf<F> }[keyof typeof contract]

const uuid = '22222222-2222-4222-8222-222222222222'
const of = { applicationId: 'a' }
const restriction = { mode: 'restricted', addresses: [] }

/** One well-formed input for each write, without the environment. */
export const WRITE_EXAMPLES: Record<WriteName, Record<string, unknown>> = {
  'applications.create': {
    draftId: uuid,
    application: {
      name: 'Library',
      description: '',
      origin: 'manual',
      authentication: { type: 'none' },
      ownedResources: [],
      access: [],
    },
  },
  'applications.update': { ...of, patch: { name: 'Library' } },
  'applications.remove': { ...of, typedName: 'Library' },
  'applications.setCredentials': { ...of, authentication: { type: 'none' } },
  'applications.setAccess': { ...of, owners: [] },
  'keys.add': { ...of, restriction, idempotencyKey: uuid },
  'keys.modify': { ...of, keyId: 'k', restriction },
  'keys.remove': { ...of, keyId: 'k' },
  'rotations.create': { rotationId: uuid },
  'rotations.adopt': { rotationId: uuid, keyId: 'k' },
  'rotations.finish': { rotationId: uuid },
  'rotations.abandon': { rotationId: uuid },
  'settings.save': {
    ...of,
    changes: [{ family: 'default-settings', id: 's', base: { kind: 'one', value: 'A' }, value: { kind: 'one', value: 'B' } }],
  },
  'iso.save': { ...of, changes: [{ list: 'country', id: 'c', base: '', isoCode: 'CA' }] },
  'upgrades.autoConfigure': { ...of, actionId: 'u' },
  'upgrades.skip': { ...of, actionId: 'u' },
  'imports.apply': { importId: uuid },
}

export const writeNames = (): string[] =>
  Object.entries(contract).flatMap(([feature, ops]) =>
    Object.entries(ops).flatMap(([verb, { access }]) => (access === 'write' ? [`${feature}.${verb}`] : [])),
  )
