import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RotationState } from '#shared/contract/rotations'
import { isSameRestriction, normalRestriction } from '#shared/rules/restriction'
import { canFollow, isFinished, isStuck, NEXT, stepOf } from '#shared/rules/rotation'

const STATES = RotationState.options

describe('the states of a rotation', () => {
  it('all lead to an end, and an end leads nowhere', () => {
    for (const state of STATES) {
      const reached = new Set<RotationState>([state])
      for (const from of reached) for (const to of NEXT[from]) reached.add(to)
      expect([...reached].some(isFinished)).toBe(true)
      expect(isFinished(state)).toBe(NEXT[state].length === 0)
    }
  })

  it('reach the removal of the old key only through a proved and a distributed new one', () => {
    const before = (to: RotationState) => STATES.filter((from) => from !== to && canFollow(from, to))
    expect(before('done')).toEqual(['deleting'])
    expect(before('deleting')).toEqual(['distributed'])
    expect(before('distributed')).toEqual(['verified', 'deleting'])
    expect(before('verified')).toEqual(['restricted', 'distributed'])
  })

  it('name the step that is up next', () => {
    expect(STATES.map((state) => stepOf(state, null, '2026-11-24'))).toEqual([
      'create',
      'create',
      'create',
      'verify',
      'distribute',
      'remove',
      'remove',
      null,
      null,
    ])
    expect(stepOf('distributed', '2026-11-25', '2026-11-24')).toBe('wait')
    expect(stepOf('distributed', '2026-11-24', '2026-11-24')).toBe('remove')
  })

  it('are stuck after two weeks, or after the day that was planned', () => {
    const now = Date.parse('2026-11-24T12:00:00Z')
    const at = (changedAt: string, endsOn: string | null, state: RotationState = 'verified') => isStuck({ state, endsOn, changedAt }, now)
    expect(at('2026-11-20T12:00:00Z', null)).toBe(false)
    expect(at('2026-11-01T12:00:00Z', null)).toBe(true)
    expect(at('2026-11-01T12:00:00Z', '2026-11-24')).toBe(false)
    expect(at('2026-11-23T12:00:00Z', '2026-11-23')).toBe(true)
    expect(at('2026-01-01T12:00:00Z', null, 'done')).toBe(false)
  })
})

describe('two restrictions', () => {
  const restricted = (...addresses: string[]) => ({ mode: 'restricted' as const, addresses })

  it('are the same whatever the order and the way of writing', () => {
    const entries = fc.uniqueArray(fc.ipV4(), { maxLength: 8 })
    fc.assert(
      fc.property(entries, (addresses) => {
        expect(isSameRestriction(restricted(...addresses), restricted(...addresses.toReversed().map((text) => ` ${text} `)))).toBe(true)
        expect(isSameRestriction(restricted(...addresses), restricted(...addresses, '2001:db8::1'))).toBe(false)
      }),
    )
    expect(isSameRestriction(restricted('2001:DB8:0::1'), restricted('2001:db8::1'))).toBe(true)
  })

  it('differ between nothing allowed and nothing forbidden', () => {
    expect(isSameRestriction(restricted(), { mode: 'unrestricted' })).toBe(false)
    expect(isSameRestriction({ mode: 'unrestricted' }, { mode: 'unrestricted' })).toBe(true)
    expect(isSameRestriction(restricted(), restricted())).toBe(true)
  })

  it('are brought to normal form, or each bad entry is named', () => {
    expect(normalRestriction(restricted(' 10.0.0.1 '))).toEqual({ ok: true, restriction: restricted('10.0.0.1') })
    expect(normalRestriction(restricted('10.0.0.1', 'x', '1.2'))).toMatchObject({
      ok: false,
      faults: [{ path: 'restriction.addresses.1' }, { path: 'restriction.addresses.2' }],
    })
  })
})
