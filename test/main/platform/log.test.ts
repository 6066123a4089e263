import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createFileLog } from '../../../src/main/platform/log'
import { Secret } from '../../../src/main/platform/secret'
import { createFakeClock } from '../../fakes/fake-clock'
import { temporaryFolder } from '../../fakes/temporary-folder'

const lines = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

it('writes a line of JSON for each event, without its secrets', () => {
  const folder = join(temporaryFolder(), 'logs')
  const log = createFileLog(folder, createFakeClock())
  log.info('app.started')
  log.warn('http.retried', { path: '/tenant\nforged', token: 'hunter2', secret: new Secret('hunter2') })
  expect(lines(join(folder, 'hubkeeper.log'))).toEqual([
    { at: '2026-11-24T12:00:00.000Z', level: 'info', event: 'app.started' },
    {
      at: '2026-11-24T12:00:00.000Z',
      level: 'warn',
      event: 'http.retried',
      data: { path: '/tenant\nforged', token: '[REDACTED]', secret: '[REDACTED]' },
    },
  ])
  expect(statSync(join(folder, 'hubkeeper.log')).mode & 0o777).toBe(0o600)
})

it('names an incident and writes down what happened', () => {
  const folder = temporaryFolder()
  const log = createFileLog(folder, createFakeClock(), { newId: () => 'incident-7' })
  expect(log.incident('keys.add', new Error('boom', { cause: new Error('below') }))).toBe('incident-7')
  expect(lines(join(folder, 'hubkeeper.log'))[0]).toMatchObject({
    event: 'incident',
    data: { incident: 'incident-7', operation: 'keys.add', error: { message: 'boom', cause: { message: 'below' } } },
  })
})

it('keeps two files of the given size at most', () => {
  const folder = temporaryFolder()
  const log = createFileLog(folder, createFakeClock(), { maxBytes: 1000 })
  for (let n = 0; n < 100; n += 1) log.info('app.counted', { n })
  const [now, before] = [join(folder, 'hubkeeper.log'), join(folder, 'hubkeeper.1.log')]
  expect(statSync(now).size).toBeLessThanOrEqual(1000)
  expect(statSync(before).size).toBeLessThanOrEqual(1000)
  expect(lines(now).at(-1)).toMatchObject({ data: { n: 99 } })
})

it('does not fall over a folder it cannot write to, and goes on when it can', () => {
  const folder = temporaryFolder()
  const blocked = join(folder, 'logs')
  writeFileSync(blocked, 'a file where the folder should be')
  const log = createFileLog(blocked, createFakeClock())
  log.info('app.started')
  expect(readFileSync(blocked, 'utf8')).toContain('a file')
  chmodSync(folder, 0o700)
  expect(existsSync(join(blocked, 'hubkeeper.log'))).toBe(false)
})
