import { z } from 'zod'
import * as plane from '#shared/wire/administration-plane'
import { HEADER, JSON_TYPE, PROBLEM } from '#shared/wire/media-types'

/** One call of plane B, as far as a schema cannot say it. */
export type Call = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  path: string
  summary: string
  body?: z.ZodType
  /** Absent for a reply without a body. */
  reply?: z.ZodType
  status?: 200 | 201 | 204
  /** A plain array in pages, with its total in a header. */
  isList?: boolean
  /** The codes of refusals beyond those that every call may have. */
  refusals?: Partial<Record<number, string>>
}

const application = '/applications/{applicationId}'
const apiKey = `${application}/api-keys/{keyId}`
const owned = `${application}/owned-resources`

export const CALLS: readonly Call[] = [
  { method: 'get', path: '/tenant', summary: 'Who the tenant is', reply: plane.Tenant },
  { method: 'get', path: '/catalog', summary: 'Templates for new applications', reply: plane.CatalogItem, isList: true },
  { method: 'get', path: '/applications', summary: 'All applications', reply: plane.WireApplication, isList: true },
  {
    method: 'post',
    path: '/applications',
    summary: 'Creates an application with its first API key, denied everywhere',
    body: plane.NewApplication,
    reply: plane.CreatedApplication,
    status: 201,
    refusals: { 409: 'name-taken' },
  },
  { method: 'get', path: application, summary: 'One application', reply: plane.WireApplication },
  {
    method: 'patch',
    path: application,
    summary: 'Changes what is named in the body',
    body: plane.ApplicationPatch,
    reply: plane.WireApplication,
    refusals: { 409: 'name-taken' },
  },
  { method: 'delete', path: application, summary: 'Deletes the application and its API keys', status: 204 },
  { method: 'get', path: `${application}/api-keys`, summary: 'API keys of an application', reply: plane.WireApiKey, isList: true },
  {
    method: 'post',
    path: `${application}/api-keys`,
    summary: 'Adds an API key; the reply carries its value',
    body: plane.NewApiKey,
    reply: plane.WireApiKeyWithValue,
    status: 201,
  },
  { method: 'get', path: apiKey, summary: 'One API key', reply: plane.WireApiKey },
  { method: 'patch', path: apiKey, summary: 'Replaces the restriction', body: plane.ApiKeyPatch, reply: plane.WireApiKey },
  { method: 'delete', path: apiKey, summary: 'Deletes an API key', status: 204, refusals: { 409: 'last-api-key' } },
  { method: 'post', path: `${apiKey}/reveal`, summary: 'The value of an API key', reply: plane.RevealedKey },
  { method: 'get', path: owned, summary: 'Owned resources', reply: plane.WireOwnedResource, isList: true },
  { method: 'put', path: owned, summary: 'Replaces the list', body: plane.OwnedResourcesInput, reply: z.array(plane.WireOwnedResource) },
  {
    method: 'post',
    path: `${owned}/auto-configure`,
    summary: 'Reads the source application and replaces the list; answers with the difference',
    body: plane.AutoConfigure,
    reply: plane.ResourceDifference,
    refusals: { 502: 'source-unreachable, source-unauthorized or source-invalid', 504: 'source-timeout' },
  },
  { method: 'get', path: `${application}/proxy-access`, summary: 'What it may call through the proxy', reply: plane.ProxyAccess },
  {
    method: 'put',
    path: `${application}/proxy-access`,
    summary: 'Replaces what it may call',
    body: plane.ProxyAccess,
    reply: plane.ProxyAccess,
  },
  { method: 'get', path: `${application}/upgrade-actions`, summary: 'Pending upgrades', reply: plane.UpgradeAction, isList: true },
  {
    method: 'post',
    path: `${application}/upgrade-actions/{actionId}/complete`,
    summary: 'Puts an upgrade away without configuring again',
    reply: plane.UpgradeAction,
  },
  { method: 'get', path: '/address-lists', summary: 'Published egress addresses by product', reply: plane.AddressList, isList: true },
  { method: 'get', path: '/audit-logs', summary: 'What was done, newest first', reply: plane.AuditEntry, isList: true },
]

const json = (schema: z.ZodType, io: 'input' | 'output', type: string = JSON_TYPE) => {
  // A document names its dialect once, at the top.
  const { $schema: _dialect, ...shape } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' })
  return { content: { [type]: { schema: shape } } }
}
const header = (name: string, description: string, required: boolean) => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
})
const problem = (description: string) => ({ description, ...json(plane.Problem, 'output', PROBLEM) })

/** Plane B as an OpenAPI 3.1 document, out of the schemas that the client and the sandbox share. */
export function administrationDocument() {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const call of CALLS) (paths[call.path] ??= {})[call.method] = operation(call)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hub administration plane',
      version: '1',
      description: 'Generated from src/shared/wire/administration-plane.ts; docs/administration-api.md says what schemas cannot.',
    },
    servers: [{ url: `https://hub.example.edu${plane.ADMINISTRATION_PATH}` }],
    security: [{ administrationToken: [] }],
    paths,
    components: { securitySchemes: { administrationToken: { type: 'http', scheme: 'bearer' } } },
  }
}

function operation({ method, path, summary, body, reply, status = 200, isList = false, refusals = {} }: Call) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  const isChange = method === 'put' || method === 'patch' || method === 'delete'
  const number = (name: string, description: string) => ({ name, in: 'query', description, schema: { type: 'integer', minimum: 0 } })
  const parameters = [
    ...inPath,
    ...(isList ? [number('offset', 'How many to leave out'), number('limit', 'How many at most, up to 500')] : []),
    ...(isChange ? [header('If-Match', 'The entity tag of the state that the change was made from', true)] : []),
    ...(method === 'post' ? [header('Idempotency-Key', 'The same key with the same body gets the same reply for 24 hours', false)] : []),
  ]
  const codes = { ...(isChange ? { 412: 'precondition-failed', 428: 'precondition-required' } : {}), ...refusals }
  return {
    summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, ...json(body, 'input') } } : {}),
    responses: {
      [status]: {
        description: summary,
        headers: {
          [HEADER.requestId]: { schema: { type: 'string' } },
          ...(isList ? { [HEADER.totalCount]: { schema: { type: 'integer' } } } : {}),
        },
        ...(reply ? json(isList ? z.array(reply) : reply, 'output') : {}),
      },
      ...Object.fromEntries(Object.entries(codes).map(([refusal, code]) => [refusal, problem(code)])),
      default: problem('See docs/administration-api.md for the codes'),
    },
  }
}
