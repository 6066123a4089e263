import { acceleratorsOf, COMMANDS, type Accelerator, type CommandId, type CommandPlatform } from '../commands'

/** What of a pressed key counts here. */
export type Pressed = { key: string; code: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean }

type Parts = { mod: boolean; alt: boolean; shift: boolean; key: string }

function partsOf(accelerator: Accelerator): Parts {
  const parts = accelerator.split('+')
  const key = parts.at(-1) ?? ''
  return { mod: parts.includes('Mod'), alt: parts.includes('Alt'), shift: parts.includes('Shift'), key }
}

const KEY_NAMES: Record<string, string> = { Left: 'ArrowLeft', Right: 'ArrowRight' }
const isLetter = (key: string) => /^[A-Z]$/.test(key)
const isDigit = (key: string) => /^[0-9]$/.test(key)
/** A sign may need Shift on one keyboard and not on another. */
const isSign = (key: string) => key.length === 1 && !isLetter(key) && !isDigit(key)

/** Whether it is one key without Ctrl, Cmd or Alt, which would be typed into a field. */
export const isTyped = (accelerator: Accelerator): boolean => {
  const { mod, alt, key } = partsOf(accelerator)
  return !mod && !alt && key.length === 1
}

/**
 * Whether the pressed keys are this accelerator. Letters and digits count by what is written on the key or by where it is, so
 * that they are found on keyboards that write something else; Ctrl together with Alt is how some keyboards write signs.
 */
export function isPressed(accelerator: Accelerator, pressed: Pressed, platform: CommandPlatform): boolean {
  const { mod, alt, shift, key } = partsOf(accelerator)
  const modKey = platform === 'mac' ? pressed.metaKey : pressed.ctrlKey
  const otherKey = platform === 'mac' ? pressed.ctrlKey : pressed.metaKey
  if (modKey !== mod || otherKey || pressed.altKey !== alt) return false
  if (isSign(key)) return pressed.key === key
  if (pressed.shiftKey !== shift) return false
  if (isLetter(key)) return pressed.key.toUpperCase() === key || (!/^[a-z]$/i.test(pressed.key) && pressed.code === `Key${key}`)
  if (isDigit(key)) return pressed.key === key || pressed.code === `Digit${key}`
  return pressed.key === (KEY_NAMES[key] ?? key)
}

/** The command of the pressed keys, if there is one. In a field, keys that write something write it. */
export function commandFor(pressed: Pressed, platform: CommandPlatform, isTyping: boolean): CommandId | null {
  for (const { id } of COMMANDS)
    for (const accelerator of acceleratorsOf(id, platform))
      if (!(isTyping && isTyped(accelerator)) && isPressed(accelerator, pressed, platform)) return id
  return null
}

const MAC: Record<string, string> = { Mod: '⌘', Alt: '⌥', Shift: '⇧', Left: '←', Right: '→' }
const OTHER: Record<string, string> = { Mod: 'Ctrl', Left: '←', Right: '→' }

/** The keys as they are written on a keyboard, one by one. */
export function keysShown(accelerator: Accelerator, platform: CommandPlatform): readonly string[] {
  const names = platform === 'mac' ? MAC : OTHER
  return accelerator.split('+').map((part) => names[part] ?? part)
}

/** As Electron wants it for a menu. */
export const menuAccelerator = (accelerator: Accelerator): string => accelerator.replace('Mod', 'CmdOrCtrl')
