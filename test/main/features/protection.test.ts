import { describe, expect, it } from 'vitest'
import { EnvironmentId } from '#shared/contract/op'
import type { Protection } from '#shared/contract/environments'
import { createProtection } from '../../../src/main/features/environments/protection'

const id = EnvironmentId.parse('11111111-1111-4111-8111-111111111111')
const profile = (protection: Protection) => ({
  id,
  name: 'Maple Valley',
  type: 'production' as const,
  kind: 'hub' as const,
  connection: 'administration' as const,
  hubUrl: 'https://hub.example.edu',
  tenant: { id: 't', name: 'T', label: 'Production' },
  protection,
})

function setup() {
  const time = { wall: Date.parse('2026-01-01T00:00:00Z'), monotonic: 0 }
  const gate = createProtection({
    now: () => time.wall,
    iso: () => new Date(time.wall).toISOString(),
    monotonic: () => time.monotonic,
  })
  const pass = (milliseconds: number) => {
    time.wall += milliseconds
    time.monotonic += milliseconds
  }
  return { gate, time, pass }
}
const outcome = (run: () => void) => {
  try {
    run()
    return 'allowed'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('protection', () => {
  it.each<[Protection, string | undefined, string]>([
    ['open', undefined, 'allowed'],
    ['ask', undefined, 'confirmation-required'],
    ['ask', '', 'allowed'],
    ['type-name', undefined, 'confirmation-required'],
    ['type-name', 'maple valley', 'confirmation-required'],
    ['type-name', ' Maple Valley ', 'allowed'],
    ['read-only', undefined, 'read-only'],
    ['read-only', 'Maple Valley', 'read-only'],
  ])('%s with %j is %s', (level, confirmation, expected) => {
    const { gate } = setup()
    expect(outcome(() => gate.assertWritable(profile(level), confirmation))).toBe(expected)
  })

  it('unlocks by the typed name only, for fifteen minutes', () => {
    const { gate, pass } = setup()
    expect(outcome(() => gate.unlock(profile('read-only'), 'Maple'))).toBe('confirmation-required')
    gate.unlock(profile('read-only'), 'Maple Valley')
    pass(15 * 60_000 - 1)
    expect(outcome(() => gate.assertWritable(profile('read-only'), undefined))).toBe('allowed')
    pass(1)
    expect(outcome(() => gate.assertWritable(profile('read-only'), undefined))).toBe('read-only')
  })

  it('is not prolonged by a clock that is set back', () => {
    const { gate, time } = setup()
    gate.unlock(profile('read-only'), 'Maple Valley')
    time.wall -= 24 * 3_600_000
    time.monotonic += 15 * 60_000
    expect(gate.unlockedUntil(id)).toBeNull()
  })

  it('locks again at once when asked', () => {
    const { gate } = setup()
    gate.unlock(profile('read-only'), 'Maple Valley')
    gate.lock(id)
    expect(outcome(() => gate.assertWritable(profile('read-only'), undefined))).toBe('read-only')
  })
})
