import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contract } from '#shared/contract'
import { AnalyticsEvent, analyticsEventOf } from '#shared/rules/analytics-events'
import { analyticsAccount } from '../../../src/main/features/analytics/account'
import { createAnalytics, measurementOf } from '../../../src/main/features/analytics/analytics'
import { createAnalyticsRepo } from '../../../src/main/features/analytics/analytics.repo'
import { Measurement } from '../../../src/main/features/analytics/measurement-wire'
import { createHttpClient } from '../../../src/main/platform/http/client'
import { createNodeTransport } from '../../../src/main/platform/http/node-transport'
import { createFakeClock } from '../../fakes/fake-clock'
import { createFakeSchedule } from '../../fakes/fake-schedule'
import { createMemoryLog } from '../../fakes/memory-log'
import { startServer } from '../../fakes/misbehaving-server'
import { openTestJournal } from '../../fakes/open-journal'
import { temporaryFolder } from '../../fakes/temporary-folder'

const MINUTE = 60_000
const account = { measurementId: 'G-TEST', apiSecret: 's3cret' }

/** Analytics over a real client, to a server on this computer. */
async function setUp() {
  const clock = createFakeClock()
  const time = createFakeSchedule(clock)
  const log = createMemoryLog()
  const server = await startServer((_request, response) => response.writeHead(204).end())
  const transport = createNodeTransport()
  const http = createHttpClient({ transport, clock, log, sleep: clock.sleep, random: () => 0 })
  const repo = createAnalyticsRepo(openTestJournal(join(temporaryFolder(), 'journal.db'), clock))
  const world = { isAllowed: true, sending: Promise.resolve() as Promise<unknown> }
  const start = (over: { account?: null; collectUrl?: string } = {}) => {
    const analytics = createAnalytics({
      repo,
      http: {
        send(request) {
          const sending = http.send(request)
          world.sending = sending.catch(() => undefined)
          return sending
        },
      },
      account,
      collectUrl: `${server.origin}/mp/collect`,
      version: '0.1.0',
      isAllowed: () => world.isAllowed,
      newId: () => crypto.randomUUID(),
      schedule: time.schedule,
      ...over,
    })
    analytics.consented()
    return analytics
  }
  return {
    time,
    log,
    server,
    repo,
    world,
    start,
    async later() {
      await time.pass(10 * MINUTE)
      await world.sending
    },
    async close() {
      transport.close()
      await server.close()
    },
  }
}

let here: Awaited<ReturnType<typeof setUp>>
beforeEach(async () => {
  here = await setUp()
})
afterEach(() => here.close())

describe('usage analytics', () => {
  it('sends counts together, later, under a random number', async () => {
    const analytics = here.start()
    analytics.started()
    for (const operation of ['keys.add', 'keys.add', 'environments.sync', 'shell.state', 'keys.list']) analytics.done(operation)
    expect(here.server.seen).toEqual([])
    await here.later()
    expect(here.server.seen).toHaveLength(1)
    const [{ method, path, headers, body }] = here.server.seen as [(typeof here.server.seen)[number]]
    expect([method, path, headers['content-type']]).toEqual([
      'POST',
      '/mp/collect?measurement_id=G-TEST&api_secret=s3cret',
      'application/json',
    ])
    expect(JSON.parse(body)).toEqual({
      client_id: here.repo.clientId(),
      non_personalized_ads: true,
      events: [
        { name: 'app_started', params: { count: 1, app_version: '0.1.0' } },
        { name: 'key_added', params: { count: 2, app_version: '0.1.0' } },
        { name: 'environment_read', params: { count: 1, app_version: '0.1.0' } },
      ],
    })
    await here.later()
    expect(here.server.seen).toHaveLength(1) // nothing happened since
  })

  it('does nothing unless it is allowed, and keeps no number then', async () => {
    here.world.isAllowed = false
    const analytics = here.start()
    analytics.started()
    analytics.done('keys.add')
    await here.later()
    expect([here.server.seen, here.repo.clientId(), here.time.count()]).toEqual([[], null, 0])
  })

  it('does nothing without an account', async () => {
    const analytics = here.start({ account: null })
    analytics.done('keys.add')
    await here.later()
    expect([here.server.seen, here.time.count()]).toEqual([[], 0])
  })

  it('forgets number and counts when it is declined, and makes another number when it is allowed again', async () => {
    const analytics = here.start()
    const first = here.repo.clientId()
    analytics.done('keys.add')
    here.world.isAllowed = false
    analytics.consented()
    await here.later()
    expect([here.server.seen, here.repo.clientId()]).toEqual([[], null])
    here.world.isAllowed = true
    analytics.consented()
    expect(here.repo.clientId()).toMatch(/^[0-9a-f-]{36}$/)
    expect(here.repo.clientId()).not.toBe(first)
  })

  it('keeps its number over a restart', () => {
    here.start()
    const first = here.repo.clientId()
    here.start()
    expect(here.repo.clientId()).toBe(first)
  })

  it('drops what cannot be sent without a word, and tries no second time', async () => {
    await here.server.close()
    const analytics = here.start()
    analytics.done('keys.add')
    await here.later()
    await here.later()
    expect(here.log.lines).toEqual([])
  })
})

describe('what is sent', () => {
  const names = new Set<string>(AnalyticsEvent.options)
  /** Everything in a message that is text, except for the number and the version. */
  const textsIn = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []

  it('is never a free text, whatever is counted', () => {
    const clientId = crypto.randomUUID()
    const anything = fc.oneof(
      fc.string(),
      fc.constantFrom(...AnalyticsEvent.options),
      fc.constantFrom('keys.add', '__proto__', 'constructor'),
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anything, fc.oneof(fc.integer(), fc.double()))),
        fc.oneof(fc.string(), fc.constant('1.2.3')),
        (counted, version) => {
          // Beyond what the types let through: a bug elsewhere must not be one here.
          const body = measurementOf(new Map(counted) as never, clientId, version)
          if (body === null) return
          for (const text of textsIn(body))
            expect(text === clientId || names.has(text) || /^\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(text)).toBe(true)
        },
      ),
    )
  })

  it('is nothing for an operation with a text of its own, nor for any other text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const event = analyticsEventOf(text)
        expect(event === undefined || names.has(event)).toBe(true)
      }),
    )
    expect(analyticsEventOf('keys.add secret')).toBeUndefined()
    expect(analyticsEventOf('toString')).toBeUndefined()
  })

  it('takes no member that is not named', () => {
    const whole = measurementOf(new Map([['key_added', 1]]), crypto.randomUUID(), '0.1.0')!
    expect(Measurement.safeParse(whole).success).toBe(true)
    expect(Measurement.safeParse({ ...whole, user_id: 'x' }).success).toBe(false)
    const [event] = whole.events
    expect(Measurement.safeParse({ ...whole, events: [{ ...event, params: { ...event!.params, name: 'x' } }] }).success).toBe(false)
  })

  it('counts operations that there are', () => {
    const operations = Object.entries(contract).flatMap(([feature, ops]) => Object.keys(ops).map((verb) => `${feature}.${verb}`))
    const counted = new Set(operations.map(analyticsEventOf))
    expect(AnalyticsEvent.options.filter((event) => !counted.has(event))).toEqual(['app_started'])
  })
})

it.each([
  [{}, null],
  [{ HUBKEEPER_ANALYTICS_ID: 'G-1' }, null],
  [{ HUBKEEPER_ANALYTICS_ID: 'G-1', HUBKEEPER_ANALYTICS_SECRET: '' }, null],
  [{ HUBKEEPER_ANALYTICS_ID: 'G 1&x=y', HUBKEEPER_ANALYTICS_SECRET: 's' }, null],
  [
    { HUBKEEPER_ANALYTICS_ID: 'G-1', HUBKEEPER_ANALYTICS_SECRET: 's_2' },
    { measurementId: 'G-1', apiSecret: 's_2' },
  ],
])('an account needs both its parts: %j', (environment, account) => {
  expect(analyticsAccount(environment)).toEqual(account)
})
