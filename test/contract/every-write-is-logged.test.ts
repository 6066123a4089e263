import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { contract, type Caller, type Services } from '#shared/contract'
import type { Op } from '#shared/contract/op'
import { ALSO_LOGGED } from '#shared/rules/logged-operations'
import { AppError } from '../../src/main/app-error'
import { createActivityRecorder } from '../../src/main/features/activity/activity-recorder'
import type { NewActivity } from '../../src/main/features/activity/activity.repo'
import { serve, type Guards } from '../../src/main/ipc/serve'
import { createFakeClock } from '../fakes/fake-clock'
import { createMemoryLog } from '../fakes/memory-log'

// A table over the whole contract: an operation that is added is in it by being there.
const operations = Object.entries(contract).flatMap(([feature, ops]) =>
  Object.entries(ops as Record<string, Op>).map(([verb, op]) => ({ name: `${feature}.${verb}`, op })),
)
const writes = operations.filter(({ op }) => op.access === 'write')
const also: ReadonlySet<string> = new Set(ALSO_LOGGED)
const alsoLocal = operations.filter(({ name, op }) => also.has(name) && op.access === 'local')
const alsoRead = operations.filter(({ name, op }) => also.has(name) && op.access === 'read')
const others = operations.filter(({ name, op }) => op.access !== 'write' && !also.has(name))

const ID = '11111111-1111-4111-8111-111111111111'
const CANARY = 'canary-5f2c9a'
const caller: Caller = { windowId: 1, signal: new AbortController().signal }
const open: Guards = { assertBound: () => undefined, assertWritable: () => undefined }

/** One request of the operation, in which every free text is the canary: none of it may get into the log unnamed. */
function requestOf({ input }: Op): unknown {
  const sampled = sample(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Json)
  const asked = input.safeParse(sampled)
  expect(asked.error?.issues).toBeUndefined()
  return sampled
}

type Json = {
  type?: string | undefined
  anyOf?: Json[]
  oneOf?: Json[]
  const?: unknown
  enum?: unknown[]
  properties?: Record<string, Json>
  required?: string[]
  items?: Json
  minItems?: number
  format?: string
  minimum?: number
}
function sample(schema: Json): unknown {
  const [first] = schema.anyOf ?? schema.oneOf ?? []
  if (first) return sample(first)
  if ('const' in schema) return schema.const
  if (schema.enum) return schema.enum[0]
  switch (schema.type ?? '') {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((name) => [name, sample(schema.properties?.[name] ?? {})]))
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}))
    case 'string':
      return schema.format === 'uuid' ? ID : schema.format === 'date' ? '2026-05-01' : CANARY
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return true
    default:
      return undefined
  }
}

type Asked = { run: () => unknown; guards?: Guards; signal?: AbortSignal }

/** What the log has after the operation was asked for once. */
async function logOf({ name, op }: (typeof operations)[number], { run, guards = open, signal = caller.signal }: Asked) {
  const entries: NewActivity[] = []
  const recorder = createActivityRecorder({
    repo: { add: (entry) => void entries.push(entry) },
    clock: createFakeClock(),
    log: createMemoryLog(),
    about: () => ({ environmentId: null }),
    nameOfEnvironment: () => null,
    nameOfApplication: () => null,
    changed: () => undefined,
  })
  const services = new Proxy({}, { get: () => new Proxy({}, { get: () => () => run() }) }) as Services
  const answer = serve(services, guards, () => 'incident-1', recorder.watch)
  const result = await answer(name, requestOf(op), { ...caller, signal })
  return { entries, result }
}
const throwing = (error: unknown) => () => {
  throw error
}

describe.each(writes)('$name', (operation) => {
  it('leaves one entry when it is done, also when its service says nothing of it', async () => {
    const { entries } = await logOf(operation, { run: () => undefined })
    expect(entries).toMatchObject([{ what: operation.name, outcome: 'done', code: null }])
  })

  it('leaves one entry when it fails, with the code and the request id', async () => {
    const refusal = new AppError('conflict', 'No.', { requestId: 'r-7' })
    const { entries, result } = await logOf(operation, { run: throwing(refusal) })
    expect(entries).toMatchObject([{ what: operation.name, outcome: 'failed', code: 'conflict', requestId: 'r-7' }])
    expect(result).toMatchObject({ ok: false, error: { code: 'conflict' } })
  })

  it('leaves one entry when it was not allowed, stopped, or met a bug', async () => {
    const guards = { ...open, assertWritable: throwing(new AppError('read-only', 'Locked.')) }
    const stopped = AbortSignal.abort()
    for (const [asked, code] of [
      [{ run: () => undefined, guards }, 'read-only'],
      [{ run: throwing(new Error('stopped')), signal: stopped }, 'cancelled'],
      [{ run: throwing(new Error(CANARY)) }, 'internal'],
    ] as const) {
      const { entries } = await logOf(operation, asked)
      expect(entries).toMatchObject([{ what: operation.name, outcome: 'failed', code }])
      expect(JSON.stringify(entries)).not.toContain(CANARY)
    }
  })
})

describe.each(alsoLocal)('$name, which changes only this computer', (operation) => {
  it('leaves one entry whatever becomes of it', async () => {
    expect((await logOf(operation, { run: () => undefined })).entries).toMatchObject([{ what: operation.name, outcome: 'done' }])
    const failed = await logOf(operation, { run: throwing(new AppError('confirmation-required', 'No.')) })
    expect(failed.entries).toMatchObject([{ what: operation.name, outcome: 'failed', code: 'confirmation-required' }])
  })
})

describe.each(alsoRead)('$name, which changes nothing', (operation) => {
  it('leaves an entry when it fails; that it came to something is for its service to say', async () => {
    expect((await logOf(operation, { run: () => null })).entries).toEqual([])
    const failed = await logOf(operation, { run: throwing(new AppError('unreachable', 'No.')) })
    expect(failed.entries).toMatchObject([{ what: operation.name, outcome: 'failed', code: 'unreachable' }])
  })
})

it('the table has writes in it, and what is not logged leaves nothing', async () => {
  expect(writes.length).toBeGreaterThan(15)
  expect(also.size).toBe(alsoLocal.length + alsoRead.length)
  for (const operation of others) expect((await logOf(operation, { run: throwing(new AppError('remote', 'No.')) })).entries).toEqual([])
})
