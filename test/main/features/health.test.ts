import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HealthRow } from '#shared/contract/health'
import { health as contract } from '#shared/contract/health'
import { EnvironmentId } from '#shared/contract/op'
import { unguardFormula } from '#shared/rules/settings-csv'
import { caller, startKeyServices, type KeyServices } from './key-services'

let t: KeyServices
beforeEach(async () => {
  t = await startKeyServices()
})
afterEach(() => t.close())

const rowOf = (keyId: string): HealthRow | undefined => t.health.board().rows.find((row) => row.keyId === keyId)

describe('the board', () => {
  it('has every key of the environment with when it was read', async () => {
    const key = await t.add(['192.0.2.0/24', '192.0.2.7'])
    t.keys.setNotes({ ...t.of, keyId: key.id, notes: { label: 'Nightly', note: '', usages: [] } })
    const { rows, policy } = t.health.board()
    expect(contract.board.output.parse({ rows, policy }).rows).toHaveLength(rows.length)
    expect(policy).toEqual(t.world.policy)
    expect(rows.length).toBeGreaterThan(t.tenant.applications.length)
    expect(rowOf(key.id)).toMatchObject({
      environmentName: 'Maple',
      environmentType: 'test',
      applicationName: 'Housing Portal',
      hint: key.hint,
      label: 'Nightly',
      mode: 'restricted',
      entries: 2,
      addresses: '256',
      readAt: t.clock.iso(),
    })
  })

  it('holds each key against the policy', async () => {
    const key = await t.add(['10.0.0.0/8'])
    expect(rowOf(key.id)?.findings).toContain('too-wide')
    t.world.policy = { ...t.world.policy, maxAddresses: 16_777_216, maxKeys: t.listed().length }
    expect(rowOf(key.id)?.findings).toEqual([])
    t.world.policy = { ...t.world.policy, maxKeys: t.listed().length - 1 }
    expect(rowOf(key.id)?.findings).toEqual(['too-many'])
    t.clock.pass(366 * 86_400_000)
    expect(rowOf(key.id)?.findings).toEqual(['old', 'too-many'])
  })

  it('finds keys in a stuck rotation and behind their set', async () => {
    t.world.policy = { ...t.world.policy, maxKeys: 100 }
    const set = t.addressSets.save({ environmentId: t.of.environmentId, name: 'Campus', addresses: ['192.0.2.1'], note: '' })
    const [old, made] = [await t.add(['192.0.2.1'], set.id), await t.add([])]
    t.addressSets.save({ environmentId: t.of.environmentId, id: set.id, name: 'Campus', addresses: ['192.0.2.2'], note: '' })
    const rotation = {
      ...t.of,
      oldKeyId: old.id,
      newKeyId: made.id,
      state: 'created' as const,
      endsOn: '2020-01-01',
      changedAt: t.clock.iso(),
    }
    t.world.rotations = [rotation, { ...rotation, environmentId: EnvironmentId.parse(crypto.randomUUID()), oldKeyId: t.listed()[0]!.id }]
    expect(rowOf(old.id)?.findings).toEqual(['stuck-rotation', 'behind-set'])
    expect(rowOf(made.id)?.findings).toEqual(['stuck-rotation', 'denied-everywhere'])
    expect(rowOf(t.listed()[0]!.id)?.findings).not.toContain('stuck-rotation')
  })

  it('leaves out an environment that was never read', () => {
    const before = t.health.board().rows.length
    t.environments.add({ ...t.environment, id: EnvironmentId.parse(crypto.randomUUID()), name: 'New' }, t.clock.iso())
    expect(t.health.board().rows).toHaveLength(before)
  })

  it('of 2,000 applications with 5 keys each takes a moment', () => {
    const environmentId = EnvironmentId.parse(crypto.randomUUID())
    t.environments.add({ ...t.environment, id: environmentId, name: 'Large' }, t.clock.iso())
    t.notes.save({ environmentId, applicationId: 'application-7', keyId: 'key-7-3' }, { label: 'Nightly', note: '', usages: [] })
    const snapshot = t.snapshots.begin(environmentId, t.clock.iso())
    const applications = Array.from({ length: 2000 }, (_, n) => ({
      id: `application-${n}`,
      body: { id: `application-${n}`, name: `Application ${n}` },
    }))
    t.snapshots.replace(snapshot, { environmentId, kind: 'application', applicationId: '' }, applications)
    for (const [n, { id: applicationId }] of applications.entries()) {
      const keys = Array.from({ length: 5 }, (_, k) => ({
        id: `key-${n}-${k}`,
        hint: 'aaaaa…bbbb',
        addedBy: 'ada',
        addedOn: '2026-01-01T00:00:00.000Z',
        restriction: { mode: 'restricted', addresses: ['192.0.2.0/24', '2001:db8::/48', '198.51.100.1-198.51.100.9'] },
      }))
      t.snapshots.replace(
        snapshot,
        { environmentId, kind: 'api-key', applicationId },
        keys.map((key) => ({ id: key.id, body: key })),
      )
    }
    t.snapshots.finish(snapshot, 'complete', t.clock.iso())
    const began = performance.now()
    const { rows } = t.health.board()
    const took = performance.now() - began
    expect(rows.filter((row) => row.environmentId === environmentId)).toHaveLength(10_000)
    expect(rowOf('key-7-3')?.label).toBe('Nightly')
    // Generous, for a busy machine: it is some hundred milliseconds.
    expect(took).toBeLessThan(3000)
  })
})

describe('the inventory', () => {
  const exported = async (keyIds?: HealthRow['keyId'][], preset: 'excel' | 'plain' = 'excel') => {
    t.world.where = join(t.folder, 'inventory.csv')
    const result = await t.health.exportInventory({ preset, ...(keyIds === undefined ? {} : { keyIds }) }, caller)
    const text = readFileSync(t.world.where, 'utf8')
    return {
      result,
      text,
      rows: Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true }).data,
    }
  }

  it('has a line for every key and no value', async () => {
    const key = await t.add(['192.0.2.1', '192.0.2.2'])
    t.keys.setNotes({ ...t.of, keyId: key.id, notes: { label: '=HYPERLINK("x")', note: '', usages: [] } })
    const { result, text, rows } = await exported()
    expect(text.startsWith('\uFEFFEnvironment,Environment type,Application,API key,')).toBe(true)
    expect(text.endsWith('\r\n')).toBe(true)
    expect(rows).toHaveLength(t.health.board().rows.length)
    expect(result).toEqual({ path: t.world.where, rows: rows.length })
    const row = rows.find((one) => one['API key id'] === key.id)!
    expect(row).toMatchObject({ Restriction: 'restricted', Entries: '2', Addresses: '2', 'API key': key.hint, Label: '\'=HYPERLINK("x")' })
    expect(unguardFormula(row['Label']!)).toBe('=HYPERLINK("x")')
    for (const { apiKeys } of t.tenant.applications) for (const value of apiKeys) expect(text).not.toContain(value)
    expect(t.activity.at(-1)).toMatchObject({ environmentId: null, what: 'health.exportInventory', subject: String(rows.length) })
  })

  it('has the given keys in the given order', async () => {
    const [one, other] = [await t.add([]), await t.add([])]
    const { rows, text } = await exported([other.id, one.id], 'plain')
    expect(rows.map((row) => row['API key id'])).toEqual([other.id, one.id])
    expect(text.startsWith('Environment')).toBe(true)
  })

  it('leaves the counts of an unrestricted key empty', async () => {
    const key = await t.add([])
    await t.keys.modify({ ...t.of, keyId: key.id, restriction: { mode: 'unrestricted' }, etag: key.etag! }, caller)
    const { rows } = await exported([key.id])
    expect(rows).toMatchObject([{ Restriction: 'unrestricted', Entries: '', Addresses: '' }])
  })

  it('writes nothing when the dialog was closed or there is nothing to write', async () => {
    t.world.where = null
    expect(await t.health.exportInventory({ preset: 'plain' }, caller)).toBeNull()
    t.world.where = join(t.folder, 'inventory.csv')
    await expect(t.health.exportInventory({ preset: 'plain', keyIds: [] }, caller)).rejects.toMatchObject({ code: 'nothing-to-export' })
    expect(existsSync(t.world.where)).toBe(false)
  })

  it('leaves no file when it is stopped', async () => {
    const stopped = new AbortController()
    stopped.abort()
    t.world.where = join(t.folder, 'inventory.csv')
    await expect(t.health.exportInventory({ preset: 'plain' }, { ...caller, signal: stopped.signal })).rejects.toThrow()
    expect(existsSync(t.world.where)).toBe(false)
  })
})
