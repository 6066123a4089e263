import { analyticsEventOf, type AnalyticsEvent } from '#shared/rules/analytics-events'
import type { HttpClient } from '../../platform/http/client'
import type { AnalyticsRepo } from './analytics.repo'
import { Measurement, MOST_EVENTS } from './measurement-wire'

/** What was counted meanwhile goes out together. */
const BATCH_MS = 5 * 60_000

export type AnalyticsAccount = { measurementId: string; apiSecret: string }

type Deps = {
  repo: AnalyticsRepo
  http: HttpClient
  /** Null where the organisation has none: then nothing is ever sent. */
  account: AnalyticsAccount | null
  collectUrl: string
  version: string
  isAllowed: () => boolean
  newId: () => string
  schedule: (run: () => void, milliseconds: number) => () => void
}

/**
 * Counts what is done, by names of a closed list, and sends the counts now and then: only while a person allows it and an
 * account is configured. What cannot be sent is dropped without a word, since nobody misses a count.
 */
export function createAnalytics({ repo, http, account, collectUrl, version, isAllowed, newId, schedule }: Deps) {
  const counts = new Map<AnalyticsEvent, number>()
  let cancel: (() => void) | null = null
  let stopping = new AbortController()

  async function send(): Promise<void> {
    cancel = null
    const body = measurementOf(counts, repo.clientId(), version)
    counts.clear()
    if (!account || !isAllowed() || !body) return
    const url = new URL(collectUrl)
    url.searchParams.set('measurement_id', account.measurementId)
    url.searchParams.set('api_secret', account.apiSecret)
    try {
      await http.send({
        method: 'POST',
        url: url.href,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        policy: 'write',
        signal: stopping.signal,
      })
    } catch {
      // No network, or nobody there: these counts are lost, and that is all.
    }
  }

  function count(event: AnalyticsEvent): void {
    if (!account || !isAllowed()) return
    counts.set(event, (counts.get(event) ?? 0) + 1)
    cancel ??= schedule(() => void send(), BATCH_MS)
  }

  return {
    started: () => count('app_started'),

    /** An operation of the contract that went well. */
    done(operation: string): void {
      const event = analyticsEventOf(operation)
      if (event) count(event)
    },

    /** Brings what is kept in step with what a person chose: the random number is made when allowed and deleted when declined. */
    consented(): void {
      if (isAllowed()) {
        if (repo.clientId() === null) repo.keepClientId(newId())
        return
      }
      repo.forgetClientId()
      counts.clear()
      cancel?.()
      cancel = null
      stopping.abort()
      stopping = new AbortController()
    },

    close(): void {
      cancel?.()
      stopping.abort()
    },
  }
}
export type Analytics = ReturnType<typeof createAnalytics>

/** The counts in the shape of the wire, or null where there is nothing to send, or nothing that may be. */
export function measurementOf(counts: ReadonlyMap<AnalyticsEvent, number>, clientId: string | null, version: string): Measurement | null {
  const app_version = /^\d+\.\d+\.\d+$/.test(version) ? { app_version: version } : {}
  const events = [...counts].slice(0, MOST_EVENTS).map(([name, count]) => ({ name, params: { count, ...app_version } }))
  return Measurement.safeParse({ client_id: clientId, non_personalized_ads: true, events }).data ?? null
}
