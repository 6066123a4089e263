import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from '@playwright/test'
import { temporaryFolder } from '../e2e/launch'
import { executableOf, packages } from './packages'

test.skip(process.platform !== 'linux', 'The session bus is how this test sees who asks the keychain.')

// With the fuse for cookies on, Chromium asks by itself on a desktop that it takes for one with a keyring (docs/decisions/0006-packaging.md).
test('a start asks the keychain nothing, on a desktop that has one', async () => {
  const folder = await temporaryFolder()
  const monitor = spawn('dbus-monitor', ['--session', "type='method_call'"], { stdio: ['ignore', 'pipe', 'ignore'] })
  const seen: string[] = []
  const lines = createInterface({ input: monitor.stdout })
  lines.on('line', (line) => seen.push(line))
  await once(lines, 'line')
  const app = spawn(executableOf(packages().test), process.getuid?.() === 0 ? ['--no-sandbox'] : [], {
    env: { ...process.env, XDG_CURRENT_DESKTOP: 'GNOME', HUBKEEPER_USER_DATA: join(folder.path, 'data'), HUBKEEPER_MARKS: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const gone = once(app, 'exit')
  try {
    const [said] = (await once(createInterface({ input: app.stdout }), 'line')) as [string]
    expect(said).toContain('"interactive":')
    // A name of ours, so that everything that was said before it has been seen.
    await call('org.hubkeeper.TheStartIsOver')
    await expect.poll(() => seen.some((line) => line.includes('org.hubkeeper.TheStartIsOver'))).toBe(true)
    expect(seen.length).toBeGreaterThan(5)
    expect(seen.filter((line) => line.includes('destination=org.freedesktop.secrets'))).toEqual([])
  } finally {
    app.kill('SIGTERM')
    await gone
    monitor.kill()
    await folder.remove()
  }
})

async function call(name: string): Promise<void> {
  const asked = spawn(
    'dbus-send',
    ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', `string:${name}`],
    { stdio: 'ignore' },
  )
  await once(asked, 'exit')
}
