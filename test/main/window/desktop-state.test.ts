import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDesktopState } from '../../../src/main/window/desktop-state'

const place = (x: number) => ({ x, y: 10, width: 1000, height: 700, isMaximized: false })
let folder: string
const path = () => join(folder, 'deep', 'desktop.json')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubkeeper-desktop-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe('what the desktop side remembers', () => {
  it('keeps a place for each environment, over restarts, and of none named the last', () => {
    const state = createDesktopState(path())
    state.keepPlace('a', place(1))
    state.keepPlace('b', place(2))
    const again = createDesktopState(path())
    expect(again.placeOf('a')).toEqual(place(1))
    expect(again.placeOf()).toEqual(place(2))
    expect(again.placeOf('unknown')).toBeUndefined()
    again.keepPlace(null, place(3))
    expect(createDesktopState(path()).placeOf()).toEqual(place(3))
  })

  it('keeps the day of each reminder and forgets those that are no longer due', () => {
    createDesktopState(path()).keepReminded('2026-11-25', ['r1', 'r2'])
    const again = createDesktopState(path())
    expect(again.remindedOn('r2')).toBe('2026-11-25')
    again.keepReminded('2026-11-26', ['r1'])
    expect(createDesktopState(path()).remindedOn('r2')).toBeUndefined()
  })

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"places":{"a":{"x":1}},"lastKey":7}',
    '{"places":{"a":{"x":1e99,"y":0,"width":1,"height":1,"isMaximized":true}}}',
  ])('begins anew with what it cannot read: %s', (text) => {
    createDesktopState(path()).keepPlace('a', place(1))
    writeFileSync(path(), text)
    const state = createDesktopState(path())
    expect(state.placeOf('a')).toBeUndefined()
    state.keepPlace('a', place(2))
    expect(createDesktopState(path()).placeOf('a')).toEqual(place(2))
  })

  it('disturbs nobody when the disk takes nothing', () => {
    writeFileSync(join(folder, 'file'), '')
    const state = createDesktopState(join(folder, 'file', 'desktop.json'))
    state.keepPlace('a', place(1))
    expect(state.placeOf('a')).toEqual(place(1))
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('')
  })

  it('does not grow without end', () => {
    const state = createDesktopState(path())
    for (let each = 0; each < 150; each += 1) state.keepPlace(`e${String(each)}`, place(each))
    expect(state.placeOf('e0')).toBeUndefined()
    expect(state.placeOf('e149')).toEqual(place(149))
  })
})
