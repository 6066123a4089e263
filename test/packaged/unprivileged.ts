import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packages } from './packages'

/** `nobody` and `nogroup` of Debian: they own nothing. */
const NOBODY = 65534
const isRoot = process.getuid?.() === 0

export type Run = { child: ChildProcess; stdout: () => string; stderr: () => string; ended: Promise<number | null> }
export type Installed = { home: string; resources: string; start(args: string[], env?: Record<string, string>): Run; remove(): void }

/** What a person's command is run with: as root, another user, since Chromium gives root no sandbox and the app asks for one. */
const asPerson = (command: string, args: string[]): [string, string[]] =>
  isRoot ? ['setpriv', [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--', command, ...args]] : [command, args]

/** Whether this machine lets an ordinary user make the namespaces that Chromium's sandbox is built from. */
export function canSandbox(): boolean {
  return process.platform !== 'linux' || spawnSync(...asPerson('unshare', ['--user', '--map-root-user', 'true'])).status === 0
}

/** Printed besides being the reason of the skipped tests, which the list of tests does not show. */
export function whyNotSandboxed(): string {
  const why =
    'This machine gives an ordinary user no namespaces, so Chromium’s sandbox and with it the shipping app cannot start here: not shown.'
  if (!canSandbox()) process.stderr.write(`${why}\n`)
  return why
}

/** The shipping package as an administrator would install it, for a person who owns a home and a display and nothing else. */
export function install(): Installed {
  const place = mkdtempSync(join(tmpdir(), 'hubkeeper-installed-'))
  chmodSync(place, 0o755)
  const { folder, executable, resources } = packages().shipping
  cpSync(folder, join(place, 'app'), { recursive: true, verbatimSymlinks: true })
  const home = join(place, 'home')
  mkdirSync(home, { mode: 0o700 })
  const authority = join(home, 'Xauthority')
  if (process.env.XAUTHORITY && existsSync(process.env.XAUTHORITY)) copyFileSync(process.env.XAUTHORITY, authority)
  if (isRoot) for (const path of [home, ...(existsSync(authority) ? [authority] : [])]) chownSync(path, NOBODY, NOBODY)

  return {
    home,
    resources: join(place, 'app', resources),
    start(args, env = {}) {
      const child = spawn(...asPerson(join(place, 'app', executable), args), {
        cwd: home,
        // Nothing of the tests' own environment, their keychain least of all: what is shown is what a person gets.
        env: { PATH: '/usr/bin:/bin', HOME: home, DISPLAY: process.env.DISPLAY, XAUTHORITY: authority, LANG: 'en_US.UTF-8', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let stdout = ''
      let stderr = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
      return { child, stdout: () => stdout, stderr: () => stderr, ended }
    },
    remove: () => {
      rmSync(place, { recursive: true, force: true })
    },
  }
}
