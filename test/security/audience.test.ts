import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authorization, targetOf } from '../../src/main/platform/http/credential'
import { createHttpClient } from '../../src/main/platform/http/client'
import { Secret } from '../../src/main/platform/secret'
import { createFakeClock } from '../fakes/fake-clock'
import { createMemoryLog } from '../fakes/memory-log'
import { createScriptedTransport } from '../fakes/scripted-transport'

const AUDIENCE = 'https://hub.example.edu'
const credential = (audience = AUDIENCE) => ({ secret: new Secret('hunter2'), audience, scheme: 'Bearer' as const, username: null })

/** Sends to an address with a credential for the audience, and says where the secret went. */
async function whereItGoes(url: string, audience = AUDIENCE): Promise<string[]> {
  const transport = createScriptedTransport([200])
  const clock = createFakeClock()
  const client = createHttpClient({ transport, clock, log: createMemoryLog(), sleep: clock.sleep, random: () => 0 })
  const request = { method: 'GET', url, headers: {}, policy: 'get', signal: new AbortController().signal } as const
  await client.send({ ...request, credential: credential(audience) }).catch(() => undefined) // refused, which is what most of these ask for
  return transport.seen.filter(({ headers }) => JSON.stringify(headers).includes('hunter2')).map(({ url: sent }) => sent)
}

describe('a secret goes to its own origin', () => {
  it.each([
    ['the origin', 'https://hub.example.edu'],
    ['a path of it', 'https://hub.example.edu/administration/tenant?limit=1'],
    ['its default port', 'https://hub.example.edu:443/x'],
    ['other letters of the same name', 'HTTPS://HUB.Example.EDU/x'],
  ])('%s', async (_what, url) => {
    expect((await whereItGoes(url)).map((sent) => new URL(sent).origin)).toEqual([AUDIENCE])
  })
})

describe('a secret never goes to', () => {
  it.each([
    ['another host behind a user', 'https://hub.example.edu@evil.example/'],
    ['another host behind user and password', 'https://hub.example.edu:443@evil.example/'],
    ['its own host with a user', 'https://me@hub.example.edu/'],
    ['a host that begins alike', 'https://hub.example.edu.evil.example/'],
    ['a host that ends alike', 'https://evilhub.example.edu/'],
    ['a host below it', 'https://a.hub.example.edu/'],
    ['another port', 'https://hub.example.edu:8443/'],
    ['the same without TLS', 'http://hub.example.edu/'],
    ['the name with a trailing dot', 'https://hub.example.edu./'],
    ['a host behind a backslash', 'https://evil.example\\@hub.example.edu/'],
    ['a host behind an encoded slash', 'https://evil.example%2f@hub.example.edu/'],
    ['a name in other scripts', 'https://hub.exаmple.edu/'],
    ['a soft look-alike of the dot', 'https://hub.example.edu。evil.example/'],
    ['a host behind a tab', 'https://hub.example.edu\t.evil.example/'],
    ['a host behind a new line', 'https://hub.example.edu\n@evil.example/'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:text/plain,hello'],
    ['a blob of the origin', 'blob:https://hub.example.edu/5f1e0d9c'],
    ['a websocket of the origin', 'wss://hub.example.edu/'],
    ['nothing', ''],
    ['a path alone', '//hub.example.edu/'],
  ])('%s', async (_what, url) => {
    expect(await whereItGoes(url)).toEqual([])
  })

  it.each(['null', '', 'https://hub.example.edu/', 'HTTPS://HUB.EXAMPLE.EDU', 'https://hub.example.edu:443', '*', 'https://*.example.edu'])(
    'anywhere with the audience %j, which is no origin',
    async (audience) => {
      for (const url of [AUDIENCE, 'data:,x', 'file:///x', 'https://a.example.edu']) expect(await whereItGoes(url, audience)).toEqual([])
    },
  )

  it.each([
    ['octal', 'http://0177.0.0.1:4000/', 'http://127.0.0.1:4000'],
    ['a number', 'http://2130706433:4000/', 'http://127.0.0.1:4000'],
    ['short', 'http://127.1:4000/', 'http://127.0.0.1:4000'],
    ['hexadecimal', 'http://0x7f.1:4000/', 'http://127.0.0.1:4000'],
    ['IPv6', 'http://[0:0:0:0:0:0:0:1]:4000/', 'http://[::1]:4000'],
  ])('a loopback address other than as it is read (%s)', async (_what, url, origin) => {
    expect((await whereItGoes(url, origin)).map((sent) => new URL(sent).origin)).toEqual([origin])
    expect(await whereItGoes(url, 'http://127.0.0.2:4000')).toEqual([])
  })

  it.each([
    'http://10.0.0.1/',
    'http://0.0.0.0/',
    'http://192.168.1.1/',
    'http://localhost.evil.example/',
    'http://127.0.0.1.evil.example/',
    'http://[::ffff:10.0.0.1]/',
  ])('a host without TLS that is not this computer: %s', async (url) => {
    expect(await whereItGoes(url, new URL(url).origin)).toEqual([])
  })
})

it('goes to its audience or nowhere, whatever is written', async () => {
  const part = fc.constantFrom(
    'hub.example.edu',
    'evil.example',
    '@',
    ':',
    '/',
    '\\',
    '//',
    '?',
    '#',
    '.',
    '..',
    '%40',
    '%2e',
    '\t',
    '\n',
    ' ',
    ':443',
    ':80',
    'https:',
    'http:',
    '[',
    ']',
    '0177.0.0.1',
    '。',
    'ⓔ',
    '\u00ad',
    '\u200d',
    'xn--',
    ';',
    '&',
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('https://', 'HTTPS://', 'https:/', 'https:\\\\', ''),
      fc.array(part, { maxLength: 8 }),
      async (scheme, parts) => {
        for (const sent of await whereItGoes(scheme + parts.join(''))) {
          const url = new URL(sent)
          expect([url.origin, url.username, url.password]).toEqual([AUDIENCE, '', ''])
          // What goes on is the normal form, in which no other parser can find another host.
          expect(sent.startsWith(`${AUDIENCE}/`)).toBe(true)
        }
      },
    ),
    { numRuns: 3000 },
  )
})

it('says nothing of the secret when it refuses', () => {
  expect(() => authorization(targetOf('https://evil.example/'), credential())).toThrow(
    expect.objectContaining({ code: 'wrong-environment' }) as Error,
  )
  expect(() => authorization(targetOf('https://evil.example/'), credential())).not.toThrow(/hunter2/)
})

it.each(['a\r\nX-Evil: 1', 'a b', 'ключ', ''])('refuses a token that would break the header: %j', (token) => {
  const broken = { ...credential(), secret: new Secret(token) }
  expect(() => authorization(targetOf(AUDIENCE), broken)).toThrow(expect.objectContaining({ code: 'invalid-input' }) as Error)
})

it('refuses a user name that Basic cannot carry', () => {
  const basic = { ...credential(), scheme: 'Basic' as const, username: 'a:b' }
  expect(() => authorization(targetOf(AUDIENCE), basic)).toThrow(/colon/)
})
