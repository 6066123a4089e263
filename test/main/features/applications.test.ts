import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ApplicationDraft } from '#shared/contract/applications'
import { KeyId } from '#shared/contract/keys'
import { EnvironmentId } from '#shared/contract/op'
import { caller, startApplicationServices, type ApplicationServices } from './application-services'

const OWNER = 'Ridgeline ERP Web API'
const PORTAL = 'Housing Portal'

describe('applications', () => {
  let t: ApplicationServices
  beforeEach(async () => {
    t = await startApplicationServices()
  })
  afterEach(() => t.close())

  const of = (name: string) => ({ environmentId: t.environmentId, applicationId: t.idOf(name) })
  const detail = (name: string) => t.now.applications.get(of(name))
  const right = () => ({ type: 'basic' as const, username: t.handle(OWNER).username!, password: t.handle(OWNER).password! })
  const signIn = () => t.now.applications.setCredentials({ ...of(OWNER), authentication: right() }, caller)
  const stored = () => t.now.vault.whereabouts({ environmentId: t.environmentId, kind: 'source-password', ownerId: t.idOf(OWNER) })
  const away = () => t.atHub.fault({ match: { path: '/admin/v1/' }, effect: { cut: true } })
  const SOURCE_ONLY = { match: { path: '/source/' }, effect: { status: 500 } }

  describe('looking', () => {
    it('has the templates of the catalog', async () => {
      const catalog = await t.now.applications.catalog({ environmentId: t.environmentId }, caller)
      expect(catalog.map(({ id }) => id)).toContain('ridgeline-erp')
    })

    it('names the owners of resources from the cache, also offline', async () => {
      await away()
      const owners = t.now.applications.owners({ environmentId: t.environmentId })
      expect(owners.find(({ name }) => name === OWNER)?.resources).toContain('courses')
      expect(owners.some(({ name }) => name === PORTAL)).toBe(false)
    })

    it('asks the hub whether a name is free, and the cache where the hub does not answer', async () => {
      const free = async (name: string, exceptId?: ReturnType<typeof t.idOf>) =>
        (await t.now.applications.nameIsFree({ environmentId: t.environmentId, name, ...(exceptId ? { exceptId } : {}) }, caller)).isFree
      expect(await free('Brand New')).toBe(true)
      expect(await free(' housing portal')).toBe(false)
      expect(await free(PORTAL, t.idOf(PORTAL))).toBe(true)
      await t.atHub.patch(t.idOf(PORTAL), { name: 'Brand New' })
      expect(await free('Brand New')).toBe(false)
      await away()
      expect(await free(PORTAL)).toBe(false)
      expect(await free('Brand New')).toBe(true)
    })
  })

  describe('testing a source', () => {
    const test = (input: object = {}) =>
      t.now.applications.testSource({ environmentId: t.environmentId, baseUri: t.handle(OWNER).baseUri!, ...input }, caller)

    it('says what answers there and keeps nothing', async () => {
      const kept = t.keychain.entries.size
      const found = await test({ authentication: right() })
      expect(found.about[0]).toHaveProperty('version')
      expect(found.resources.find(({ name }) => name === 'courses')?.versions.length).toBeGreaterThan(0)
      expect(t.keychain.entries.size).toBe(kept)
    })

    it('tells a wrong password', async () => {
      await expect(test({ authentication: { ...right(), password: 'wrong' } })).rejects.toMatchObject({ code: 'source-unauthorized' })
      await expect(test({ authentication: { type: 'none' } })).rejects.toMatchObject({ code: 'source-unauthorized' })
    })

    it('uses what is stored for the application, at the origin that it was stored for and nowhere else', async () => {
      await expect(test({ applicationId: t.idOf(OWNER) })).rejects.toMatchObject({ code: 'credentials-missing' })
      await signIn()
      expect((await test({ applicationId: t.idOf(OWNER) })).resources.length).toBeGreaterThan(0)
      const elsewhere = new URL(t.handle(OWNER).baseUri!)
      elsewhere.port = '9'
      await expect(test({ applicationId: t.idOf(OWNER), baseUri: elsewhere.href })).rejects.toMatchObject({ code: 'credentials-missing' })
    })

    it('points at a base URI that may not be called', async () => {
      await expect(test({ baseUri: 'http://erp.example.edu' })).rejects.toMatchObject({
        code: 'invalid-input',
        faults: [{ path: 'baseUri' }],
      })
    })
  })

  describe('drafts', () => {
    const draft: ApplicationDraft = {
      step: 'source',
      origin: 'manual',
      name: 'Half',
      description: '',
      hasSource: true,
      baseUri: 'https://half',
      authentication: 'basic',
      username: 'me',
      resourcesFrom: 'none',
      ownedResources: [],
      access: [],
    }

    it('outlive a restart, are saved again, and go when they are told to', () => {
      const id = { environmentId: t.environmentId, draftId: t.newDraftId() }
      t.now.applications.saveDraft({ ...id, draft })
      t.now.applications.saveDraft({ ...id, draft: { ...draft, name: 'Half way' } })
      t.restart()
      expect(t.now.applications.drafts(id)).toMatchObject([{ id: id.draftId, draft: { ...draft, name: 'Half way' } }])
      t.now.applications.removeDraft(id)
      expect(t.now.applications.drafts(id)).toEqual([])
    })

    it('stay in their environment', () => {
      const draftId = t.newDraftId()
      t.now.applications.saveDraft({ environmentId: t.environmentId, draftId, draft })
      const environmentId = EnvironmentId.parse(crypto.randomUUID())
      expect(t.now.applications.drafts({ environmentId })).toEqual([])
      expect(() => t.now.applications.saveDraft({ environmentId, draftId, draft })).toThrow(/another environment/)
    })
  })

  describe('changing', () => {
    it('changes name and description, at the hub and here', async () => {
      const changed = await t.now.applications.update({ ...of(PORTAL), patch: { name: 'Rooms', description: 'New' } }, caller)
      expect(changed.application).toMatchObject({ name: 'Rooms', description: 'New' })
      expect(await t.atHub.named('Rooms')).toHaveLength(1)
      expect(t.activity.at(-1)).toMatchObject({
        what: 'applications.update',
        before: `name: ${PORTAL}; description: Rooms, assignments and meal plans.`,
        after: 'name: Rooms; description: New',
      })
      expect(t.announced).toContain(t.idOf(PORTAL))
    })

    it('refuses what was made from an older version, and shows theirs', async () => {
      const { etag } = detail(PORTAL).application
      await t.atHub.patch(t.idOf(PORTAL), { description: 'Theirs' })
      await expect(t.now.applications.update({ ...of(PORTAL), patch: { description: 'Mine' }, etag: etag! }, caller)).rejects.toMatchObject(
        { code: 'conflict' },
      )
      expect(detail(PORTAL).application).toMatchObject({ description: 'Theirs' })
    })

    it('points at a name that is taken', async () => {
      await expect(t.now.applications.update({ ...of(PORTAL), patch: { name: OWNER } }, caller)).rejects.toMatchObject({
        code: 'invalid-input',
        faults: [{ path: 'name' }],
      })
    })

    it('keeps the credential while the base URI stays at its origin, and drops it when that moves', async () => {
      await signIn()
      await t.now.applications.update({ ...of(OWNER), patch: { baseUri: `${t.handle(OWNER).baseUri!}/v2/` } }, caller)
      expect(stored()).not.toBeNull()
      const { row } = await t.now.applications.update({ ...of(OWNER), patch: { baseUri: 'https://erp.example.edu/api' } }, caller)
      expect(stored()).toBeNull()
      expect(row.missingCredentials).toBe(true)
    })

    it('drops the credential with the base URI', async () => {
      await signIn()
      const { application } = await t.now.applications.update({ ...of(OWNER), patch: { baseUri: null } }, caller)
      expect(application.baseUri).toBeUndefined()
      expect(stored()).toBeNull()
    })

    it('points at a base URI without https and sends nothing', async () => {
      await expect(t.now.applications.update({ ...of(OWNER), patch: { baseUri: 'http://erp.example.edu' } }, caller)).rejects.toMatchObject(
        { code: 'invalid-input', faults: [{ path: 'baseUri' }] },
      )
    })
  })

  describe('credentials', () => {
    it('are tried, given to the hub, kept here, and used to read the settings', async () => {
      const { row, application } = await signIn()
      expect(row.missingCredentials).toBe(false)
      expect(application.authentication).toMatchObject({ type: 'basic', username: right().username, passwordSet: true })
      expect(stored()).toMatchObject({ stored: 'here' })
      expect(t.now.snapshots.current(t.environmentId, 'default-settings', t.idOf(OWNER)).length).toBeGreaterThan(0)
    })

    it('are in the log of what was done without the password, before and after', async () => {
      await signIn()
      const { username, password } = t.handle(OWNER)
      expect(t.activity.at(-1)).toMatchObject({ what: 'applications.setCredentials', before: username, after: username })
      const files = readdirSync(t.folder).map((name) => readFileSync(join(t.folder, name)))
      expect(files.some((bytes) => bytes.includes('applications.setCredentials'))).toBe(true)
      expect(files.some((bytes) => bytes.includes(password!))).toBe(false)
    })

    it('are kept nowhere when the source refuses them', async () => {
      const before = (await t.atHub.named(OWNER))[0]
      await expect(
        t.now.applications.setCredentials(
          { ...of(OWNER), authentication: { type: 'basic', username: 'nobody', password: 'wrong' } },
          caller,
        ),
      ).rejects.toMatchObject({ code: 'source-unauthorized' })
      expect(stored()).toBeNull()
      expect((await t.atHub.named(OWNER))[0]).toEqual(before)
    })

    it('are not kept when somebody else changed the application meanwhile', async () => {
      const { etag } = detail(OWNER).application
      await t.atHub.patch(t.idOf(OWNER), { description: 'Theirs' })
      await expect(t.now.applications.setCredentials({ ...of(OWNER), authentication: right(), etag: etag! }, caller)).rejects.toMatchObject(
        { code: 'conflict' },
      )
      expect(stored()).toBeNull()
      expect(detail(OWNER).application.description).toBe('Theirs')
    })

    it('go, at the hub and here, when there are none any more', async () => {
      await signIn()
      const { application } = await t.now.applications.setCredentials({ ...of(OWNER), authentication: { type: 'none' } }, caller)
      expect(application.authentication).toEqual({ type: 'none', passwordSet: false })
      expect(stored()).toBeNull()
    })

    it('are kept even when the settings cannot be read with them', async () => {
      await t.atHub.fault({ ...SOURCE_ONLY, match: { path: '/source/erp/api/default-settings' } })
      await signIn()
      expect(stored()).not.toBeNull()
      expect(detail(OWNER).gaps).toMatchObject([{ part: 'settings' }])
    })
  })

  describe('access', () => {
    const owners = () => [{ applicationId: t.idOf(OWNER), resources: ['courses'] }]

    it('comes from the hub with its version, is changed there, and is readable offline', async () => {
      const { etag } = await t.now.applications.access(of(PORTAL), caller)
      expect(etag).toBeDefined()
      const saved = await t.now.applications.setAccess({ ...of(PORTAL), owners: owners(), etag: etag! }, caller)
      expect(saved.owners).toMatchObject(owners())
      expect(saved.etag).not.toBe(etag)
      await away()
      const offline = await t.now.applications.access(of(PORTAL), caller)
      expect(offline).toEqual({ owners: saved.owners })
    })

    it('cannot be shown offline when it was never read', async () => {
      await away()
      await expect(t.now.applications.access(of(PORTAL), caller)).rejects.toMatchObject({ code: 'unreachable' })
    })

    it('refuses what was made from an older version, and has theirs', async () => {
      const { etag } = await t.now.applications.access(of(PORTAL), caller)
      await t.now.applications.setAccess({ ...of(PORTAL), owners: owners() }, caller)
      await expect(t.now.applications.setAccess({ ...of(PORTAL), owners: [], etag: etag! }, caller)).rejects.toMatchObject({
        code: 'conflict',
      })
      expect((await t.now.applications.access(of(PORTAL), caller)).owners).toMatchObject(owners())
    })

    it('names the owner that there is not', async () => {
      await expect(
        t.now.applications.setAccess({ ...of(PORTAL), owners: [{ applicationId: 'nobody', resources: ['x'] }] }, caller),
      ).rejects.toMatchObject({ code: 'invalid-input', faults: [{ path: 'owners.0.applicationId' }] })
    })
  })

  describe('deleting', () => {
    it('wants the name, letter by letter', async () => {
      await expect(t.now.applications.remove({ ...of(PORTAL), typedName: 'housing portal' }, caller)).rejects.toMatchObject({
        code: 'confirmation-required',
      })
      expect(await t.atHub.named(PORTAL)).toHaveLength(1)
    })

    it('takes with it all that was kept of it here', async () => {
      await signIn()
      const keyId = KeyId.parse(t.keysOf(t.idOf(OWNER))[0])
      t.now.notes.save({ ...of(OWNER), keyId }, { label: 'Ours', note: '', usages: [] })
      const secrets = t.keychain.entries.size
      await t.now.applications.remove({ ...of(OWNER), typedName: OWNER }, caller)
      expect(await t.atHub.named(OWNER)).toEqual([])
      expect(t.now.applications.list({ environmentId: t.environmentId }).rows.map(({ name }) => name)).not.toContain(OWNER)
      expect(t.keysOf(t.idOf(OWNER))).toEqual([])
      expect(t.now.snapshots.reads(t.environmentId, t.idOf(OWNER))).toEqual([])
      expect(t.now.notes.labelOf({ ...of(OWNER), keyId })).toBe('')
      expect(t.keychain.entries.size).toBe(secrets - 1)
      expect(t.gone).toEqual([t.idOf(OWNER)])
      expect(t.activity).toContainEqual(expect.objectContaining({ what: 'applications.remove', applicationName: OWNER }))
    })

    it('is done when somebody else did it', async () => {
      await t.atHub.remove(t.idOf(PORTAL))
      await t.now.applications.remove({ ...of(PORTAL), typedName: PORTAL }, caller)
      expect(() => detail(PORTAL)).toThrow(/no longer here/)
    })

    it('deletes nothing under a name that it no longer has', async () => {
      await t.atHub.patch(t.idOf(PORTAL), { name: 'Rooms' })
      await expect(t.now.applications.remove({ ...of(PORTAL), typedName: PORTAL }, caller)).rejects.toMatchObject({ code: 'conflict' })
      expect(await t.atHub.named('Rooms')).toHaveLength(1)
      expect(detail(PORTAL).application.name).toBe('Rooms')
    })
  })
})
