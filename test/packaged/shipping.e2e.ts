import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getCurrentFuseWire, FuseV1Options } from '@electron/fuses'
import { expect, test } from '@playwright/test'
import { executableOf, packages } from './packages'
import { canSandbox, install, whyNotSandboxed, type Installed, type Run } from './unprivileged'

const ON = '1'.charCodeAt(0)
const OFF = '0'.charCodeAt(0)

test.describe('the fuses of what ships', () => {
  /** What each must be; written here a second time on purpose (scripts/package/fuses.mjs sets them). */
  const table: Partial<Record<keyof typeof FuseV1Options, number>> = {
    RunAsNode: OFF,
    EnableCookieEncryption: ON,
    EnableNodeOptionsEnvironmentVariable: OFF,
    EnableNodeCliInspectArguments: OFF,
    EnableEmbeddedAsarIntegrityValidation: ON,
    OnlyLoadAppFromAsar: ON,
    LoadBrowserProcessSpecificV8Snapshot: OFF,
    GrantFileProtocolExtraPrivileges: OFF,
  }

  test('are all set, each as the table says', async () => {
    const wire = await readFuses(executableOf(packages().shipping))
    // A runtime newer than the fallback has a ninth; a tenth is one that nobody has thought about.
    expect(wire).toEqual('WasmTrapHandlers' in wire ? { ...table, WasmTrapHandlers: ON } : table)
  })

  test('are the same in the variant that the tests drive, but for the inspector', async () => {
    const shipping = await readFuses(executableOf(packages().shipping))
    expect(await readFuses(executableOf(packages().test))).toEqual({ ...shipping, EnableNodeCliInspectArguments: ON })
  })
})

async function readFuses(executable: string): Promise<Record<string, unknown>> {
  const { version: _version, ...wire } = await getCurrentFuseWire(executable)
  return Object.fromEntries(Object.entries(wire).map(([index, state]) => [FuseV1Options[Number(index)] ?? `fuse ${index}`, state]))
}

test.describe.serial('what ships, started as a person starts it', () => {
  let installed: Installed
  const running: Run[] = []

  test.skip(() => process.platform !== 'linux', 'The user and the display of this test are those of Linux.')
  test.beforeAll(() => {
    test.skip(!canSandbox(), whyNotSandboxed())
    installed = install()
  })
  test.afterAll(async () => {
    if (!canSandbox()) return
    for (const { child, ended } of running) {
      child.kill('SIGKILL')
      await ended
    }
    installed.remove()
  })

  const start = (args: string[], env?: Record<string, string>) => {
    const run = installed.start(args, env)
    running.push(run)
    return run
  }

  test('reaches its first painted window, sandboxed', async ({}, info) => {
    const picture = join(installed.home, 'first.png')
    const run = start([], { HUBKEEPER_SCREENSHOT: picture, HUBKEEPER_MARKS: '1' })
    await expect.poll(() => existsSync(picture), { timeout: 30_000 }).toBe(true)
    expect(run.stdout()).toContain('"interactive":')
    const png = readFileSync(picture)
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 800])
    // One colour all over packs into two or three kilobytes.
    expect(png.length).toBeGreaterThan(10_000)
    await info.attach('first window', { path: picture })

    const renderers = processesOf(installed).filter(({ commandLine }) => commandLine.includes('--type=renderer'))
    expect(renderers.map(({ seccomp }) => seccomp)).toEqual(['2'])
    run.child.kill('SIGTERM')
    await run.ended
  })

  test('runs no code that the environment names, and writes down no keys of its connections', async () => {
    const proof = join(installed.home, 'ran')
    const evil = join(installed.home, 'evil.cjs')
    writeFileSync(evil, codeThatWrites(proof))
    const keyLog = join(installed.home, 'tls-keys')
    const picture = join(installed.home, 'second.png')
    const run = start([evil], {
      NODE_OPTIONS: `--require=${evil}`,
      ELECTRON_RUN_AS_NODE: '1',
      ELECTRON_RENDERER_URL: 'http://127.0.0.1:9/',
      SSLKEYLOGFILE: keyLog,
      HUBKEEPER_SCREENSHOT: picture,
    })
    await expect.poll(() => existsSync(picture), { timeout: 30_000 }).toBe(true)
    expect([existsSync(proof), existsSync(keyLog)]).toEqual([false, false])
    run.child.kill('SIGTERM')
    await run.ended
  })

  for (const word of [
    '--inspect=0',
    '--inspect-brk=0',
    '--remote-debugging-pipe',
    '--js-flags=--expose-gc',
    '--load-extension=/tmp',
    '--disable-web-security',
    '--ignore-certificate-errors',
    '--host-rules=MAP * 127.0.0.1',
    '--proxy-server=127.0.0.1:9',
    '--no-sandbox',
    '--single-process',
    '--user-data-dir=/tmp/elsewhere',
    '-r',
  ])
    test(`ends with a sentence and no window at ${word}`, async () => {
      const picture = join(installed.home, 'never.png')
      const run = start([word], { HUBKEEPER_SCREENSHOT: picture })
      expect(await run.ended).toBe(1)
      expect(run.stderr()).toContain(`Hubkeeper does not start with the switch ${String(word.split('=')[0])}, `)
      expect(run.stderr()).not.toContain('Debugger listening')
      expect(existsSync(picture)).toBe(false)
    })

  test('has no debugging port open, not even until it ends', async () => {
    const port = await freePort()
    const run = start([`--remote-debugging-port=${port}`])
    let reached = false
    while (run.child.exitCode === null && !reached) reached = await canConnect(port)
    expect(reached).toBe(false)
    expect(await run.ended).toBe(1)
    expect(run.stderr()).toContain('--remote-debugging-port')
  })

  // The last one: it takes the app's archive away.
  test('runs nothing that was put in place of its archive', async () => {
    const proof = join(installed.home, 'ran-instead')
    renameSync(join(installed.resources, 'app.asar'), join(installed.resources, 'away'))
    mkdirSync(join(installed.resources, 'app'))
    writeFileSync(join(installed.resources, 'app', 'package.json'), '{"main":"main.js"}')
    writeFileSync(join(installed.resources, 'app', 'main.js'), codeThatWrites(proof))
    expect(await start([]).ended).not.toBe(0)
    expect(existsSync(proof)).toBe(false)
  })
})

const codeThatWrites = (path: string) => `require('node:fs').writeFileSync(${JSON.stringify(path)}, ''); process.exit(0)`

type Process = { commandLine: string; seccomp: string | undefined }

function processesOf({ resources }: Installed): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        const seccomp = /^Seccomp:\s*(\d)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
        return commandLine.startsWith(join(resources, '..')) ? [{ commandLine, seccomp }] : []
      } catch {
        return [] // it ended while we looked
      }
    })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on TCP
  await new Promise((resolve) => server.close(resolve))
  return port
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const answer = (can: boolean) => {
      socket.destroy()
      resolve(can)
    }
    socket.once('connect', () => {
      answer(true)
    })
    socket.once('error', () => {
      // Not at once: a tight loop would take the processor from the app that it watches.
      setTimeout(() => {
        answer(false)
      }, 5)
    })
  })
}
