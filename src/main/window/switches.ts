/**
 * The switches that a packaged app starts with; every other one is refused. Fuses do not stop them: Chromium has more than a
 * thousand, among them some that let another program read the page (`--remote-debugging-port`), run code in it
 * (`--load-extension`, `--js-flags`), or turn off what protects a key on its way (`--ignore-certificate-errors`,
 * `--host-rules`) and in memory (`--no-sandbox`). New ones come with each release, so what is harmless is listed and not what
 * is harmful. Proxies are no exception: the app uses the system's.
 */
const HARMLESS: Readonly<Record<string, 'any value' | readonly string[]>> = {
  lang: 'any value',
  // Displays and graphics that do not work as they should.
  'force-device-scale-factor': 'any value',
  'high-dpi-support': 'any value',
  'disable-gpu': 'any value',
  'disable-gpu-compositing': 'any value',
  'gtk-version': 'any value',
  'ozone-platform': ['x11', 'wayland', 'auto'],
  'ozone-platform-hint': ['x11', 'wayland', 'auto'],
  'enable-wayland-ime': 'any value',
  'enable-features': ['UseOzonePlatform', 'WaylandWindowDecorations'],
  // Screen readers that Chromium does not notice.
  'force-renderer-accessibility': 'any value',
  // The Windows installer starts the app with these after an update.
  updated: 'any value',
  'force-run': 'any value',
}

/** What macOS itself hands to every program: a process number, and defaults such as `-NSDocumentRevisionsDebugMode YES`. */
const OF_MACOS = /^-(psn_\d+_\d+|NS\w+|Apple\w+)$/

/**
 * The first switch on a command line that a packaged app does not start with, or null. `allowed` names switches that this
 * build lets in besides, as the one that the tests drive does.
 */
export function refusedSwitch(commandLine: readonly string[], platform: NodeJS.Platform, allowed: () => readonly string[]): string | null {
  for (const word of commandLine) {
    const parsed = parse(word, platform)
    if (!parsed || isHarmless(parsed) || (platform === 'darwin' && OF_MACOS.test(word))) continue
    // What follows a lone `--` is no switch to Chromium. Nothing of ours needs it, so it gets no rule of its own.
    if (!allowed().includes(parsed.name)) return word.slice(0, word.length - (parsed.value === null ? 0 : parsed.value.length + 1))
  }
  return null
}

/** The sentence for whoever started the app. A switch's value is not repeated: it may be anything. */
export const refusal = (name: string) =>
  `Hubkeeper does not start with the switch ${name}, since it could let other programs reach your keys. Start it without that switch.\n`

type Parsed = { name: string; value: string | null }

/** As Chromium reads a word: one dash or two, on Windows also a slash and capitals. Node takes `_` for `-` besides. */
function parse(word: string, platform: NodeJS.Platform): Parsed | null {
  const found = (platform === 'win32' ? /^(?:--?|\/)([^=]*)(?:=(.*))?$/s : /^--?([^=]*)(?:=(.*))?$/s).exec(word.trimStart())
  const name = found?.[1]
  if (name === undefined || name === '') return null
  return { name: name.toLowerCase().replaceAll('_', '-'), value: found?.[2] ?? null }
}

function isHarmless({ name, value }: Parsed): boolean {
  const values = Object.hasOwn(HARMLESS, name) ? HARMLESS[name] : undefined
  if (values === undefined) return false
  return values === 'any value' || (value ?? '').split(',').every((each) => values.includes(each))
}
