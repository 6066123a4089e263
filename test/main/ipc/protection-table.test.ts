import { beforeEach, describe, expect, it } from 'vitest'
import { contract, type Caller, type Services } from '#shared/contract'
import { Protection } from '#shared/contract/environments'
import { EnvironmentId } from '#shared/contract/op'
import type { ErrorCode } from '#shared/errors'
import type { Profile } from '../../../src/main/features/environments/environments.repo'
import { createProtection, UNLOCK_MINUTES } from '../../../src/main/features/environments/protection'
import { createGuards } from '../../../src/main/ipc/guards'
import { serve } from '../../../src/main/ipc/serve'
import { createFakeClock } from '../../fakes/fake-clock'
import { WRITE_EXAMPLES, writeNames, type WriteName } from './write-examples'

const here = EnvironmentId.parse('11111111-1111-4111-8111-111111111111')
const elsewhere = EnvironmentId.parse('33333333-3333-4333-8333-333333333333')
const NAME = 'Maple Valley'
const WINDOW = { here: 1, elsewhere: 2, none: 3 }

/** The real gate, guards and serving over services that only count that they were reached. */
function setup(protection: Protection) {
  const clock = createFakeClock()
  const gate = createProtection(clock)
  const profile: Profile = {
    id: here,
    name: NAME,
    type: 'production',
    kind: 'hub',
    connection: 'administration',
    hubUrl: 'https://hub.example.edu',
    tenant: { id: 't', name: 'T', label: 'Production' },
    protection,
  }
  const guards = createGuards<Profile>({
    boundTo: (windowId) => (windowId === WINDOW.here ? here : windowId === WINDOW.elsewhere ? elsewhere : null),
    profileOf: (id) => (id === here ? profile : id === elsewhere ? { ...profile, id, protection: 'open' } : null),
    assertWritable: (of, confirmation) => {
      gate.assertWritable(of, confirmation)
    },
  })
  const reached: string[] = []
  const services = Object.fromEntries(
    Object.entries(contract).map(([feature, ops]) => [
      feature,
      Object.fromEntries(Object.keys(ops).map((verb) => [verb, () => void reached.push(`${feature}.${verb}`)])),
    ]),
  ) as unknown as Services // built from the contract itself, so every function is there
  const answer = serve(services, guards, () => 'reached')

  return {
    gate,
    profile,
    pass: clock.pass,
    /** Whether the service was reached, or the code by which it was not. */
    async outcome(name: WriteName, { confirmation, windowId = WINDOW.here }: Attempt = {}): Promise<'reached' | ErrorCode> {
      reached.length = 0
      const caller: Caller = { windowId, signal: new AbortController().signal }
      const input = { ...WRITE_EXAMPLES[name], environmentId: here, ...(confirmation === undefined ? {} : { confirmation }) }
      const result = await answer(name, input, caller)
      if (reached.length > 0) return 'reached'
      return result.ok ? 'internal' : result.error.code
    },
  }
}
type Attempt = { confirmation?: string; windowId?: number }

/** What each level lets through: nothing confirmed, a mere yes, another environment's name, the name. */
const LEVELS: Record<Protection, [string | undefined, 'reached' | ErrorCode][]> = {
  open: [
    [undefined, 'reached'],
    ['yes', 'reached'],
    ['Maple', 'reached'],
    [NAME, 'reached'],
  ],
  ask: [
    [undefined, 'confirmation-required'],
    ['yes', 'reached'],
    ['Maple', 'reached'],
    [NAME, 'reached'],
  ],
  'type-name': [
    [undefined, 'confirmation-required'],
    ['yes', 'confirmation-required'],
    ['Maple', 'confirmation-required'],
    [NAME, 'reached'],
  ],
  'read-only': [
    [undefined, 'read-only'],
    ['yes', 'read-only'],
    ['Maple', 'read-only'],
    [NAME, 'read-only'],
  ],
}

const NAMES = Object.keys(WRITE_EXAMPLES) as WriteName[] // a record's keys are its type's

it('the table has every write of the contract, and nothing else', () => {
  expect([...NAMES].sort()).toEqual(writeNames().sort())
})

describe.each(NAMES)('%s', (name) => {
  describe.each(Protection.options)('in an environment that is %s', (level) => {
    let t: ReturnType<typeof setup>
    beforeEach(() => {
      t = setup(level)
    })

    it.each(LEVELS[level])('with the confirmation %j is %s', async (confirmation, expected) => {
      expect(await t.outcome(name, confirmation === undefined ? {} : { confirmation })).toBe(expected)
    })

    it('is refused from a window of another environment, or of none, whatever is confirmed', async () => {
      t.gate.unlock(t.profile, NAME)
      for (const windowId of [WINDOW.elsewhere, WINDOW.none])
        for (const confirmation of ['', NAME]) expect(await t.outcome(name, { confirmation, windowId })).toBe('wrong-environment')
    })

    it('is as before the unlocking when the fifteen minutes are over', async () => {
      const before = await t.outcome(name)
      t.gate.unlock(t.profile, NAME)
      t.pass(UNLOCK_MINUTES * 60_000 - 1)
      const during = await t.outcome(name)
      t.pass(1)
      expect({ during, after: await t.outcome(name) }).toEqual({ during: level === 'read-only' ? 'reached' : before, after: before })
    })
  })
})
