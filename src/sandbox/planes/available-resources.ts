import type { Representation } from '#shared/wire/integration-plane'
import type { Hub } from '../state/hub'
import type { ApplicationState } from '../state/model'
import { type SourceClient, type SourceOutcome, targetOf } from './source-client'

type Deps = { hub: Hub; sources: SourceClient }
type Listed = { name: string; representations: Representation[] }
/** An answer of a source, or why there is none. */
type Answer = { ok: true; body: unknown } | { ok: false; status: number; data: unknown }

/** `GET /admin/available-resources`: every owner with what its source says today, failures in the places of the answers. */
export async function availableResources(deps: Deps, applicationId: string | undefined): Promise<{ text: string; total: number }> {
  const owners = deps.hub.state.applications.filter(
    ({ id, ownedResources }) => ownedResources.length > 0 && (applicationId === undefined || id === applicationId),
  )
  const described = await Promise.all(owners.map((owner) => describe(deps, owner)))
  return { text: JSON.stringify(described), total: described.length }
}

async function describe({ sources }: Deps, owner: ApplicationState): Promise<unknown> {
  const { id, name, ownedResources } = owner
  const target = targetOf(owner)
  // Nothing to ask: the names are all that is known.
  if (!target) return { id, name, resources: ownedResources.map((resource) => resource.name) }
  const [about, resources] = await Promise.all([
    sources.call(target, { path: '/about' }).then(answerOf),
    sources.call(target, { path: '/resources' }).then(answerOf),
  ])
  return {
    id,
    name,
    about: about.ok ? aboutOf(about.body) : `unable to get about data due to ${about.status}`,
    resources: ownedResources.map((resource) => withRepresentations(resource.name, resources)),
  }
}

async function answerOf(outcome: SourceOutcome): Promise<Answer> {
  if (outcome.kind !== 'reply')
    return { ok: false, status: outcome.kind === 'timeout' ? 504 : 502, data: 'the source application could not be reached' }
  const { response } = outcome
  const text = await response.text()
  const body = parsed(text)
  return response.ok && body !== undefined ? { ok: true, body } : { ok: false, status: response.status, data: body ?? text }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: the reader passes the text on as it is.
    return undefined
  }
}

/** The hub repeats name and version under older names beside the source's own. */
function aboutOf(body: unknown): unknown {
  if (!Array.isArray(body)) return body
  return body.map((item: unknown) =>
    typeof item === 'object' && item !== null && 'name' in item && 'version' in item
      ? { applicationName: item.name, applicationVersion: item.version, name: item.name, version: item.version }
      : item,
  )
}

function withRepresentations(name: string, answer: Answer): unknown {
  if (!answer.ok)
    return { name, representations: [], error: { message: `unable to get representations due to ${answer.status}`, data: answer.data } }
  const found = Array.isArray(answer.body) ? (answer.body as Listed[]).find((resource) => resource.name === name) : undefined // checked by the source plane's tests
  if (!found) return { name, representations: [], error: 'representations not available because the hub could not find this resource' }
  return { name, representations: found.representations.map(withVersion) }
}

/** The hub adds the short version; a source does not send it. */
function withVersion(representation: Representation): Representation {
  const version = /\.(v[\d.]+)\+json$/.exec(representation['X-Media-Type'])?.[1]
  return version === undefined ? representation : { ...representation, version }
}
