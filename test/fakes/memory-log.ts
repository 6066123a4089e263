import type { Log } from '../../src/main/platform/log'
import { redact } from '../../src/main/platform/redact'

/** Keeps what was logged, as it would be on the disk. */
export function createMemoryLog(): Log & { lines: { level: string; event: string; data?: unknown }[] } {
  const lines: { level: string; event: string; data?: unknown }[] = []
  const add = (level: string) => (event: string, data?: object) => {
    lines.push(data === undefined ? { level, event } : { level, event, data: redact(data) })
  }
  return {
    lines,
    info: add('info'),
    warn: add('warn'),
    error: add('error'),
    incident(operation, error) {
      add('error')('incident', { operation, error })
      return 'incident-1'
    },
  }
}
