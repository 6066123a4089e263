import type { Hono } from 'hono'
import type { UpgradeAction } from '#shared/wire/administration-plane'
import { SETTING_FAMILIES } from '#shared/wire/media-types'
import { guidOf } from '../seed/names'
import { versionsOf } from '../seed/resources'
import type { Hub } from '../state/hub'
import type { ApplicationState } from '../state/model'
import type { Source } from '../state/sources'
import { type AdministrationDeps, applicationOf, listReply } from './administration-env'
import { notFound } from './problem'
import { json, type SandboxEnv } from './sandbox-env'

export function addUpgradeRoutes(plane: Hono<SandboxEnv>, { hub }: AdministrationDeps): void {
  plane.get('/applications/:applicationId/upgrade-actions', (context) => {
    const action = pendingAction(hub, applicationOf(hub, context))
    return listReply(context, action ? [action] : [])
  })

  plane.post('/applications/:applicationId/upgrade-actions/:actionId/complete', (context) => {
    const application = applicationOf(hub, context)
    const action = pendingAction(hub, application)
    const id = context.req.param('actionId')
    const known = application.upgrades.find((upgrade) => upgrade.id === id)
    if (!known || (!known.completed && action?.id !== id)) throw notFound('upgrade action')
    if (!known.completed) {
      known.completed = true
      hub.audit({
        category: 'application',
        subCategory: 'upgrade-action',
        description: `Completed the upgrade action of ${application.name} without auto-configure`,
        requestId: context.get('requestId'),
      })
    }
    return json(action ?? { id })
  })
}

/** The difference between what auto-configure last saw and what the source says today. */
export function pendingAction(hub: Hub, application: ApplicationState): UpgradeAction | undefined {
  const source = hub.sourceAt(application.baseUri)
  const { configured } = application
  if (!source || !configured) return undefined
  const now = new Map(source.resources.map(({ name, representations }) => [name, versionsOf(representations)]))
  const resources = {
    added: [...now.keys()].filter((name) => !(name in configured.versions)),
    removed: Object.keys(configured.versions).filter((name) => !now.has(name)),
    changed: [...now].flatMap(([name, versions]) =>
      name in configured.versions && configured.versions[name]?.join(' ') !== versions.join(' ') ? [name] : [],
    ),
  }
  const isSame = source.version === configured.about && Object.values(resources).every((names) => names.length === 0)
  if (isSame) return undefined
  const upgrade = remember(hub, application, `${configured.about} ${source.version} ${JSON.stringify(resources)}`)
  if (upgrade.completed) return undefined
  return {
    id: upgrade.id,
    detectedOn: upgrade.detectedOn,
    from: configured.about,
    to: source.version,
    resources,
    newSettings: newSettings(source, configured.settingIds),
  }
}

/** An action keeps its id and the time it was first seen. */
function remember(hub: Hub, application: ApplicationState, signature: string) {
  const known = application.upgrades.find((upgrade) => upgrade.signature === signature)
  if (known) return known
  const upgrade = { id: guidOf('upgrade', application.id, signature, hub.iso()), signature, detectedOn: hub.iso(), completed: false }
  application.upgrades.push(upgrade)
  hub.touch()
  return upgrade
}

export const settingIds = (source: Source) => SETTING_FAMILIES.flatMap((family) => source.rows(family).map(({ id }) => id))

function newSettings(source: Source, known: string[]): UpgradeAction['newSettings'] {
  const ids = new Set(known)
  return SETTING_FAMILIES.flatMap((family) =>
    source.rows(family).flatMap(({ id, title }) => (ids.has(id) ? [] : [{ family, id, title: String(title) }])),
  )
}
