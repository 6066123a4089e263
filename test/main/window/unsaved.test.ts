import { describe, expect, it } from 'vitest'
import { createUnsaved, listed } from '../../../src/main/window/unsaved'

function setUp() {
  const asked: { names: readonly string[]; what: string; windowId: number }[] = []
  let answer: (agreed: boolean) => void = () => undefined
  const unsaved = createUnsaved((names, what, windowId) => {
    asked.push({ names, what, windowId })
    return new Promise((resolve) => {
      answer = resolve
    })
  })
  return { unsaved, asked, answer: (agreed: boolean) => answer(agreed) }
}
/** Resolves when it is called again. */
function again() {
  let run: () => void = () => undefined
  const called = new Promise<void>((resolve) => {
    run = resolve
  })
  return { run, called }
}
const one = { id: 1 }
const two = { id: 2 }

describe('before a window goes', () => {
  it('goes at once when everything is saved', () => {
    const { unsaved, asked } = setUp()
    unsaved.set(1, ['a draft'])
    unsaved.set(1, [])
    expect(unsaved.mayClose(one, () => undefined)).toBe(true)
    expect(asked).toEqual([])
  })

  it('asks with the names, closes when told to, and does not ask twice', async () => {
    const { unsaved, asked, answer } = setUp()
    unsaved.set(1, ['2 changed settings of Ridgeline', 'Add API Key'])
    const { run, called } = again()
    expect(unsaved.mayClose(one, run)).toBe(false)
    expect(unsaved.mayClose(one, run)).toBe(false)
    expect(asked).toEqual([{ names: ['2 changed settings of Ridgeline', 'Add API Key'], what: 'close', windowId: 1 }])
    answer(true)
    await called
    expect(unsaved.mayClose(one, run)).toBe(true)
  })

  it('stays as it is when the person thinks better of it, and asks the next time', async () => {
    const { unsaved, asked, answer } = setUp()
    unsaved.set(1, ['a draft'])
    let closed = false
    unsaved.mayClose(one, () => {
      closed = true
    })
    answer(false)
    await new Promise(setImmediate)
    await new Promise(setImmediate)
    expect(closed).toBe(false)
    expect(unsaved.of(1)).toEqual(['a draft'])
    unsaved.mayClose(one, () => undefined)
    expect(asked).toHaveLength(2)
  })

  it('does not ask about another window', () => {
    const { unsaved } = setUp()
    unsaved.set(2, ['a draft'])
    expect(unsaved.mayClose(one, () => undefined)).toBe(true)
  })
})

describe('before the app quits', () => {
  it('asks once for all windows', async () => {
    const { unsaved, asked, answer } = setUp()
    unsaved.set(1, ['first'])
    unsaved.set(2, ['second'])
    const { run, called } = again()
    expect(unsaved.mayQuit([one, two], run)).toBe(false)
    answer(true)
    await called
    expect(asked).toEqual([{ names: ['first', 'second'], what: 'quit', windowId: 1 }])
    expect(unsaved.mayQuit([one, two], run)).toBe(true)
    expect(unsaved.mayClose(two, run)).toBe(true)
  })
})

it('a long list is cut and says how much is left', () => {
  const names = Array.from({ length: 15 }, (_each, index) => `draft ${String(index)}`)
  const lines = listed(names, (count) => `and ${String(count)} more`).split('\n')
  expect(lines).toHaveLength(13)
  expect(lines[0]).toBe('• draft 0')
  expect(lines[12]).toBe('and 3 more')
})
