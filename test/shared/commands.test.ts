import { describe, expect, it } from 'vitest'
import { acceleratorsOf, COMMAND_IDS, COMMANDS, commandOf } from '#shared/commands'
import { commandFor, isPressed, isTyped, keysShown, menuAccelerator } from '#shared/rules/accelerators'
import { commandWords } from '#shared/words/commands'

const press = (key: string, over: object = {}) => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...over,
})
const ctrl = (key: string, over: object = {}) => press(key, { ctrlKey: true, ...over })

describe('the list of commands', () => {
  it('names each once, with words', () => {
    expect(new Set(COMMAND_IDS).size).toBe(COMMANDS.length)
    for (const id of COMMAND_IDS) {
      expect(commandOf(id).id).toBe(id)
      expect(commandWords[id].trim()).not.toBe('')
    }
    expect(new Set(Object.values(commandWords)).size).toBe(COMMANDS.length)
  })

  it.each(['mac', 'windows', 'linux'] as const)('gives no keys to two commands on %s', (platform) => {
    const all = COMMAND_IDS.flatMap((id) => acceleratorsOf(id, platform))
    expect(new Set(all).size).toBe(all.length)
  })

  it.each(['mac', 'windows', 'linux'] as const)('takes no keys on %s that edit text', (platform) => {
    const editing = ['Mod+A', 'Mod+C', 'Mod+V', 'Mod+X', 'Mod+Z', 'Mod+Y', 'Mod+Shift+Z', 'Mod+Q', 'Mod+W', 'Mod+M', 'Mod+H']
    const all = COMMAND_IDS.flatMap((id) => acceleratorsOf(id, platform))
    expect(all.filter((accelerator) => editing.includes(accelerator))).toEqual([])
  })
})

describe('pressed keys', () => {
  it('are Ctrl elsewhere and Cmd on a Mac, and not the other one', () => {
    expect(commandFor(ctrl('k'), 'linux', false)).toBe('commands.open')
    expect(commandFor(press('k', { metaKey: true }), 'mac', false)).toBe('commands.open')
    expect(commandFor(ctrl('k'), 'mac', false)).toBeNull()
    expect(commandFor(press('k', { metaKey: true }), 'windows', false)).toBeNull()
  })

  it('tell Shift apart for letters, and take signs as the keyboard writes them', () => {
    expect(commandFor(ctrl('K', { shiftKey: true }), 'linux', false)).toBe('keys.add')
    expect(commandFor(ctrl('/', { shiftKey: true }), 'linux', false)).toBe('commands.shortcuts')
    expect(commandFor(press('?', { shiftKey: true }), 'linux', false)).toBe('commands.shortcuts')
  })

  it('are found where they are on keyboards that write something else', () => {
    expect(commandFor(ctrl('л', { code: 'KeyK' }), 'windows', false)).toBe('commands.open')
    expect(commandFor(ctrl('&', { code: 'Digit1' }), 'linux', false)).toBe('environment.1')
    // The letter that is written counts more than the place: Dvorak has another letter there.
    expect(commandFor(ctrl('t', { code: 'KeyK' }), 'linux', false)).toBeNull()
  })

  it('with Ctrl and Alt write a sign, and run nothing', () => {
    expect(commandFor(ctrl('k', { altKey: true }), 'windows', false)).toBeNull()
    expect(commandFor(ctrl('1', { altKey: true }), 'windows', false)).toBeNull()
  })

  it('without Ctrl or Cmd run nothing in a field, and go on running something there with it', () => {
    for (const key of ['?', '/', ...Array.from('abcdefghijklmnopqrstuvwxyz0123456789')])
      expect(commandFor(press(key), 'linux', true)).toBeNull()
    expect(commandFor(press('/'), 'linux', false)).toBe('list.filter')
    expect(commandFor(ctrl('k'), 'linux', true)).toBe('commands.open')
    expect(commandFor(press('F5'), 'linux', true)).toBe('environment.refresh')
  })

  it('go back and forward as the platform does', () => {
    expect(commandFor(press('ArrowLeft', { altKey: true }), 'windows', false)).toBe('go.back')
    expect(commandFor(press('[', { metaKey: true }), 'mac', false)).toBe('go.back')
    expect(commandFor(press('ArrowLeft', { altKey: true }), 'mac', true)).toBeNull()
  })

  it('are known as typed ones by what they lack', () => {
    expect([isTyped('?'), isTyped('F5'), isTyped('Mod+K'), isTyped('Alt+Left')]).toEqual([true, false, false, false])
    expect(isPressed('Mod+,', ctrl(','), 'linux')).toBe(true)
  })
})

it('keys are shown as the keyboard names them, and given to the menu as it wants them', () => {
  expect(keysShown('Mod+Shift+K', 'mac')).toEqual(['⌘', '⇧', 'K'])
  expect(keysShown('Mod+Shift+K', 'linux')).toEqual(['Ctrl', 'Shift', 'K'])
  expect(keysShown('Alt+Left', 'windows')).toEqual(['Alt', '←'])
  expect(menuAccelerator('Mod+Shift+K')).toBe('CmdOrCtrl+Shift+K')
})
