import type { MenuItemConstructorOptions } from 'electron'
import { acceleratorsOf, COMMANDS, type Command, type CommandId, type CommandPlatform, type MenuName } from '#shared/commands'
import { menuAccelerator } from '#shared/rules/accelerators'
import { commandWords, menuWords } from '#shared/words/commands'

type Item = MenuItemConstructorOptions
type Run = (command: CommandId, window: { id: number } | undefined) => void

/**
 * The native menu, made from the list of commands. The window listens to the same keys and knows what a person is typing, so
 * the menu shows most accelerators without taking them; on a Mac, which has no such menus, the page answers them first.
 */
export function menuTemplate(platform: CommandPlatform, run: Run): Item[] {
  const isMac = platform === 'mac'
  const all: readonly Command[] = COMMANDS
  const item = ({ id }: Command): Item => {
    const [accelerator] = acceleratorsOf(id, platform)
    return {
      id,
      label: commandWords[id],
      registerAccelerator: false,
      ...(accelerator === undefined ? {} : { accelerator: menuAccelerator(accelerator) }),
      click: (_item, window) => {
        run(id, window)
      },
    }
  }
  const of = (name: MenuName): Item[] => all.filter(({ menu }) => menu === name).map(item)
  const line: Item = { type: 'separator' }
  const role = (name: NonNullable<Item['role']>): Item => ({ role: name })
  const roles = (...names: NonNullable<Item['role']>[]): Item[] => names.map(role)
  const menu = (name: keyof typeof menuWords, submenu: Item[]): Item => ({ label: menuWords[name], submenu })

  const app: Item[] = isMac
    ? [
        {
          role: 'appMenu',
          submenu: [
            role('about'),
            line,
            ...of('app'),
            line,
            role('services'),
            line,
            ...roles('hide', 'hideOthers', 'unhide'),
            line,
            role('quit'),
          ],
        },
      ]
    : []
  return [
    ...app,
    menu('file', [...of('file'), line, ...(isMac ? [role('close')] : [...of('app'), line, role('close'), role('quit')])]),
    menu('edit', [...roles('undo', 'redo'), line, ...roles('cut', 'copy', 'paste', 'selectAll'), line, ...of('edit')]),
    menu('view', [
      ...of('view'),
      line,
      ...roles('resetZoom', 'zoomIn', 'zoomOut'),
      // Plus needs Shift on many keyboards; people press the key without it.
      { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false },
      line,
      role('togglefullscreen'),
    ]),
    menu('go', of('go')),
    menu('environment', of('environment')),
    { ...menu('window', isMac ? [...roles('minimize', 'zoom'), line, role('front')] : roles('minimize')), role: 'window' },
    { ...menu('help', [...of('help'), ...(isMac ? [] : [line, role('about')])]), role: 'help' },
  ]
}
