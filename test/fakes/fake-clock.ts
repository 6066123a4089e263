import type { Clock } from '../../src/main/platform/clock'

/** Time that passes only when it is told to. `sleep` for those who wait: it lets the time pass at once and keeps the record. */
export function createFakeClock(start = Date.parse('2026-11-24T12:00:00.000Z')) {
  let wall = start
  let monotonic = 1000
  const slept: number[] = []
  const clock: Clock = { now: () => wall, iso: () => new Date(wall).toISOString(), monotonic: () => monotonic }
  const pass = (milliseconds: number) => {
    wall += milliseconds
    monotonic += milliseconds
  }
  return {
    ...clock,
    slept,
    pass,
    /** A person or a server sets the clock; no time passes. */
    set: (iso: string) => {
      wall = Date.parse(iso)
    },
    sleep: (milliseconds: number, signal: AbortSignal): Promise<void> => {
      if (signal.aborted) return Promise.reject(new Error('stopped', { cause: signal.reason }))
      slept.push(milliseconds)
      pass(milliseconds)
      return Promise.resolve()
    },
  }
}
