import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWriteWorld, type WriteWorld } from './write-world'
import { writeNames } from './write-examples'

/** Writes that need a longer story before them: each has its own test of what it sends. */
const TOLD_ELSEWHERE = ['imports.apply', 'rotations.adopt', 'rotations.finish']

let world: WriteWorld
beforeEach(async () => {
  world = await openWriteWorld()
})
afterEach(() => world.close())

it('tries every write of the contract but those with a story of their own', () => {
  expect([...Object.keys(world.attempts), ...TOLD_ELSEWHERE].sort()).toEqual(writeNames().sort())
})

describe.each(writeNames().filter((name) => !TOLD_ELSEWHERE.includes(name)))('%s', (name) => {
  it('sends nothing but questions to a hub of another tenant, and writes to its own', async () => {
    const input = await world.attempts[name]!()
    world.pin('another tenant')
    const { refusal, writes } = await world.run(name, input)
    expect({ refusal, writes }).toEqual({ refusal: 'wrong-tenant', writes: [] })

    // The same request to the right tenant does write: else the first half would prove nothing.
    world.pin('own tenant')
    const own = await world.run(name, input)
    expect(own.refusal).toBeNull()
    expect(own.writes.length).toBeGreaterThan(0)
  })
})
