import { z } from 'zod'
import { AddressSetId } from '#shared/contract/address-sets'
import { EnvironmentId } from '#shared/contract/op'
import { RotationId } from '#shared/contract/rotations'
import { restrictionText } from '#shared/rules/logged-operations'
import { Restriction } from '#shared/wire/administration-plane'
import { createActivityRecorder, type Call } from './features/activity/activity-recorder'
import { createActivityRepo } from './features/activity/activity.repo'
import { createActivityService } from './features/activity/activity.service'
import { writeCsv } from './features/exports/write-csv'
import type { Announce } from './ipc/announce'
import type { Activity } from './platform/activity'
import type { Clock } from './platform/clock'
import type { CachedApplications } from './platform/db/cached-applications'
import type { Db } from './platform/db/open'
import type { Log } from './platform/log'

type Deps = {
  db: Db
  clock: Clock
  log: Log
  announce: Announce
  cached: Pick<CachedApplications, 'find' | 'keys'>
  environment: (id: EnvironmentId) => { name: string; protection: string } | null
  rotation: (of: { environmentId: EnvironmentId; rotationId: RotationId }) => Rotating | null
  addressSet: (id: AddressSetId) => { name: string; addresses: string[] } | null
  askWhere: (windowId: number, suggestedName: string, kind: 'csv' | 'jsonl') => Promise<string | null>
}

type Rotating = { applicationId: string; applicationName: string; oldKey: { hint: string }; newKey: { hint: string } | null }

/** The activity log: its recorder, with what that needs to know of the other features, and what the window may ask of it. */
export function createActivityLog(deps: Deps) {
  const { db, clock, log, announce, cached, environment, askWhere } = deps
  const repo = createActivityRepo(db)
  const recorder = createActivityRecorder({
    repo,
    clock,
    log,
    about: aboutBy(deps),
    nameOfEnvironment: (id) => environment(id)?.name ?? null,
    nameOfApplication: (environmentId, applicationId) => cached.find(environmentId, applicationId)?.name ?? null,
    changed: (environmentId) => {
      announce('activity.changed', { environmentId })
    },
  })
  const service = createActivityService({
    repo,
    clock,
    environmentName: (id) => environment(id)?.name ?? 'Hubkeeper',
    askWhere,
    writeFile: writeCsv,
    record: recorder.record,
  })
  return { ...recorder, service }
}

/**
 * The few fields that are told of a request. Everything else of it stays out of the log: what is typed as secret is not here,
 * and a field that is new is not in the log until it is named here.
 */
const Told = z.object({
  environmentId: EnvironmentId.optional(),
  applicationId: z.string().optional(),
  keyId: z.string().optional(),
  rotationId: RotationId.optional(),
  restriction: Restriction.optional(),
  id: AddressSetId.optional(),
  name: z.string().optional(),
  addresses: z.array(z.string()).optional(),
  protection: z.string().optional(),
  hubUrl: z.string().optional(),
  username: z.string().optional(),
  application: z.object({ name: z.string() }).optional(),
})

type About = Omit<Activity, 'what'>

/** What is known of a request before it is carried out. */
const aboutBy =
  ({ cached, environment, rotation, addressSet }: Deps) =>
  ({ name: operation, input }: Call): About => {
    const told = Told.safeParse(input).data ?? {}
    const { environmentId = null, applicationId } = told
    const isOfApplication = environmentId !== null && applicationId !== undefined
    const application = isOfApplication ? cached.find(environmentId, applicationId) : null
    const key = isOfApplication ? cached.keys(environmentId, applicationId).find(({ id }) => id === told.keyId) : undefined
    const general: About = { environmentId, ...given('applicationId', applicationId), ...given('applicationName', application?.name) }

    const [feature = ''] = operation.split('.')
    switch (feature) {
      case 'keys': {
        const isChange = ['keys.modify', 'keys.remove'].includes(operation)
        const before = given('before', key && isChange ? restrictionText(key.restriction) : undefined)
        return {
          ...general,
          ...given('subject', key?.hint),
          ...before,
          ...given('after', told.restriction && restrictionText(told.restriction)),
        }
      }
      case 'rotations': {
        const turning =
          environmentId === null || told.rotationId === undefined ? null : rotation({ environmentId, rotationId: told.rotationId })
        if (!turning) return { ...general, ...given('subject', key?.hint) }
        const { applicationId: of, applicationName, oldKey, newKey } = turning
        return { ...general, applicationId: of, applicationName, subject: [oldKey.hint, newKey?.hint].filter(Boolean).join(' → ') }
      }
      case 'applications':
        return { ...general, ...given('applicationName', general.applicationName ?? told.application?.name) }
      case 'addressSets': {
        // Usable in any key of any environment.
        const set = told.id === undefined ? null : addressSet(told.id)
        return {
          environmentId: null,
          ...given('subject', told.name ?? set?.name),
          ...given('before', set?.addresses.join(', ')),
          ...given('after', told.addresses?.join(', ')),
        }
      }
      case 'environments': {
        const profile = environmentId === null ? null : environment(environmentId)
        const isLevel = operation === 'environments.setProtection'
        return {
          ...general,
          ...given('subject', told.name ?? profile?.name),
          ...given('before', isLevel ? profile?.protection : undefined),
          ...given('after', isLevel ? told.protection : told.hubUrl),
        }
      }
      case 'resources':
        return { ...general, ...given('after', told.username) }
      default:
        return general
    }
  }

/** Absent rather than undefined. */
function given<Name extends keyof About>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  // One field of the given name.
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, string>>
}
