import type { EnvironmentId } from '#shared/contract/op'
import type { WireApplication } from '#shared/wire/administration-plane'
import { SETTING_FAMILIES } from '#shared/wire/media-types'
import type { SnapshotRepo } from '../db/snapshot.repo'
import type { HubAccess } from './hub-access'
import type { SourceReading } from './source'

type Deps = { hubs: HubAccess; snapshots: SnapshotRepo }

/** Reads a source application's settings and keeps them in a snapshot; a sync and an export both do just this. */
export function createSettingsReader({ hubs, snapshots }: Deps) {
  return {
    /** What could be read replaces what was known of it; a family that failed stays as it was. Throws AppError without a credential. */
    async read(environmentId: EnvironmentId, application: WireApplication, snapshot: number, signal: AbortSignal): Promise<SourceReading> {
      const applicationId = application.id
      const source = await hubs.sourceOf(environmentId, application, signal)
      const reading = await source.read()
      const scope = (kind: string) => ({ environmentId, kind, applicationId })
      snapshots.replace(
        snapshot,
        scope('endpoint-check'),
        reading.checks.map((check) => ({ id: check.endpoint, body: check })),
      )
      if (reading.resources)
        snapshots.replace(
          snapshot,
          scope('source-resource'),
          reading.resources.map((resource) => ({ id: resource.name, body: resource })),
        )
      for (const family of SETTING_FAMILIES) {
        const settings = reading.families[family]
        if (settings)
          snapshots.replace(
            snapshot,
            scope(family),
            settings.map((setting) => ({ id: setting.row.id, body: setting })),
          )
      }
      return reading
    },
  }
}
export type SettingsReader = ReturnType<typeof createSettingsReader>
