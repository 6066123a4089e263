import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADMINISTRATION_PATH } from '#shared/wire/administration-plane'
import { startSandbox, type Sandbox } from '../../src/sandbox/server'
import { administrationDocument, CALLS } from './administration-document'

const FILE = join(import.meta.dirname, '../../docs/openapi.json')

// To write it anew after a schema changed: UPDATE_OPENAPI=1 npm test -- --only vitest
it('docs/openapi.json is what the schemas say', async () => {
  const text = await format(JSON.stringify(administrationDocument()), { ...(await resolveConfig(FILE)), parser: 'json' })
  if (process.env.UPDATE_OPENAPI === '1') await writeFile(FILE, text)
  expect(await readFile(FILE, 'utf8')).toBe(text)
})

describe('what the document says', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox()
  })
  afterAll(() => sandbox.close())

  it.each(CALLS.map((call) => [`${call.method.toUpperCase()} ${call.path}`, call] as const))('is served: %s', async (_name, call) => {
    const tenant = sandbox.tenants[0]!
    const headers = { authorization: `Bearer ${tenant.administrationToken}`, 'content-type': 'application/json' }
    const base = `${tenant.hubUrl}${ADMINISTRATION_PATH}`
    const applicationId = tenant.applications.find(({ baseUri }) => baseUri)!.id
    const keys = (await (await fetch(`${base}/applications/${applicationId}/api-keys`, { headers })).json()) as { id: string }[]
    const path = call.path.replace('{applicationId}', applicationId).replace('{keyId}', keys[0]!.id).replace('{actionId}', 'none')
    const response = await fetch(`${base}${path}`, { method: call.method.toUpperCase(), headers, ...(call.body ? { body: '"bad"' } : {}) })
    const text = await response.text()

    expect(response.headers.get('x-request-id')).toBeTruthy()
    if (call.method === 'get') {
      expect(response.status).toBe(200)
      expect(response.headers.has('x-total-count')).toBe(call.isList ?? false)
      const items = (call.isList ? JSON.parse(text) : [JSON.parse(text)]) as unknown[]
      for (const item of items) expect(call.reply?.safeParse(item).success).toBe(true)
    } else if (['put', 'patch', 'delete'].includes(call.method)) expect(response.status).toBe(428)
    else if (call.body) expect(response.status).toBe(400)
    else expect(text).not.toContain('method-not-allowed')
  })
})
