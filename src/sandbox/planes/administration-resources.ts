import type { Hono } from 'hono'
import type { z } from 'zod'
import { AutoConfigure, OwnedResourcesInput, ProxyAccess, type WireOwnedResource } from '#shared/wire/administration-plane'
import { isDeprecated, versionsOf } from '../seed/resources'
import { ADMINISTRATOR, type Hub } from '../state/hub'
import type { ApplicationState } from '../state/model'
import { requireBaseUri } from './administration-applications'
import { type AdministrationDeps, applicationOf, bodyOf, changedBy, listReply, requireMatch, tagOf } from './administration-env'
import { settingIds } from './administration-upgrades'
import { invalidInput, ProblemError } from './problem'
import { json, type SandboxEnv } from './sandbox-env'
import { type SourceTarget, targetOf } from './source-client'
import { readSource, type SourceReading } from './source-reading'

export function addResourceRoutes(plane: Hono<SandboxEnv>, { hub, sources }: AdministrationDeps): void {
  plane.get('/applications/:applicationId/owned-resources', (context) => {
    const { ownedResources } = applicationOf(hub, context)
    return listReply(context, ownedResources, { show: (resource) => resource, whole: true, headers: { etag: tagOf(ownedResources) } })
  })

  plane.put('/applications/:applicationId/owned-resources', async (context) => {
    const application = applicationOf(hub, context)
    requireMatch(context, tagOf(application.ownedResources))
    const input = await bodyOf(context, OwnedResourcesInput)
    application.ownedResources = ownedFrom(hub, application, input)
    changedBy(hub, application, ADMINISTRATOR)
    hub.audit({
      category: 'application',
      subCategory: 'owned-resources',
      description: `${application.name} owns ${application.ownedResources.length} resources now`,
      requestId: context.get('requestId'),
    })
    return listReply(context, application.ownedResources, {
      show: (resource) => resource,
      whole: true,
      headers: { etag: tagOf(application.ownedResources) },
    })
  })

  plane.post('/applications/:applicationId/owned-resources/auto-configure', async (context) => {
    const application = applicationOf(hub, context)
    const input = await bodyOf(context, AutoConfigure)
    requireBaseUri(input.baseUri)
    const reading = await readSource(sources, givenTarget(application, input))
    const difference = configureFrom(hub, application, reading)
    changedBy(hub, application, ADMINISTRATOR)
    const counts = `${difference.added.length} added, ${difference.removed.length} removed, ${difference.changed.length} changed`
    hub.audit({
      category: 'application',
      subCategory: 'auto-configure',
      description: `Auto-configured ${application.name}: ${counts}`,
      requestId: context.get('requestId'),
    })
    return json(difference, { headers: { etag: tagOf(application.ownedResources) } })
  })

  plane.get('/applications/:applicationId/proxy-access', (context) => {
    const shown = shownAccess(hub, applicationOf(hub, context))
    return json(shown, { headers: { etag: tagOf(shown) } })
  })

  plane.put('/applications/:applicationId/proxy-access', async (context) => {
    const application = applicationOf(hub, context)
    requireMatch(context, tagOf(shownAccess(hub, application)))
    const { owners } = await bodyOf(context, ProxyAccess)
    const faults = owners.flatMap(({ applicationId }, index) =>
      hub.application(applicationId) ? [] : [{ path: `owners.${index}.applicationId`, message: 'There is no such application.' }],
    )
    if (faults.length > 0) throw invalidInput(faults)
    application.proxyAccess = owners.map(({ applicationId, resources }) => ({ applicationId, resources: [...new Set(resources)] }))
    changedBy(hub, application, ADMINISTRATOR)
    hub.audit({
      category: 'application',
      subCategory: 'proxy-access',
      description: `Changed what ${application.name} may call`,
      requestId: context.get('requestId'),
    })
    const shown = shownAccess(hub, application)
    return json(shown, { headers: { etag: tagOf(shown) } })
  })
}

function shownAccess(hub: Hub, { proxyAccess }: ApplicationState): ProxyAccess {
  return {
    owners: proxyAccess.map(({ applicationId, resources }) => ({
      applicationId,
      name: hub.application(applicationId)?.name ?? '',
      resources,
    })),
  }
}

/** What is left out of an item comes from the source, or from what was known before. */
function ownedFrom(hub: Hub, application: ApplicationState, input: z.output<typeof OwnedResourcesInput>): WireOwnedResource[] {
  const names = input.map(({ name }) => name)
  const doubled = names.findIndex((name, index) => names.indexOf(name) !== index)
  if (doubled >= 0) throw invalidInput([{ path: `${doubled}.name`, message: `"${names[doubled] ?? ''}" stands in the list already.` }])
  const listed = new Map((hub.sourceAt(application.baseUri)?.resources ?? []).map((resource) => [resource.name, resource.representations]))
  const before = new Map(application.ownedResources.map((resource) => [resource.name, resource]))
  return input.map(({ name, versions, deprecated, uriOverride }) => {
    const representations = listed.get(name)
    return {
      name,
      versions: versions ?? (representations ? versionsOf(representations) : before.get(name)?.versions) ?? [],
      deprecated: deprecated ?? (representations ? isDeprecated(representations) : before.get(name)?.deprecated) ?? false,
      ...(uriOverride === undefined ? {} : { uriOverride }),
    }
  })
}

/** The base URI and credential of the request, or those the hub keeps. */
function givenTarget(
  application: ApplicationState,
  { baseUri, username, password }: { baseUri?: string | undefined; username?: string | undefined; password?: string | undefined },
): SourceTarget {
  const kept = targetOf(application)
  const uri = baseUri ?? kept?.baseUri
  if (uri === undefined)
    throw new ProblemError(400, 'invalid-input', 'There is no base URI to read from.', {
      errors: [{ path: 'baseUri', message: 'Give the base URI of the source application.' }],
    })
  return username === undefined ? { ...kept, baseUri: uri } : { baseUri: uri, username, password }
}

/** Replaces the owned resources with what the source lists, and remembers what was seen. */
function configureFrom(hub: Hub, application: ApplicationState, { about, resources }: SourceReading) {
  const overrides = new Map(application.ownedResources.map(({ name, uriOverride }) => [name, uriOverride]))
  const before = new Map(application.ownedResources.map((resource) => [resource.name, resource.versions.join(' ')]))
  const after = resources.map(({ name, representations }): WireOwnedResource => {
    const uriOverride = overrides.get(name)
    return {
      name,
      versions: versionsOf(representations),
      deprecated: isDeprecated(representations),
      ...(uriOverride === undefined ? {} : { uriOverride }),
    }
  })
  const names = new Set(after.map(({ name }) => name))
  const difference = {
    added: after.flatMap(({ name }) => (before.has(name) ? [] : [name])),
    removed: [...before.keys()].filter((name) => !names.has(name)),
    changed: after.flatMap(({ name, versions }) => (before.has(name) && before.get(name) !== versions.join(' ') ? [name] : [])),
  }
  const source = hub.sourceAt(application.baseUri)
  application.ownedResources = after
  if (source) application.sourceKind = source.kind
  application.configured = {
    about,
    versions: Object.fromEntries(after.map(({ name, versions }) => [name, versions])),
    settingIds: source ? settingIds(source) : [],
  }
  return difference
}
