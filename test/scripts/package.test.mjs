import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { feedSettings } from '../../scripts/package/feed.mjs'
import { fusesOf, setFuses, shippedFuses } from '../../scripts/package/fuses.mjs'
import { packageFolder } from '../../scripts/package/licenses.mjs'
import { notaryCredentials } from '../../scripts/package/notarize.mjs'
import { SetupError } from '../../scripts/setup/report.mjs'

let folder = ''
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'hubkeeper-test-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A binary with as many fuses as told, all of them off: the mark, version 1, their number, a character for each. */
function binaryWith(/** @type {number} */ count) {
  const file = path.join(folder, `binary-${count}`)
  const wire = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, count]), Buffer.from('0'.repeat(count))])
  writeFileSync(file, Buffer.concat([Buffer.from('before'), wire, Buffer.from('after')]))
  return file
}

describe('the fuses', () => {
  it('are set to the table, every one that the binary has', async () => {
    const names = Object.keys(shippedFuses)
    const wanted = Object.fromEntries(names.map((name) => [name, shippedFuses[name] ? 'on' : 'off']))
    const newer = binaryWith(9)
    await setFuses(newer)
    expect(await fusesOf(newer)).toEqual(wanted)
    const older = binaryWith(8)
    await setFuses(older)
    const { WasmTrapHandlers: _cameLater, ...rest } = wanted
    expect(await fusesOf(older)).toEqual(rest)
  })

  it('are not set at all when the binary has one that the table does not know', async () => {
    const file = binaryWith(10)
    const before = readFileSync(file)
    await expect(setFuses(file)).rejects.toThrow(/strictlyRequireAllFuses/)
    expect(readFileSync(file)).toEqual(before)
  })

  it('are not set at all when the binary lacks one that it must have', async () => {
    await expect(setFuses(binaryWith(7))).rejects.toThrow(/has no fuse GrantFileProtocolExtraPrivileges/)
  })

  it('differ where told, and nowhere else', async () => {
    const [one, other] = [binaryWith(8), `${binaryWith(8)}-other`]
    writeFileSync(other, readFileSync(one))
    await setFuses(one)
    await setFuses(other, { EnableNodeCliInspectArguments: true })
    expect(await fusesOf(other)).toEqual({ ...(await fusesOf(one)), EnableNodeCliInspectArguments: 'on' })
  })
})

describe('the feed of updates', () => {
  const feed = 'https://updates.example/hubkeeper'
  it('is in no package unless somebody names it', () => expect(feedSettings({}, 'win32')).toEqual([]))
  it('makes signing a must', () => {
    expect(feedSettings({ HUBKEEPER_UPDATE_FEED: feed }, 'darwin')).toContain('-c.forceCodeSigning=true')
    expect(feedSettings({ HUBKEEPER_UPDATE_FEED: feed, HUBKEEPER_PUBLISHER: 'A Publisher' }, 'win32')).toEqual(
      expect.arrayContaining(['-c.forceCodeSigning=true', '-c.win.signtoolOptions.publisherName=A Publisher']),
    )
  })
  it('is refused where nobody would check a signature, and without encryption', () => {
    expect(() => feedSettings({ HUBKEEPER_UPDATE_FEED: feed }, 'win32')).toThrow(SetupError)
    expect(() => feedSettings({ HUBKEEPER_UPDATE_FEED: feed }, 'linux')).toThrow(SetupError)
    for (const bad of ['http://updates.example/', 'updates.example', 'https://name@updates.example/'])
      expect(() => feedSettings({ HUBKEEPER_UPDATE_FEED: bad }, 'darwin')).toThrow(SetupError)
  })
})

describe('notarisation', () => {
  it('does nothing without credentials', () => expect(notaryCredentials({})).toBeNull())
  it('takes a key or an account, whole', () => {
    expect(notaryCredentials({ APPLE_API_KEY: 'k.p8', APPLE_API_KEY_ID: 'id', APPLE_API_ISSUER: 'issuer' })).toEqual({
      appleApiKey: 'k.p8',
      appleApiKeyId: 'id',
      appleApiIssuer: 'issuer',
    })
    expect(notaryCredentials({ APPLE_ID: 'a', APPLE_APP_SPECIFIC_PASSWORD: 'b', APPLE_TEAM_ID: 'c' })).toMatchObject({ appleId: 'a' })
  })
  it('names what is missing of half a set, and not what is there', () => {
    expect(() => notaryCredentials({ APPLE_ID: 'a-name' })).toThrow(
      /^To notarise, APPLE_APP_SPECIFIC_PASSWORD and APPLE_TEAM_ID must be set too$/,
    )
  })
})

describe('the list of licences', () => {
  it('finds whose a module is, however the bundler writes it', () => {
    const ends = (/** @type {string} */ id) => packageFolder(id).replaceAll('\\', '/').split('/node_modules/').slice(1).join(' > ')
    expect(ends('/x/node_modules/@scope/name/lib/a.js')).toBe('@scope/name')
    expect(ends('/x/node_modules/one/node_modules/two/a.js?commonjs')).toBe('one > two')
    expect(ends('\0/x/node_modules/name/a.js?commonjs-exports')).toBe('name')
    expect(ends('C:\\x\\node_modules\\name\\a.js')).toBe('name')
    expect(ends('\0rolldown/runtime.js')).toBe('rolldown')
  })
  it('does not pass over a module that is nobody’s', () => expect(() => packageFolder('/x/elsewhere/a.js')).toThrow(SetupError))
})
