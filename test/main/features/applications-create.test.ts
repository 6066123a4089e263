import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ApplicationToCreate } from '#shared/contract/applications'
import { AppError } from '../../../src/main/app-error'
import { caller, startApplicationServices, type ApplicationServices } from './application-services'

const OWNER = 'Ridgeline ERP Web API'
/** The answer is lost after the hub did the work, however often it is asked. */
const LOST_ANSWER = { match: { method: 'POST', path: '/admin/v1/applications' }, effect: { when: 'after', cut: true } }
/** The request is lost before the hub sees it. */
const LOST_REQUEST = { match: { method: 'POST', path: '/admin/v1/applications' }, effect: { cut: true } }

describe('creating an application', () => {
  let t: ApplicationServices
  beforeEach(async () => {
    t = await startApplicationServices()
  })
  afterEach(() => t.close())

  const plain = (name = 'Bookstore'): ApplicationToCreate => ({
    name,
    description: 'Sells books',
    origin: 'manual',
    authentication: { type: 'none' },
    ownedResources: [],
    access: [],
  })
  const withSource = (name = 'Second ERP', password = t.handle(OWNER).password!): ApplicationToCreate => ({
    ...plain(name),
    baseUri: t.handle(OWNER).baseUri!,
    authentication: { type: 'basic', username: t.handle(OWNER).username!, password },
    ownedResources: ['courses', 'sections'],
  })
  const drafts = () => t.now.applications.drafts({ environmentId: t.environmentId })
  const sourcePassword = async (applicationId: string) =>
    (await t.now.vault.get({ environmentId: t.environmentId, kind: 'source-password', ownerId: applicationId })).secret.expose()

  it('makes it with one key that is denied everywhere, and shows it without a sync', async () => {
    const created = await t.create(t.newDraftId(), plain())
    expect(created).toMatchObject({ madeBy: 'this-try', left: [], application: { name: 'Bookstore' } })
    expect(await t.atHub.named('Bookstore')).toHaveLength(1)
    const { rows } = t.now.applications.list({ environmentId: t.environmentId })
    expect(rows.find(({ id }) => id === created.application.id)).toMatchObject({ apiKeyCount: 1, unrestrictedKeyCount: 0 })
    expect(t.now.cached.keys(t.environmentId, created.application.id)).toMatchObject([
      { id: created.keyId, restriction: { mode: 'restricted', addresses: [] } },
    ])
    expect(t.activity).toContainEqual(
      expect.objectContaining({
        what: 'applications.create',
        applicationName: 'Bookstore',
        after: 'name: Bookstore',
      }),
    )
    expect(t.announced).toContain(created.application.id)
  })

  it('keeps the credentials here for the origin of the base URI, and our copy of what it owns', async () => {
    const { application, left } = await t.create(t.newDraftId(), withSource())
    expect(left).toEqual([])
    const owner = { environmentId: t.environmentId, kind: 'source-password' as const, ownerId: application.id }
    expect(t.now.vault.whereabouts(owner)).toMatchObject({ stored: 'here', entry: { audience: new URL(t.handle(OWNER).baseUri!).origin } })
    expect(await sourcePassword(application.id)).toBe(t.handle(OWNER).password)
    const owners = t.now.applications.owners({ environmentId: t.environmentId })
    expect(owners.find(({ applicationId }) => applicationId === application.id)).toMatchObject({ resources: ['courses', 'sections'] })
  })

  it('makes one from the catalog', async () => {
    const { application } = await t.create(t.newDraftId(), { ...plain('Rooms'), origin: 'catalog', catalogId: 'harbor-housing' })
    expect(application).toMatchObject({ origin: 'catalog', catalogId: 'harbor-housing' })
  })

  it('grants what was chosen of other owners', async () => {
    const access = [{ applicationId: t.idOf(OWNER), resources: ['courses'] }]
    const { application, left } = await t.create(t.newDraftId(), { ...plain(), access })
    expect(left).toEqual([])
    expect(
      (await t.now.applications.access({ environmentId: t.environmentId, applicationId: application.id }, caller)).owners,
    ).toMatchObject(access)
  })

  it('says which steps after the creation are left, and has the application all the same', async () => {
    await t.atHub.fault({ match: { method: 'PUT', path: '/admin/v1/applications/*/proxy-access' }, effect: { status: 500 } })
    const set = t.keychain.set.bind(t.keychain)
    t.keychain.set = () => Promise.reject(new AppError('keychain-unavailable', 'The keychain is locked.'))
    const created = await t.create(t.newDraftId(), { ...withSource(), access: [{ applicationId: t.idOf(OWNER), resources: ['courses'] }] })
    t.keychain.set = set
    expect(created.left).toMatchObject([
      { part: 'access', failure: { code: 'remote' } },
      { part: 'credentials', failure: { code: 'keychain-unavailable' } },
    ])
    expect(await t.atHub.named('Second ERP')).toHaveLength(1)
    expect(drafts()).toEqual([])
  })

  it('points at the name when it is taken, in whatever case, and sends nothing', async () => {
    await t.atHub.fault(LOST_ANSWER)
    await expect(t.create(t.newDraftId(), plain('housing PORTAL'))).rejects.toMatchObject({
      code: 'invalid-input',
      faults: [{ path: 'name' }],
    })
    expect(drafts()).toEqual([])
  })

  it.each([
    'http://erp.example.edu/api',
    'https://user:word@erp.example.edu',
    'ftp://erp.example.edu',
    'erp',
    'https://erp.example.edu/api?x=1',
  ])('points at a base URI such as %s and sends nothing', async (baseUri) => {
    await expect(t.create(t.newDraftId(), { ...withSource(), baseUri })).rejects.toMatchObject({
      code: 'invalid-input',
      faults: [{ path: 'baseUri' }],
    })
    expect(await t.atHub.named('Second ERP')).toEqual([])
  })

  it('adopts what an earlier try made when its answer was lost, and makes nothing twice', async () => {
    const draftId = t.newDraftId()
    await t.atHub.fault(LOST_ANSWER)
    await expect(t.create(draftId, plain())).rejects.toMatchObject({ code: 'unreachable' })
    await t.atHub.noFaults()
    expect(drafts()).toMatchObject([{ id: draftId, draft: { name: 'Bookstore' } }])
    expect(drafts()[0]!.sentAt).toBeDefined()
    const created = await t.create(draftId, plain())
    expect(created.madeBy).toBe('earlier-try')
    expect(await t.atHub.named('Bookstore')).toMatchObject([{ id: created.application.id }])
    expect(t.keysOf(created.application.id)).toEqual([created.keyId])
    expect(drafts()).toEqual([])
  })

  it('does so after a restart of the app too, and then gives the hub the password that was typed last', async () => {
    const draftId = t.newDraftId()
    await t.atHub.fault(LOST_ANSWER)
    await expect(t.create(draftId, withSource('Second ERP', 'mistyped'))).rejects.toMatchObject({ code: 'unreachable' })
    await t.atHub.noFaults()
    t.restart()
    const created = await t.create(draftId, withSource())
    expect(created).toMatchObject({ madeBy: 'earlier-try', left: [] })
    expect(await t.atHub.named('Second ERP')).toHaveLength(1)
    expect(await sourcePassword(created.application.id)).toBe(t.handle(OWNER).password)
  })

  it('finds the application under the name that was sent, when the name was changed after a lost answer', async () => {
    const draftId = t.newDraftId()
    await t.atHub.fault(LOST_ANSWER)
    await expect(t.create(draftId, plain())).rejects.toMatchObject({ code: 'unreachable' })
    await t.atHub.noFaults()
    const created = await t.create(draftId, plain('Book Shop'))
    expect(created).toMatchObject({ madeBy: 'earlier-try', application: { name: 'Bookstore' } })
    expect(await t.atHub.named('Book Shop')).toEqual([])
  })

  it('does not send a password to an earlier application that is somewhere else', async () => {
    const draftId = t.newDraftId()
    await t.atHub.fault(LOST_ANSWER)
    await expect(t.create(draftId, withSource())).rejects.toMatchObject({ code: 'unreachable' })
    await t.atHub.noFaults()
    const created = await t.create(draftId, { ...withSource(), baseUri: 'https://other.example.edu/api' })
    expect(created).toMatchObject({ madeBy: 'earlier-try', left: [{ part: 'credentials', failure: { code: 'conflict' } }] })
  })

  it('does not take for its own what only has the name', async () => {
    const draftId = t.newDraftId()
    await t.atHub.fault(LOST_REQUEST)
    await expect(t.create(draftId, plain())).rejects.toMatchObject({ code: 'unreachable' })
    await t.atHub.noFaults()
    await t.admin('/admin/v1/applications', { method: 'POST', body: { name: 'Bookstore', description: 'Of somebody else' } })
    await expect(t.create(draftId, plain())).rejects.toMatchObject({ code: 'invalid-input', faults: [{ path: 'name' }] })
  })

  it('asks again under the same key while it asks the same, and under a new one for something else', async () => {
    const draftId = t.newDraftId()
    const intent = () =>
      t.now.journal.prepare('SELECT idempotency_key AS key, sent_at AS sentAt FROM application_drafts').get() as {
        key: string | null
        sentAt: string | null
      }
    await t.atHub.fault(LOST_REQUEST)
    await expect(t.create(draftId, plain())).rejects.toMatchObject({ code: 'unreachable' })
    const first = intent()
    await expect(t.create(draftId, plain())).rejects.toMatchObject({ code: 'unreachable' })
    expect(intent().key).toBe(first.key)
    await expect(t.create(draftId, { ...plain(), description: 'Sells more' })).rejects.toMatchObject({ code: 'unreachable' })
    expect(intent().key).not.toBe(first.key)
    await t.atHub.noFaults()
    expect(await t.create(draftId, plain())).toMatchObject({ madeBy: 'this-try' })
    expect(await t.atHub.named('Bookstore')).toHaveLength(1)
  })

  it('forgets the intent when the hub refuses, so that the next try is a first one', async () => {
    const draftId = t.newDraftId()
    await expect(t.create(draftId, { ...plain(), origin: 'catalog', catalogId: 'no-such' })).rejects.toMatchObject({
      faults: [{ path: 'catalogId' }],
    })
    expect(drafts()).toHaveLength(1)
    expect(drafts()[0]!.sentAt).toBeUndefined()
    expect(await t.create(draftId, plain())).toMatchObject({ madeBy: 'this-try' })
  })

  it('tells a name that was taken between the look and the request as a fault of the name', async () => {
    await t.atHub.fault({
      match: { method: 'POST', path: '/admin/v1/applications' },
      effect: {
        status: 409,
        contentType: 'application/problem+json',
        body: JSON.stringify({ title: 'Taken', status: 409, code: 'name-taken', errors: [{ path: 'name', message: 'Taken.' }] }),
      },
    })
    await expect(t.create(t.newDraftId(), plain())).rejects.toMatchObject({
      code: 'invalid-input',
      faults: [{ path: 'name', message: 'Taken.' }],
    })
  })

  it('writes the password into no file', async () => {
    const password = t.handle(OWNER).password!
    const draftId = t.newDraftId()
    await t.atHub.fault(LOST_ANSWER)
    await expect(t.create(draftId, withSource())).rejects.toMatchObject({ code: 'unreachable' })
    const contents = () =>
      readdirSync(t.folder, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => readFileSync(join(t.folder, name)))
    expect(contents().some((bytes) => bytes.includes('Second ERP'))).toBe(true)
    expect(contents().some((bytes) => bytes.includes(password))).toBe(false)
    await t.atHub.noFaults()
    await t.create(draftId, withSource())
    expect(contents().some((bytes) => bytes.includes(password))).toBe(false)
  })
})
