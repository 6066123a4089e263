/** Time as main knows it. Durations are measured on `monotonic`, which nobody sets back; `now` and `iso` are only shown and stored. */
export type Clock = {
  /** Milliseconds since the epoch, as the computer believes. */
  now(): number
  /** The same as ISO 8601 text in UTC. */
  iso(): string
  /** Milliseconds since some moment; never goes back. */
  monotonic(): number
}

export const systemClock: Clock = {
  now: () => Date.now(),
  iso: () => new Date().toISOString(),
  monotonic: () => performance.now(),
}
