import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const COLLECTION = '/org/freedesktop/secrets/collection/login'

/** Whether this machine has what a keyring of our own takes. */
export const hasKeyring =
  process.platform === 'linux' && ['dbus-daemon', 'gnome-keyring-daemon', 'gdbus'].every((name) => existsSync(join('/usr/bin', name)))

/** A session without any bus: libsecret says so at once. */
export function environmentWithoutBus(folder: string): NodeJS.ProcessEnv {
  const { DBUS_SESSION_BUS_ADDRESS: _bus, DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env
  return { ...rest, HOME: folder, XDG_RUNTIME_DIR: join(folder, 'nothing') }
}

/**
 * A real Secret Service on a bus of our own, never a person's. Without a display its prompts fail at once, as they do when
 * a person closes them.
 */
export async function startPrivateKeyring(folder: string) {
  const runtime = join(folder, 'run')
  mkdirSync(runtime, { recursive: true, mode: 0o700 })
  const socket = join(folder, 'bus')
  const env = {
    ...environmentWithoutBus(folder),
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: join(folder, 'data'),
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}`,
  }
  const children: ChildProcess[] = []

  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', `--address=unix:path=${socket}`], { env, stdio: 'ignore' })
  children.push(bus)
  await until(() => Promise.resolve(existsSync(socket)))
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  children.push(daemon)
  daemon.stdin.end('password of a keyring for tests')

  const call = (service: string, path: string, method: string, ...parameters: string[]) =>
    run('gdbus', ['call', '--session', '--dest', service, '--object-path', path, '--method', method, ...parameters], { env })
  // Asked of the bus: asking the service itself before it has its name would make the bus start another, locked one.
  const hasOwner = () =>
    call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', 'org.freedesktop.secrets').then(
      ({ stdout }) => stdout.includes('true'),
      () => false,
    )
  await until(hasOwner)

  return {
    env,
    lock: () => call('org.freedesktop.secrets', '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock', `['${COLLECTION}']`),
    async stop() {
      for (const child of children.reverse()) {
        const ended = new Promise((resolve) => child.once('exit', resolve))
        if (child.exitCode === null && child.kill()) await ended
      }
    },
  }
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isTrue()) return
    await new Promise((resolve) => setTimeout(resolve, 25)) // another program starts up; there is nothing to listen to
  }
  throw new Error('The private keyring did not come up')
}
