import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '#shared/commands'
import { menuTemplate } from '../../../src/main/window/menu'

type Item = MenuItemConstructorOptions
const flat = (items: readonly Item[]): Item[] => items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])
const rolesOf = (items: readonly Item[]) => flat(items).flatMap(({ role }) => (role === undefined ? [] : [role]))

describe('the native menu', () => {
  it.each(['mac', 'windows', 'linux'] as const)('has every command that names a menu, once, on %s', (platform) => {
    const ids = flat(menuTemplate(platform, () => undefined)).flatMap(({ id }) => (id === undefined ? [] : [id]))
    const declared = COMMANDS.flatMap((command) => ('menu' in command ? [command.id] : []))
    expect(ids.sort()).toEqual([...declared].sort())
  })

  it('asks for a known command of the window it belongs to, and for nothing else', () => {
    const runs: unknown[] = []
    const items = flat(menuTemplate('linux', (command, window) => runs.push([command, window])))
    for (const item of items.filter(({ id }) => id !== undefined)) item.click?.(undefined as never, { id: 7 } as never, undefined as never)
    expect(runs).toHaveLength(items.filter(({ id }) => id !== undefined).length)
    expect(runs).toContainEqual(['go.applications', { id: 7 }])
  })

  it('leaves the keys of commands to the window, which knows what is being typed', () => {
    for (const { id, registerAccelerator } of flat(menuTemplate('windows', () => undefined)))
      if (id !== undefined) expect(registerAccelerator).toBe(false)
  })

  it('has the roles of editing, zoom and windows', () => {
    const roles = rolesOf(menuTemplate('linux', () => undefined))
    expect(roles).toEqual(
      expect.arrayContaining([
        'undo',
        'redo',
        'cut',
        'copy',
        'paste',
        'selectAll',
        'resetZoom',
        'zoomIn',
        'zoomOut',
        'minimize',
        'close',
        'quit',
      ]),
    )
    expect(roles).not.toContain('toggleDevTools')
    expect(roles).not.toContain('reload')
  })

  it('begins with the menu of the app on a Mac, with its preferences', () => {
    const [first] = menuTemplate('mac', () => undefined)
    expect(first?.role).toBe('appMenu')
    expect(flat([first as Item]).map(({ id }) => id)).toContain('go.preferences')
    expect(rolesOf([first as Item])).toEqual(expect.arrayContaining(['about', 'services', 'hide', 'quit']))
  })
})
