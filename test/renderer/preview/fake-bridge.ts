import type { Services } from '#shared/contract'
import type { Environment } from '#shared/contract/environments'
import type { Failure } from '#shared/errors'
import type { Preferences } from '#shared/contract/preferences'
import type { SandboxState } from '#shared/contract/shell'
import { fail, ok } from '#shared/result'
import {
  addressSets,
  behindKeys,
  apiKeys,
  applicationDetail,
  applicationRows,
  endpointChecks,
  environment,
  key,
  ownedResources,
  settingLines,
} from './fake-data'

/**
 * A made-up main for looking at the window: `?state=` full (default), welcome, empty, failing, loading, first, offline,
 * sandbox-off; `?theme=` light, dark. Nothing here is tested; it only has to look true.
 */
const asked = new URLSearchParams(window.location.search)
const state = asked.get('state') ?? 'full'
const listeners = new Map<string, Set<(payload: unknown) => void>>()
const announce = (name: string, payload: unknown) => listeners.get(name)?.forEach((listener) => listener(payload))
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const forever = () => new Promise<never>(() => undefined)

class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message)
  }
}
const refuse = (failure: Failure): never => {
  throw new Refused(failure)
}
const timeout: Failure = {
  code: 'unreachable',
  reason: 'timeout',
  message: 'No answer within 15 s.',
  at: '/admin/v1/tenant',
  requestId: '9d1e77a0',
}

let preferences: Preferences = {
  theme: asked.get('theme') === 'dark' ? 'dark' : asked.get('theme') === 'light' ? 'light' : 'system',
  analytics: state === 'welcome' ? 'unasked' : 'declined',
  clipboardSeconds: 60,
  csvPreset: 'excel',
  keyMaxAgeDays: 365,
  keyMaxPerApplication: 3,
  keyMaxAddresses: 4096,
  lastEnvironmentId: null,
}
let environments: Environment[] = state === 'welcome' ? [] : [0, 1, 2, 3].map((index) => environment(index))
let bound: Environment | null = state === 'welcome' ? null : (environments[state === 'sandbox-off' ? 3 : asked.has('test') ? 1 : 0] ?? null)
if (bound && state === 'first') put({ ...bound, readAt: undefined })
if (bound && (state === 'offline' || state === 'sandbox-off')) put({ ...bound, readAt: new Date(Date.now() - 3 * 864e5).toISOString() })
let sandbox: SandboxState = state === 'sandbox-off' ? 'stopped' : 'running'
const rows = applicationRows(state === 'empty' ? 0 : 2000)
const rowOf = (id: string) => rows.find((row) => row.id === id) ?? refuse({ code: 'not-found', message: 'It is gone.' })

function put(next: Environment | (Omit<Environment, 'readAt'> & { readAt: undefined })): Environment {
  // Only made here, without the exactness of the contract's type.
  const made = next
  environments = environments.map((each) => (each.id === made.id ? made : each))
  if (bound?.id === made.id) bound = made
  return made
}
const byId = (id: string): Environment => environments.find((each) => each.id === id) ?? refuse({ code: 'not-found', message: 'Gone.' })

const gone = () => refuse({ code: 'not-found', message: 'It is gone.' })

const services: Services = {
  shell: {
    state: () => ({
      version: '0.1.0',
      platform: 'linux',
      preferences,
      environments,
      boundTo: bound,
      keychain: 'available',
      hub: state === 'offline' ? 'unreachable' : 'connected',
      sandbox,
      notices: state === 'empty' ? ['cache-rebuilt'] : [],
    }),
    painted: () => undefined,
  },
  environments: {
    list: () => environments,
    test: () =>
      state === 'failing'
        ? refuse({ ...timeout, reason: 'tls' })
        : { tenant: { id: 't', name: 'Maple Valley College', label: 'Test', region: 'US' } },
    connect: () => refuse({ code: 'unauthorized', message: 'Refused', status: 401, requestId: '77aa' }),
    exploreSandbox: async () => {
      await wait(400)
      environments = [environment(2), put({ ...environment(3), readAt: undefined })]
      environments = [environment(2), environment(3)]
      return environments
    },
    open: ({ environmentId }) => (bound = byId(environmentId)),
    sync: async ({ environmentId }) => {
      for (let done = 0; done <= 14; done++) {
        announce('environments.progressed', { environmentId, step: done === 0 ? 'tenant' : 'settings', done, total: done === 0 ? 1 : 14 })
        await wait(state === 'first' ? 1500 : 60)
      }
      if (state === 'failing') refuse(timeout)
      const gap = { applicationId: 'app-1', applicationName: 'Student Records', part: 'settings' as const, failure: timeout }
      return {
        environment: put({ ...byId(environmentId), readAt: new Date().toISOString() }),
        gaps: asked.has('gaps') ? [gap, { ...gap, part: 'keys' }] : [],
      }
    },
    cancelSync: () => undefined,
    unlock: ({ environmentId, typedName }) =>
      typedName === byId(environmentId).name
        ? put({ ...byId(environmentId), unlockedUntil: new Date(Date.now() + 9e5).toISOString() })
        : refuse({ code: 'confirmation-required', message: 'Wrong name.' }),
    lock: ({ environmentId }) => {
      const { unlockedUntil: _gone, ...rest } = byId(environmentId)
      return put(rest)
    },
    setProtection: ({ environmentId, protection }) => put({ ...byId(environmentId), protection }),
    remove: ({ environmentId }) => {
      environments = environments.filter(({ id }) => id !== environmentId)
      if (bound?.id === environmentId) bound = null
    },
    startSandbox: ({ environmentId }) => switchSandbox(environmentId, true),
    stopSandbox: ({ environmentId }) => switchSandbox(environmentId, false),
  },
  applications: {
    list: () =>
      state === 'loading' ? forever() : state === 'failing' ? refuse({ code: 'disk', message: 'The cache cannot be read.' }) : { rows },
    get: ({ applicationId }) => (state === 'loading' ? forever() : applicationDetail(rowOf(applicationId))),
    catalog: () => [],
    owners: () => [],
    nameIsFree: ({ name }) => ({ isFree: !rows.some((row) => row.name === name) }),
    testSource: () => refuse(timeout),
    drafts: () => [],
    saveDraft: ({ draftId, draft }) => ({ id: draftId, draft, savedAt: new Date().toISOString() }),
    removeDraft: () => undefined,
    create: () => refuse(timeout),
    update: () => refuse({ code: 'conflict', message: 'Moved.', status: 412 }),
    remove: () => refuse(timeout),
    setCredentials: () => refuse({ code: 'source-unauthorized', message: 'Refused.', status: 401 }),
    access: () => ({ owners: [] }),
    setAccess: ({ owners }) => ({ owners }),
  },
  keys: {
    list: ({ applicationId }) => (state === 'loading' ? forever() : { keys: state === 'empty' ? [] : apiKeys(applicationId) }),
    add: async ({ applicationId, restriction }) => {
      await wait(300)
      if (asked.has('refused'))
        refuse({
          code: 'invalid-input',
          message: 'Refused.',
          faults: [{ path: 'restriction.addresses.0', message: 'the hub does not accept it' }],
        })
      return { ...key(applicationId, 'f00d1…beef', [], 0), restriction }
    },
    modify: async ({ applicationId, keyId, restriction, addressSetId }) => {
      await wait(300)
      const known = apiKeys(applicationId).find(({ id }) => id === keyId) ?? refuse({ code: 'not-found', message: 'It is gone.' })
      if (asked.has('conflict')) refuse({ code: 'conflict', message: '' })
      return { ...known, restriction, notes: { ...known.notes, ...(addressSetId === undefined ? {} : { addressSetId }) } }
    },
    remove: () => (asked.has('last') ? refuse({ code: 'last-api-key', message: '' }) : undefined),
    reveal: () => ({ value: '00000000-made-up-for-the-preview', hidesAt: new Date(Date.now() + 30_000).toISOString() }),
    setNotes: ({ applicationId, keyId, notes }) => ({
      ...(apiKeys(applicationId).find(({ id }) => id === keyId) ?? refuse({ code: 'not-found', message: 'It is gone.' })),
      notes,
    }),
    chooseHandOver: () => ({
      ticket: crypto.randomUUID(),
      path: '/home/admin/projects/portal/housing_portal_api_key.env',
      dangers: [{ kind: 'git', folder: '/home/admin/projects/portal' }],
    }),
    handOver: ({ applicationId }) => ({
      path: '/home/admin/projects/portal/housing_portal_api_key.env',
      key: apiKeys(applicationId)[0] ?? refuse({ code: 'not-found', message: 'It is gone.' }),
    }),
    copy: () => ({ clearsAt: new Date(Date.now() + 60_000).toISOString() }),
  },
  addressSets: {
    list: () => ({ sets: state === 'empty' ? [] : addressSets() }),
    save: ({ name, addresses, note }) => ({ ...(addressSets()[0] ?? refuse({ code: 'internal', message: '' })), name, addresses, note }),
    remove: () => undefined,
    behind: () => behindKeys(),
  },
  resources: {
    list: () => ({
      resources: ownedResources(),
      checks: endpointChecks(asked.has('checks')),
      credentials: { baseUri: 'https://erp.maplevalley.example.edu:8443/integration-api/api', username: 'integration', stored: 'here' },
    }),
    settings: () => ({ lines: settingLines(120), readAt: new Date().toISOString() }),
    setCredentials: () => refuse({ code: 'source-unauthorized', message: 'Refused', status: 401 }),
  },
  exports: {
    apiSettings: async () => {
      await wait(600)
      if (asked.has('checks')) refuse({ code: 'remote', message: 'Bad request', status: 400, requestId: '55ee' })
      const result = {
        fileName: 'Maple Valley Student Records API settings 2026-11-24.csv',
        folder: '/home/admin/Documents',
        rows: 163,
        bytes: 1,
        from: 'source' as const,
        readAt: '',
      }
      return { result }
    },
    cancel: () => undefined,
    reveal: () => undefined,
  },
  // Their screens are looked at in the real app, on the sandbox.
  rotations: {
    list: () => [],
    get: gone,
    plan: gone,
    setRestriction: gone,
    create: gone,
    adopt: gone,
    copyNew: gone,
    verify: gone,
    confirmVerified: gone,
    setPlaces: gone,
    confirmDistributed: gone,
    setEnd: gone,
    finish: gone,
    abandon: gone,
  },
  health: { board: () => ({ rows: [], policy: { maxAgeDays: 365, maxKeys: 3, maxAddresses: 4096 } }), exportInventory: () => null },
  preferences: {
    get: () => preferences,
    set: (patch) => (preferences = { ...preferences, ...(Object.fromEntries(Object.entries(patch)) as Partial<Preferences>) }),
  },
}

function switchSandbox(id: string, on: boolean): Environment {
  sandbox = on ? 'running' : 'stopped'
  announce('shell.changed', {})
  return byId(id)
}

window.hubkeeper = {
  async call(operation, input) {
    const [feature = '', name = ''] = operation.split('.')
    // By name, as main does it; here nothing is checked.
    const service = (services as unknown as Record<string, Record<string, (input: unknown, caller: unknown) => unknown>>)[feature]?.[name]
    if (!service) return fail({ code: 'internal', message: `${operation} is not in the contract.` })
    try {
      return ok(await service(input, { windowId: 1, signal: new AbortController().signal }))
    } catch (error) {
      return fail(error instanceof Refused ? error.failure : { code: 'internal', message: String(error), incident: 'preview' })
    }
  },
  on(name, listener) {
    const all = listeners.get(name) ?? new Set()
    listeners.set(name, all.add(listener))
    return () => all.delete(listener)
  },
}
