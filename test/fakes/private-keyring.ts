import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const PASSWORD = 'password of a keyring for tests'
const COLLECTION = '/org/freedesktop/secrets/collection/login'

/** Whether this machine has what a keyring of our own takes. */
export const hasKeyring =
  process.platform === 'linux' && ['dbus-daemon', 'gnome-keyring-daemon', 'gdbus'].every((name) => existsSync(join('/usr/bin', name)))

/** A session without any bus: libsecret says so at once. */
export function environmentWithoutBus(folder: string): NodeJS.ProcessEnv {
  const { DBUS_SESSION_BUS_ADDRESS: _bus, DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env
  return { ...rest, HOME: folder, XDG_RUNTIME_DIR: join(folder, 'nothing') }
}

const PROMPTER = '/usr/share/dbus-1/services/org.gnome.keyring.SystemPrompter.service'

/** Whether a prompt of the keyring can be opened here, for nobody to answer it. */
export const canPrompt = hasKeyring && existsSync(PROMPTER) && process.env.DISPLAY !== undefined

/** A session bus of our own that starts no program by itself, or only the one that shows the keyring's prompts. */
export async function startPrivateBus(folder: string, { prompts = false } = {}) {
  const runtime = join(folder, 'run')
  const services = join(folder, 'services')
  for (const path of [runtime, services]) mkdirSync(path, { recursive: true, mode: 0o700 })
  const { DISPLAY, XAUTHORITY } = process.env
  const address = `unix:path=${join(folder, 'bus')}`
  const env = {
    ...environmentWithoutBus(folder),
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: join(folder, 'data'),
    DBUS_SESSION_BUS_ADDRESS: address,
    ...(prompts ? { DISPLAY, XAUTHORITY } : {}),
  }
  if (prompts) copyFileSync(PROMPTER, join(services, basename(PROMPTER)))
  writeFileSync(
    join(folder, 'bus.conf'),
    `<busconfig><type>session</type><listen>${address}</listen><servicedir>${services}</servicedir><policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  )
  const bus = spawn('dbus-daemon', ['--nofork', '--nopidfile', `--config-file=${join(folder, 'bus.conf')}`], { env, stdio: 'ignore' })
  await until(() => Promise.resolve(existsSync(join(folder, 'bus'))))
  return { env, bus, stop: () => ended([bus]) }
}

/**
 * A real Secret Service on a bus of our own, never a person's. Its prompts fail at once, as they do when a person closes
 * them, or with `prompts` stand open on the display.
 */
export async function startPrivateKeyring(folder: string, options: { prompts?: boolean } = {}) {
  const { env, bus } = await startPrivateBus(folder, options)
  const children: ChildProcess[] = [bus]
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  children.push(daemon)
  daemon.stdin.end(PASSWORD)

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
    /** With its password, as a login does it: by the daemon's own socket, since on the bus only a prompt unlocks. */
    async unlock() {
      const password = Buffer.from(PASSWORD)
      const numbers = (...values: number[]) => Buffer.concat(values.map((value) => Buffer.from(Uint32Array.of(value).buffer).swap32()))
      const UNLOCK = 1
      const request = [Buffer.alloc(1), numbers(12 + password.length, UNLOCK, password.length), password]
      const socket = connect(join(env.XDG_RUNTIME_DIR, 'keyring/control'))
      socket.write(Buffer.concat(request))
      const [answer] = (await once(socket, 'data')) as [Buffer]
      socket.destroy()
      if (answer.readUInt32BE(4) !== 0) throw new Error('The private keyring was not unlocked')
    },
    /** The service ends as in a crash, and nothing starts it again. */
    kill: () => ended([daemon], 'SIGKILL'),
    /** Whether a prompt stands open. */
    isPrompting: () =>
      call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', 'org.gnome.keyring.SystemPrompter').then(({ stdout }) =>
        stdout.includes('true'),
      ),
    stop: () => ended(children.reverse()),
  }
}

async function ended(children: ChildProcess[], signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  for (const child of children) {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    if (child.exitCode === null && child.signalCode === null && child.kill(signal)) await gone
  }
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isTrue()) return
    await new Promise((resolve) => setTimeout(resolve, 25)) // another program starts up; there is nothing to listen to
  }
  throw new Error('The private keyring did not come up')
}
