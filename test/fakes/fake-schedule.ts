import type { createFakeClock } from './fake-clock'

/** What is to run later, by a clock that passes when it is told to: each at its time, in order. */
export function createFakeSchedule(clock: ReturnType<typeof createFakeClock>) {
  let waiting: { at: number; run: () => void }[] = []
  return {
    schedule: (run: () => void, milliseconds: number): (() => void) => {
      const entry = { at: clock.monotonic() + milliseconds, run }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter((each) => each !== entry)
      }
    },
    /** Lets so much time pass, and whatever is due in it run. */
    async pass(milliseconds: number): Promise<void> {
      const until = clock.monotonic() + milliseconds
      for (;;) {
        const [next] = waiting.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)
        if (!next) break
        waiting = waiting.filter((each) => each !== next)
        clock.pass(Math.max(0, next.at - clock.monotonic()))
        next.run()
        await new Promise(setImmediate)
      }
      clock.pass(until - clock.monotonic())
    },
    count: () => waiting.length,
  }
}
