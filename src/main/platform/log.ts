import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from './clock'
import { redact } from './redact'

/** Where main says what happened. An event is `feature.pastVerb`; data may be anything, and loses its secrets here. */
export type Log = {
  info(event: string, data?: object): void
  warn(event: string, data?: object): void
  error(event: string, data?: object): void
  /** Writes a bug down and returns the name by which the line can be found. */
  incident(operation: string, error: unknown): string
}

/** Two files of this size at most: the one being written, and the one before. */
const MAX_BYTES = 2 * 1024 * 1024

/**
 * A log of JSON lines in `<folder>/hubkeeper.log`; when that is full it becomes `hubkeeper.1.log`. It is written at once
 * and in order, so that the last line before a crash is there.
 */
export function createFileLog(folder: string, clock: Clock, options: { maxBytes?: number; newId?: () => string } = {}): Log {
  const { maxBytes = MAX_BYTES, newId = randomUUID } = options
  const path = join(folder, 'hubkeeper.log')
  let bytes: number | null = null

  function append(line: string): void {
    const size = Buffer.byteLength(line)
    try {
      if (bytes === null) {
        mkdirSync(folder, { recursive: true })
        bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
      }
      if (bytes > 0 && bytes + size > maxBytes) {
        renameSync(path, join(folder, 'hubkeeper.1.log'))
        bytes = 0
      }
      appendFileSync(path, line, { mode: 0o600 })
      bytes += size
    } catch {
      // A full or read-only disk: there is no second place to say so, and the app must not fall over its own log.
      bytes = null
    }
  }

  const write = (level: string, event: string, data: object | undefined) => {
    append(`${JSON.stringify({ at: clock.iso(), level, event, ...(data === undefined ? {} : { data: redact(data) }) })}\n`)
  }

  return {
    info: (event, data) => write('info', event, data),
    warn: (event, data) => write('warn', event, data),
    error: (event, data) => write('error', event, data),
    incident(operation, error) {
      const incident = newId()
      write('error', 'incident', { incident, operation, error })
      return incident
    },
  }
}
