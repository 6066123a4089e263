import { randomUUID } from 'node:crypto'
import type { ApplicationId } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import { AppError } from './app-error'
import { createExportSources } from './features/exports/export-sources'
import { createExportsService } from './features/exports/exports.service'
import type { ImportsRepo } from './features/imports/imports.repo'
import { createImportsService } from './features/imports/imports.service'
import { createIsoService } from './features/iso/iso.service'
import { createResourcesService } from './features/resources/resources.service'
import { createSettingsService } from './features/settings/settings.service'
import type { UpgradeWalksRepo } from './features/upgrades/upgrade-walks.repo'
import { createUpgradesService } from './features/upgrades/upgrades.service'
import type { Announce } from './ipc/announce'
import type { RecordActivity } from './platform/activity'
import { systemClock as clock } from './platform/clock'
import type { CachedApplications } from './platform/db/cached-applications'
import { createCachedSettings } from './platform/db/cached-settings'
import type { SnapshotRepo } from './platform/db/snapshot.repo'
import type { HttpClient } from './platform/http/client'
import type { HubAccess } from './platform/hub/hub-access'
import type { IsoReader } from './platform/hub/iso-reader'
import type { SettingsReader } from './platform/hub/settings-reader'
import type { SourceCredentials } from './platform/hub/source-credentials'
import type { Vault } from './platform/vault/vault'

type Deps = {
  hubs: HubAccess
  vault: Vault
  http: HttpClient
  cached: CachedApplications
  snapshots: SnapshotRepo
  settingsReader: SettingsReader
  isoReader: IsoReader
  sourceCredentials: SourceCredentials
  imports: ImportsRepo
  walks: UpgradeWalksRepo
  setBaseUri: (environmentId: EnvironmentId, applicationId: string, baseUri: string) => void
  announce: Announce
  record: RecordActivity
  environmentName: (environmentId: EnvironmentId) => string
  /** Each asks the person; null when the dialog was closed. */
  askWhere: (windowId: number, suggestedName: string) => Promise<string | null>
  askFolder: (windowId: number) => Promise<string | null>
  askFile: (windowId: number) => Promise<string | null>
  showInFolder: (path: string) => void
}

/** Builds the services about what a source application serves: its resources, settings, ISO codes and upgrades, in and out as files. */
export function createSettingServices(deps: Deps) {
  const { hubs, cached, snapshots, settingsReader, isoReader, sourceCredentials, announce, record } = deps
  const cachedSettings = createCachedSettings(snapshots, clock)

  const changed = (environmentId: EnvironmentId, applicationId: string) => {
    announce('settings.changed', { environmentId, applicationId: applicationId as ApplicationId }) // as the window named it
  }
  const settings = createSettingsService({ hubs, cached, settings: cachedSettings, record, changed })

  return {
    resources: createResourcesService({
      cached,
      snapshots,
      vault: deps.vault,
      http: deps.http,
      settings: settingsReader,
      cachedSettings,
      clock,
      changed: (environmentId) => {
        announce('environments.changed', { environmentId })
      },
      settingsChanged: changed,
      setBaseUri: deps.setBaseUri,
    }),
    settings: settings.service,
    iso: createIsoService({ hubs, cached, snapshots, iso: isoReader, clock, record, changed }),
    upgrades: createUpgradesService({
      hubs,
      cached,
      settings: cachedSettings,
      snapshots,
      walks: deps.walks,
      clock,
      newId: randomUUID,
      async readSettings(environmentId, applicationId, signal) {
        await sourceCredentials.readSettings(environmentId, cached.get(environmentId, applicationId), signal).catch((error: unknown) => {
          // The upgrade is done either way; the settings say themselves why they could not be read.
          if (!(error instanceof AppError)) throw error
        })
      },
      record,
      changed(environmentId, applicationId) {
        changed(environmentId, applicationId)
        announce('applications.changed', { environmentId, applicationId: applicationId as ApplicationId }) // as the window named it
      },
    }),
    exports: createExportsService({
      cached,
      ...createExportSources({ hubs, snapshots, settings: settingsReader, cachedSettings, iso: isoReader, clock }),
      clock,
      record,
      environmentName: deps.environmentName,
      askWhere: deps.askWhere,
      askFolder: deps.askFolder,
      showInFolder: deps.showInFolder,
      progressed: (progress) => {
        announce('exports.progressed', progress)
      },
    }),
    imports: createImportsService({
      repo: deps.imports,
      clock,
      newId: randomUUID,
      askFile: deps.askFile,
      applications: (environmentId) => cached.all(environmentId).map(({ id, name, sourceKind }) => ({ id, name, sourceKind })),
      settingsOf: (environmentId, applicationId) => cachedSettings.all(environmentId, applicationId),
      save: (environmentId, applicationId, changes, signal) => settings.saveAll(environmentId, applicationId, changes, signal),
      record,
      progressed: (progress) => {
        announce('imports.progressed', progress)
      },
    }),
  }
}
