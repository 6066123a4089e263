import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ApiKey } from '#shared/contract/keys'
import { caller, startKeyServices, type KeyServices } from './key-services'

let t: KeyServices
let key: ApiKey
let safe: string
beforeEach(async () => {
  t = await startKeyServices()
  key = await t.add(['127.0.0.1'])
  safe = join(t.folder, 'safe')
  mkdirSync(safe)
})
afterEach(() => t.close())

const choose = async (path: string) => {
  t.world.where = path
  return (await t.keys.chooseHandOver({ ...t.of, keyId: key.id, suggestedName: 'key.env' }, caller))!
}
const handOver = (ticket: string, more: { asVariable?: string; typedOverride?: string } = {}) =>
  t.keys.handOver({ ...t.of, keyId: key.id, ticket, ...more }, caller)

describe('handing a key over', () => {
  it('writes it as a line to a new file that only this user can read, and notes the place', async () => {
    const place = await choose(join(safe, 'portal.env'))
    expect(place).toMatchObject({ path: join(safe, 'portal.env'), dangers: [] })
    const { path, key: noted } = await handOver(place.ticket, { asVariable: 'HUB_API_KEY' })
    const { value } = await t.keys.reveal({ ...t.of, keyId: key.id }, caller)
    expect(readFileSync(path, 'utf8')).toBe(`HUB_API_KEY=${value}\n`)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(safe)).toEqual(['portal.env'])
    expect(noted.notes.usages).toMatchObject([{ place: path, owner: '', note: '' }])
    expect(t.listed().find(({ id }) => id === key.id)).toEqual(noted)
    expect(JSON.stringify([t.activity, t.log.lines, noted])).not.toContain(value)
    expect(t.activity).toContainEqual({ ...t.of, what: 'keys.handOver', subject: key.hint, after: path })
  })

  it('answers null when the dialog was closed', async () => {
    t.world.where = null
    expect(await t.keys.chooseHandOver({ ...t.of, keyId: key.id, suggestedName: 'key.env' }, caller)).toBeNull()
  })

  it('proposes a name and never a path', async () => {
    t.world.where = null
    await t.keys.chooseHandOver({ ...t.of, keyId: key.id, suggestedName: '../../Portal: live.env' }, caller)
    expect(t.world.suggested).toBe('Portal- live.env')
  })

  it('takes a ticket once', async () => {
    const { ticket } = await choose(join(safe, 'a.env'))
    await handOver(ticket)
    await expect(handOver(ticket)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('forgets a ticket after ten minutes', async () => {
    const { ticket } = await choose(join(safe, 'a.env'))
    t.clock.pass(10 * 60_000 + 1)
    await expect(handOver(ticket)).rejects.toMatchObject({ code: 'not-found' })
    expect(readdirSync(safe)).toEqual([])
  })

  it('knows no ticket that it did not give', async () => {
    await expect(handOver(crypto.randomUUID())).rejects.toMatchObject({ code: 'not-found' })
  })

  it('never replaces a file, not even with the word', async () => {
    const path = join(safe, 'a.env')
    writeFileSync(path, 'mine')
    const { ticket } = await choose(path)
    await expect(handOver(ticket, { typedOverride: 'unsafe' })).rejects.toMatchObject({ code: 'unsafe-place' })
    expect(readFileSync(path, 'utf8')).toBe('mine')
  })

  it('does not write through a link', async () => {
    symlinkSync(join(t.folder, 'elsewhere'), join(safe, 'a.env'))
    const { ticket } = await choose(join(safe, 'a.env'))
    await expect(handOver(ticket)).rejects.toMatchObject({ code: 'unsafe-place' })
    expect(existsSync(join(t.folder, 'elsewhere'))).toBe(false)
  })

  it('writes nothing when the hub does not give the key, and the ticket stays good', async () => {
    const { ticket } = await choose(join(safe, 'a.env'))
    const reveal = `/admin/v1/applications/${t.of.applicationId}/api-keys/${key.id}/reveal`
    await t.elsewhere.fault({ match: { path: reveal }, times: 1, effect: { status: 500 } })
    await expect(handOver(ticket)).rejects.toMatchObject({ code: 'remote' })
    expect(readdirSync(safe)).toEqual([])
    await handOver(ticket)
    expect(readdirSync(safe)).toEqual(['a.env'])
  })
})

describe('a dangerous place', () => {
  const folderWith = (...parts: string[]) => {
    const path = join(t.folder, ...parts)
    mkdirSync(path, { recursive: true })
    return path
  }

  it('is told with the choice, and refused without the word', async () => {
    folderWith('project', '.git')
    const place = await choose(join(folderWith('project', 'deploy', 'secrets'), 'a.env'))
    expect(place.dangers).toEqual([{ kind: 'git', folder: join(t.folder, 'project') }])
    await expect(handOver(place.ticket)).rejects.toMatchObject({ code: 'unsafe-place' })
    await expect(handOver(place.ticket, { typedOverride: 'Unsafe' })).rejects.toMatchObject({ code: 'unsafe-place' })
    expect(existsSync(place.path)).toBe(false)
    await handOver(place.ticket, { typedOverride: 'unsafe' })
    expect(statSync(place.path).mode & 0o777).toBe(0o600)
  })

  it('is seen through a link to it', async () => {
    folderWith('project', '.git')
    symlinkSync(join(t.folder, 'project'), join(safe, 'link'))
    const place = await choose(join(safe, 'link', 'a.env'))
    expect(place).toMatchObject({ path: join(t.folder, 'project', 'a.env'), dangers: [{ kind: 'git' }] })
  })

  it('is looked for again when the file is written', async () => {
    const place = await choose(join(safe, 'a.env'))
    mkdirSync(join(safe, '.hg'))
    await expect(handOver(place.ticket)).rejects.toMatchObject({ code: 'unsafe-place' })
  })

  it('tells every kind, the nearest first', async () => {
    folderWith('Dropbox', 'work', '.svn')
    const place = await choose(join(t.folder, 'Dropbox', 'work', 'a.env'))
    expect(place.dangers).toEqual([
      { kind: 'svn', folder: join(t.folder, 'Dropbox', 'work') },
      { kind: 'synced', folder: join(t.folder, 'Dropbox') },
    ])
  })
})
