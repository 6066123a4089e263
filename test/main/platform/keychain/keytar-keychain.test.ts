import { beforeEach, describe, expect, it } from 'vitest'
import { createKeytarKeychain } from '../../../../src/main/platform/keychain/keytar-keychain'
import { Secret } from '../../../../src/main/platform/secret'
import { createFakeClock } from '../../../fakes/fake-clock'
import { createMemoryLog } from '../../../fakes/memory-log'
import { createScriptedHost } from '../../../fakes/scripted-host'

const locked = { code: 'keychain-unavailable' }

let host: ReturnType<typeof createScriptedHost>
let clock: ReturnType<typeof createFakeClock>
let log: ReturnType<typeof createMemoryLog>
const create = () => createKeytarKeychain({ host, log, clock, timeoutMs: 5, writeTimeoutMs: 5 })
beforeEach(() => {
  host = createScriptedHost()
  clock = createFakeClock()
  log = createMemoryLog()
})

/** What is read, opened where there is something. */
async function read(keychain: ReturnType<typeof create>, ref: string) {
  const found = await keychain.get(ref)
  return found.state === 'ok' ? found.secret.expose() : found.state
}

describe('an open keychain', () => {
  it('starts nothing before it is asked', () => {
    expect([create().state(), host.starts]).toEqual(['not-used-yet', 0])
  })

  it('keeps, gives back and lets go', async () => {
    const keychain = create()
    expect(await keychain.set('a', new Secret('hunter2'))).toBe('kept')
    expect(await read(keychain, 'a')).toBe('hunter2')
    await keychain.delete('a')
    expect(await read(keychain, 'a')).toBe('absent')
    expect([keychain.state(), host.starts]).toEqual(['available', 1])
  })

  it('has the sentinel before the first secret, and writes it once', async () => {
    const keychain = create()
    await keychain.set('a', new Secret('1'))
    await keychain.set('b', new Secret('2'))
    expect(host.calls.filter((call) => call.startsWith('set'))).toEqual(['set hubkeeper/sentinel', 'set a', 'set b'])
  })

  it('says absent after somebody emptied it', async () => {
    await create().set('a', new Secret('1'))
    host.entries.clear()
    expect(await read(create(), 'a')).toBe('absent')
  })

  it('deletes what is not there without a word', async () => {
    await expect(create().delete('nothing')).resolves.toBeUndefined()
  })

  it('asks one thing at a time', async () => {
    const keychain = create()
    await Promise.all(Array.from({ length: 20 }, (_, n) => keychain.set(String(n), new Secret(`v${n}`))))
    const found = await Promise.all(Array.from({ length: 20 }, (_, n) => read(keychain, String(n))))
    expect(found).toEqual(Array.from({ length: 20 }, (_, n) => `v${n}`))
  })

  it.each([
    ['too long', 'x'.repeat(2561)],
    ['too long in bytes', 'ü'.repeat(1281)],
    ['broken over lines', 'a\nb'],
    ['cut by a zero', 'a\u0000b'],
    ['empty', ''],
  ])('is not asked to keep what is %s', async (_what, value) => {
    await expect(create().set('a', new Secret(value))).rejects.toMatchObject({ code: 'invalid-input' })
    expect(host.calls).toEqual([])
  })
})

describe('a locked keychain', () => {
  it('is told from one that has not got it', async () => {
    await create().set('a', new Secret('1'))
    host.locked = true
    const keychain = create()
    expect([await read(keychain, 'a'), keychain.state()]).toEqual(['locked', 'locked'])
    host.locked = false
    expect([await read(keychain, 'a'), await read(keychain, 'b'), keychain.state()]).toEqual(['1', 'absent', 'available'])
  })

  it('takes nothing and lets nothing go, and says so', async () => {
    await create().set('a', new Secret('1'))
    host.locked = true
    const keychain = create()
    await expect(keychain.set('b', new Secret('2'))).rejects.toMatchObject(locked)
    await expect(keychain.delete('a')).rejects.toMatchObject(locked)
    expect([...host.entries.keys()]).toContain('a')
    host.locked = false
    expect(await read(keychain, 'a')).toBe('1')
  })

  it('does not keep others waiting after it hung once', async () => {
    host.trouble = 'hangs'
    const keychain = create()
    expect([await read(keychain, 'a'), await read(keychain, 'b'), await read(keychain, 'c')]).toEqual(['locked', 'locked', 'locked'])
    expect([host.calls, host.kills]).toEqual([['get a'], 1])
    host.trouble = null
    clock.pass(20_000)
    expect([await read(keychain, 'a'), host.starts]).toEqual(['absent', 2])
  })

  it('lets nobody who stood in line behind a call that hung wait as long, or meet a prompt each', async () => {
    host.trouble = 'hangs'
    const keychain = create()
    const found = await Promise.all(Array.from({ length: 8 }, (_, n) => read(keychain, String(n))))
    expect(new Set(found)).toEqual(new Set(['locked']))
    expect([host.calls, host.kills]).toEqual([['get 0'], 1])
  })

  it('is asked how it is before a secret is entered', async () => {
    await create().set('a', new Secret('1'))
    host.locked = true
    const keychain = create()
    expect(await keychain.look()).toBe('locked')
    host.locked = false
    expect([await keychain.look(), keychain.state()]).toEqual(['available', 'available'])
  })

  it('can be tried again at once by a person', async () => {
    host.trouble = 'hangs'
    const keychain = create()
    await expect(keychain.set('a', new Secret('1'))).rejects.toMatchObject(locked)
    host.trouble = null
    expect([await keychain.set('a', new Secret('1')), await read(keychain, 'a')]).toEqual(['kept', '1'])
  })
})

describe('no keychain', () => {
  const none = { error: 'The name org.freedesktop.secrets was not provided by any .service files' }

  it.each([none, { error: 'Cannot autolaunch D-Bus without X11 $DISPLAY' }, 'does not start' as const])(
    'keeps a secret for this session: %j',
    async (trouble) => {
      host.trouble = trouble
      const keychain = create()
      expect([await keychain.set('a', new Secret('1')), await read(keychain, 'a'), await read(keychain, 'b')]).toEqual([
        'session',
        '1',
        'unavailable',
      ])
      expect(keychain.state()).toBe('unavailable')
      await keychain.delete('a')
      expect(await read(keychain, 'a')).toBe('unavailable')
      expect(host.entries.size).toBe(0)
    },
  )

  it('holds nothing after the app closed it', async () => {
    host.trouble = none
    const keychain = create()
    await keychain.set('a', new Secret('1'))
    keychain.close()
    expect(await keychain.get('a')).not.toMatchObject({ state: 'ok' })
  })
})

describe('a process that falls', () => {
  it('costs that call and no other', async () => {
    await create().set('a', new Secret('1'))
    const keychain = create()
    host.trouble = 'falls'
    expect(await read(keychain, 'a')).toBe('unreadable')
    host.trouble = null
    expect(await read(keychain, 'a')).toBe('1')
  })

  it('is started again under a secret that is being kept, and takes it', async () => {
    const keychain = create()
    await keychain.set('first', new Secret('1'))
    host.trouble = 'falls once'
    expect([await keychain.set('a', new Secret('2')), await read(create(), 'a'), host.starts]).toEqual(['kept', '2', 3])
  })

  it('again and again is no keychain, and says so', async () => {
    host.trouble = 'falls'
    const keychain = create()
    expect([await keychain.set('a', new Secret('1')), keychain.state(), await read(keychain, 'a')]).toEqual(['session', 'unavailable', '1'])
  })

  it('does not make a secret that is not there out of one that was not deleted', async () => {
    await create().set('a', new Secret('1'))
    host.trouble = 'falls'
    await expect(create().delete('a')).rejects.toMatchObject(locked)
  })
})

it('does not trust a keychain that gives back something else', async () => {
  const keychain = create()
  await keychain.set('first', new Secret('1'))
  host.entries.set = () => host.entries // takes it and forgets it
  await expect(keychain.set('a', new Secret('2'))).rejects.toMatchObject(locked)
})

it('tells of each change of its state once, until nobody listens', async () => {
  const states: string[] = []
  const keychain = create()
  const stop = keychain.onStateChange((state) => states.push(state))
  await keychain.set('a', new Secret('1'))
  await read(keychain, 'a')
  host.locked = true
  await read(keychain, 'a')
  stop()
  host.locked = false
  await read(keychain, 'a')
  expect(states).toEqual(['available', 'locked'])
})

it('lets nobody wait for ever when it is closed', async () => {
  host.trouble = 'hangs'
  const keychain = createKeytarKeychain({ host, log, clock, timeoutMs: 60_000 })
  const [one, two] = [keychain.get('a'), keychain.get('b')]
  await new Promise(setImmediate)
  keychain.close()
  expect([(await one).state, (await two).state, host.kills]).toEqual(['unreadable', 'unreadable', 1])
})

it('writes no secret to the log', async () => {
  const keychain = create()
  for (const trouble of [{ error: 'refused' }, 'falls', 'hangs'] as const) {
    host.trouble = trouble
    await keychain.set('a', new Secret('hunter2')).catch(() => undefined) // what became of it is told elsewhere
  }
  expect(log.lines.length).toBeGreaterThan(0)
  expect(JSON.stringify(log.lines)).not.toContain('hunter2')
})
