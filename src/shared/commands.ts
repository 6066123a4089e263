/** `Mod` is Cmd on a Mac and Ctrl elsewhere; the rest is written as Electron writes accelerators. */
export type Accelerator = string

export type CommandPlatform = 'mac' | 'windows' | 'linux'

/**
 * Where a command can be run.
 * - `anywhere`: always, once the first page is answered;
 * - `environment`: the window belongs to an environment;
 * - `application`: an application is open;
 * - `page`: the page that is shown offers it.
 */
export type CommandPlace = 'anywhere' | 'environment' | 'application' | 'page'

export const COMMAND_GROUPS = ['general', 'go', 'environment', 'application', 'view'] as const
export type CommandGroup = (typeof COMMAND_GROUPS)[number]

export type MenuName = 'app' | 'file' | 'edit' | 'view' | 'go' | 'environment' | 'help'

type Declared = {
  id: string
  group: CommandGroup
  place: CommandPlace
  /** One for all platforms, or one for the Mac and one for the others. */
  accelerator?: Accelerator | { mac: Accelerator; other: Accelerator }
  /** Single keys that do the same while nobody is typing, and second ways people know from elsewhere. */
  also?: readonly Accelerator[]
  /** The native menu that has it; on a Mac `app` is the app's menu, elsewhere File. */
  menu?: MenuName
  /** Environments have entries of their own in the palette. */
  inPalette?: false
}

/** Ctrl or Cmd with a digit goes to that environment of the list. */
const nth = <Id extends string>(id: Id, digit: string) =>
  ({ id, group: 'environment', place: 'anywhere', accelerator: `Mod+${digit}`, inPalette: false }) as const

/** Everything that can be asked of the window by name: the menu, the palette, the shortcuts and their sheet follow from it. */
export const COMMANDS = [
  { id: 'commands.open', group: 'general', place: 'anywhere', accelerator: 'Mod+K', menu: 'view', inPalette: false },
  { id: 'commands.shortcuts', group: 'general', place: 'anywhere', accelerator: 'Mod+/', also: ['?'], menu: 'help' },
  { id: 'list.filter', group: 'general', place: 'page', accelerator: 'Mod+F', also: ['/'], menu: 'edit' },
  { id: 'changes.review', group: 'general', place: 'page', accelerator: 'Mod+S', menu: 'file' },
  { id: 'window.new', group: 'general', place: 'anywhere', accelerator: 'Mod+Shift+N', menu: 'file' },
  { id: 'go.preferences', group: 'general', place: 'anywhere', accelerator: 'Mod+,', menu: 'app' },

  { id: 'go.applications', group: 'go', place: 'environment', accelerator: 'Mod+Shift+A', menu: 'go' },
  { id: 'go.configuration', group: 'go', place: 'environment', accelerator: 'Mod+Shift+C', menu: 'go' },
  { id: 'go.health', group: 'go', place: 'environment', accelerator: 'Mod+Shift+H', menu: 'go' },
  { id: 'go.rotations', group: 'go', place: 'environment', accelerator: 'Mod+Shift+R', menu: 'go' },
  { id: 'go.addressSets', group: 'go', place: 'environment', accelerator: 'Mod+Shift+E', menu: 'go' },
  { id: 'go.activity', group: 'go', place: 'environment', menu: 'go' },
  { id: 'go.search', group: 'go', place: 'anywhere', accelerator: 'Mod+Shift+F', menu: 'go' },
  { id: 'go.snapshots', group: 'go', place: 'environment', menu: 'go' },
  { id: 'go.compare', group: 'go', place: 'anywhere', menu: 'go' },
  { id: 'go.help', group: 'go', place: 'anywhere', accelerator: 'F1', menu: 'help' },
  { id: 'go.imports', group: 'go', place: 'environment', menu: 'file' },
  { id: 'go.back', group: 'go', place: 'anywhere', accelerator: { mac: 'Mod+[', other: 'Alt+Left' }, menu: 'go' },
  { id: 'go.forward', group: 'go', place: 'anywhere', accelerator: { mac: 'Mod+]', other: 'Alt+Right' }, menu: 'go' },

  { id: 'go.connect', group: 'environment', place: 'anywhere', accelerator: 'Mod+N', menu: 'file' },
  { id: 'environment.refresh', group: 'environment', place: 'environment', accelerator: 'Mod+R', also: ['F5'], menu: 'environment' },
  { id: 'environment.protect', group: 'environment', place: 'environment', accelerator: 'Mod+L', menu: 'environment' },
  { id: 'environment.startSandbox', group: 'environment', place: 'environment', menu: 'environment' },
  { id: 'environment.stopSandbox', group: 'environment', place: 'environment', menu: 'environment' },
  { id: 'environment.remove', group: 'environment', place: 'environment' },
  nth('environment.1', '1'),
  nth('environment.2', '2'),
  nth('environment.3', '3'),
  nth('environment.4', '4'),
  nth('environment.5', '5'),
  nth('environment.6', '6'),
  nth('environment.7', '7'),
  nth('environment.8', '8'),
  nth('environment.9', '9'),

  { id: 'applications.createManually', group: 'application', place: 'environment' },
  { id: 'applications.createFromCatalog', group: 'application', place: 'environment' },
  { id: 'application.overview', group: 'application', place: 'application' },
  { id: 'application.keys', group: 'application', place: 'application' },
  { id: 'application.credentials', group: 'application', place: 'application' },
  { id: 'application.resources', group: 'application', place: 'application' },
  { id: 'application.access', group: 'application', place: 'application' },
  { id: 'application.upgrades', group: 'application', place: 'application' },
  { id: 'application.isoCodes', group: 'application', place: 'application' },
  { id: 'keys.add', group: 'application', place: 'application', accelerator: 'Mod+Shift+K' },
  { id: 'exports.apiSettings', group: 'application', place: 'application', accelerator: 'Mod+E', menu: 'file' },
  { id: 'exports.isoCodes', group: 'application', place: 'application' },
  { id: 'exports.many', group: 'application', place: 'environment' },
  { id: 'exports.keyInventory', group: 'application', place: 'environment' },
  { id: 'application.edit', group: 'application', place: 'application' },
  { id: 'application.delete', group: 'application', place: 'application' },
  { id: 'resources.check', group: 'application', place: 'application' },
  { id: 'addressSets.new', group: 'application', place: 'environment' },

  { id: 'view.systemTheme', group: 'view', place: 'anywhere' },
  { id: 'view.lightTheme', group: 'view', place: 'anywhere' },
  { id: 'view.darkTheme', group: 'view', place: 'anywhere' },
] as const satisfies readonly Declared[]

export type CommandId = (typeof COMMANDS)[number]['id']
export type Command = Declared & { id: CommandId }

export const COMMAND_IDS = COMMANDS.map(({ id }) => id) as [CommandId, ...CommandId[]] // the list is not empty

const byId = new Map<string, Command>(COMMANDS.map((command) => [command.id, command]))

/** The command of this name. Every id has one. */
export function commandOf(id: CommandId): Command {
  const command = byId.get(id)
  if (!command) throw new Error(`There is no command ${id}.`)
  return command
}

/** The keys of a command on this platform, the first of which the menu shows. */
export function acceleratorsOf(id: CommandId, platform: CommandPlatform): readonly Accelerator[] {
  const { accelerator, also = [] } = commandOf(id)
  const first = typeof accelerator === 'object' ? (platform === 'mac' ? accelerator.mac : accelerator.other) : accelerator
  return first === undefined ? also : [first, ...also]
}

/** The environments of the list, reached by their digit. */
export const isNthEnvironment = (id: CommandId): boolean => /^environment\.\d$/.test(id)
