import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refusal, refusedSwitch } from '../../../src/main/window/switches'

const none = () => []
const onLinux = (...words: string[]) => refusedSwitch(words, 'linux', none)

describe('the command line of a packaged app', () => {
  it.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--remote-debugging-address=0.0.0.0',
    '--remote-allow-origins=*',
    '--inspect',
    '--inspect=0.0.0.0:9229',
    '--inspect-brk',
    '--inspect_brk',
    '--inspect-port=1',
    '--js-flags=--expose-gc',
    '--load-extension=/tmp/x',
    '--disable-web-security',
    '--ignore-certificate-errors',
    '--ignore-certificate-errors-spki-list=x',
    '--host-rules=MAP * 127.0.0.1',
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--proxy-server=127.0.0.1:1',
    '--proxy-pac-url=http://127.0.0.1/',
    '--auth-server-allowlist=*',
    '--no-sandbox',
    '--disable-gpu-sandbox',
    '--no-zygote',
    '--single-process',
    '--in-process-gpu',
    '--renderer-cmd-prefix=sh',
    '--gpu-launcher=sh',
    '--utility-cmd-prefix=sh',
    '--user-data-dir=/tmp/x',
    '--ssl-key-log-file=/tmp/keys',
    '--log-net-log=/tmp/net',
    '--password-store=basic',
    '--disable-features=NetworkServiceSandbox',
    '--require=/tmp/x.js',
    '-r',
    '--a-switch-that-comes-with-a-later-chromium',
  ])('refuses %s', (word) => {
    expect(onLinux(word)).toBe(word.split('=')[0])
  })

  it('starts with what opens nothing, and with words that are no switches', () => {
    expect(onLinux()).toBeNull()
    expect(onLinux('--lang=es', '--disable-gpu', '--ozone-platform=wayland', '--updated', 'file.csv', '', '-', '--')).toBeNull()
    expect(onLinux('--enable-features=UseOzonePlatform,WaylandWindowDecorations')).toBeNull()
  })

  it('looks at the values of a switch that can do more than one thing', () => {
    expect(onLinux('--enable-features=UseOzonePlatform,SomethingElse')).toBe('--enable-features')
    expect(onLinux('--ozone-platform=headless')).toBe('--ozone-platform')
  })

  it('finds a switch anywhere, with one dash, and after the end of switches', () => {
    expect(onLinux('file.csv', '-inspect')).toBe('-inspect')
    expect(onLinux('--', '--inspect')).toBe('--inspect')
    expect(onLinux(' --inspect')).toBe(' --inspect')
  })

  it('reads a command line of Windows as Chromium does there', () => {
    expect(refusedSwitch(['/remote-debugging-port=1'], 'win32', none)).toBe('/remote-debugging-port')
    expect(refusedSwitch(['--INSPECT'], 'win32', none)).toBe('--INSPECT')
    expect(onLinux('/home/somebody/file.csv')).toBeNull()
  })

  it('takes what macOS hands to every program, there only', () => {
    const words = ['-psn_0_12345', '-NSDocumentRevisionsDebugMode', 'YES', '-AppleLanguages', '(es)']
    expect(refusedSwitch(words, 'darwin', none)).toBeNull()
    expect(refusedSwitch(words, 'linux', none)).toBe('-psn_0_12345')
    expect(refusedSwitch(['-NSx=1'], 'darwin', none)).toBe('-NSx')
  })

  it('lets in what a build names besides, and nothing near it', () => {
    const allowed = () => ['inspect', 'remote-debugging-port']
    expect(refusedSwitch(['--inspect=0', '--remote-debugging-port=0'], 'linux', allowed)).toBeNull()
    expect(refusedSwitch(['--inspect-brk=0'], 'linux', allowed)).toBe('--inspect-brk')
  })

  it('refuses every switch whose name is not known, however it is spelt', () => {
    const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_-]{29,40}$/) // longer than every known one
    fc.assert(
      fc.property(fc.constantFrom('-', '--'), name, fc.option(fc.string()), (dashes, each, value) => {
        const word = `${dashes}${each}`
        expect(onLinux(value === null ? word : `${word}=${value}`)).toBe(word)
      }),
    )
  })

  it('says which switch it was, and not with what value', () => {
    expect(refusal(onLinux('--user-data-dir=/home/a-name') ?? '')).toMatch(
      /^Hubkeeper does not start with the switch --user-data-dir, .*\n$/,
    )
  })
})
