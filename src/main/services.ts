import { randomBytes, randomUUID } from 'node:crypto'
import { app, clipboard, shell as desktop } from 'electron'
import type { Services } from '#shared/contract'
import type { ApplicationId } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import { createActivityLog } from './activity-log'
import { AppError } from './app-error'
import { createCacheUpkeep } from './cache-upkeep'
import { createConnections } from './connections'
import { createAddressSetsRepo } from './features/address-sets/address-sets.repo'
import { createAddressSetsService } from './features/address-sets/address-sets.service'
import { createApplicationsService } from './features/applications/applications.service'
import { createDraftsRepo } from './features/applications/drafts.repo'
import { createEnvironmentsRepo } from './features/environments/environments.repo'
import { createEnvironmentsService } from './features/environments/environments.service'
import { createKeyConnections } from './features/environments/key-connections'
import { createProtection } from './features/environments/protection'
import { createSync } from './features/environments/sync'
import { createHealthService } from './features/health/health.service'
import { createImportsRepo } from './features/imports/imports.repo'
import { createHandOver } from './features/keys/hand-over'
import { createKeyCache } from './features/keys/key-cache'
import { createKeyNotes } from './features/keys/key-notes'
import { createKeyNotesRepo } from './features/keys/key-notes.repo'
import { createKeysService } from './features/keys/keys.service'
import { createSecretClipboard } from './features/keys/secret-clipboard'
import { createPreferencesRepo } from './features/preferences/preferences.repo'
import { createPreferencesService } from './features/preferences/preferences.service'
import { createRotationsRepo } from './features/rotations/rotations.repo'
import { createRotationsService } from './features/rotations/rotations.service'
import { createShellService } from './features/shell/shell.service'
import { createUpdatesService } from './features/updates/updates.service'
import { createUpgradeWalksRepo } from './features/upgrades/upgrade-walks.repo'
import type { Announce } from './ipc/announce'
import { createGuards } from './ipc/guards'
import { laterBackground } from './later-background'
import { laterServices } from './later-services'
import { systemClock as clock } from './platform/clock'
import { createCachedApplications } from './platform/db/cached-applications'
import type { OpenedDatabase } from './platform/db/open'
import { createSnapshotRepo } from './platform/db/snapshot.repo'
import type { Log } from './platform/log'
import { loadElectronUpdater } from './platform/updates/electron-updater'
import { askOpen, askWhere, CSV, JSON_LINES } from './window/ask-person'
import { afterwards, desktopClipboard } from './window/desktop-clipboard'
import type { FirstPaint } from './window/first-paint'
import type { Windows } from './window/windows'

type Deps = {
  userData: string
  log: Log
  windows: Windows
  announce: Announce
  databases: { journal: OpenedDatabase; cache: OpenedDatabase }
  firstPaint: FirstPaint
  /** Opens a window that belongs to this environment. */
  openWindow: (environmentId?: EnvironmentId) => void
}

/** Builds every service with what it stands on; the only place that knows them all. */
export function createServices({ userData, log, windows, announce, databases, firstPaint, openWindow }: Deps) {
  const { journal, cache } = databases
  const environmentsRepo = createEnvironmentsRepo(journal.db)
  const preferencesRepo = createPreferencesRepo(journal.db)
  const addressSetsRepo = createAddressSetsRepo(journal.db)
  const rotationsRepo = createRotationsRepo(journal.db)
  const draftsRepo = createDraftsRepo(journal.db)
  const importsRepo = createImportsRepo(journal.db)
  const walksRepo = createUpgradeWalksRepo(journal.db)
  const snapshots = createSnapshotRepo(cache.db)
  const upkeep = createCacheUpkeep({ cache: cache.db, clock, log, keep: () => preferencesRepo.read().keepSnapshots })
  const cached = createCachedApplications(snapshots)

  const {
    record,
    watch,
    answered,
    service: activity,
  } = createActivityLog({
    db: journal.db,
    clock,
    log,
    announce,
    cached,
    environment: (id) => environmentsRepo.get(id),
    rotation: (of) => rotationsRepo.get(of.environmentId, of.rotationId),
    addressSet: (id) => addressSetsRepo.get(id),
    askWhere: (windowId, suggestedName, kind) =>
      askWhere(windows, windowId, { title: 'Export Activity', suggestedName, filters: kind === 'csv' ? CSV : JSON_LINES }),
  })

  const shellChanged = (environmentId: EnvironmentId | null) => {
    announce('shell.changed', {
      hub: environmentId ? hubs.state(environmentId) : 'not-asked-yet',
      keychain: keychain.state(),
      sandbox: sandbox.state(),
    })
  }
  const connections = createConnections({ userData, log, journal: journal.db, environmentsRepo, snapshots, cached, answered, shellChanged })
  const { keychain, vault, http, sandbox, hubs, knownKeys, knownKeysRepo, pasteKey, settingsReader, isoReader, sourceCredentials } =
    connections
  const protection = createProtection(clock)

  const titleOf = (profile: { name: string; type: string }) => `${profile.name} (${profile.type}) · Hubkeeper`

  const environments = createEnvironmentsService({
    repo: environmentsRepo,
    snapshots,
    vault,
    http,
    protection,
    sandbox,
    sync: upkeep.after(
      createSync({
        hubs,
        snapshots,
        settings: settingsReader,
        iso: isoReader,
        clock,
        progressed: (progress) => {
          announce('environments.progressed', progress)
        },
      }),
    ),
    keyConnections: createKeyConnections({ http, clock, keys: knownKeys, repo: knownKeysRepo }),
    clock,
    newId: randomUUID,
    bind(windowId, profile) {
      windows.bind(windowId, profile.id, titleOf(profile))
      preferencesRepo.write({ lastEnvironmentId: profile.id })
    },
    unbind(environmentId) {
      windows.unbindAll(environmentId)
      rotationsRepo.forgetEnvironment(environmentId)
      draftsRepo.forgetEnvironment(environmentId)
      importsRepo.forgetEnvironment(environmentId)
      walksRepo.forgetEnvironment(environmentId)
      knownKeysRepo.forgetEnvironment(environmentId)
      background.forgetEnvironment(environmentId)
      preferencesRepo.write({ lastEnvironmentId: null })
    },
    changed: (environmentId) => {
      announce('environments.changed', { environmentId })
    },
  })

  const secretClipboard = createSecretClipboard({ clipboard: desktopClipboard, schedule: afterwards })

  const keysChanged = (environmentId: EnvironmentId, applicationId: ApplicationId) => {
    announce('keys.changed', { environmentId, applicationId })
  }
  const keyNotes = createKeyNotes({
    repo: createKeyNotesRepo(journal.db),
    clock,
    newFingerprintKey: () => randomBytes(32),
    tenantOf(environmentId) {
      const profile = environmentsRepo.get(environmentId)
      if (!profile) throw new AppError('not-found', 'That environment is no longer here.')
      return profile.tenant.id
    },
  })
  const keyCache = createKeyCache({ cached, snapshots, clock, changed: keysChanged })
  const addressSets = createAddressSetsService({
    repo: addressSetsRepo,
    cached,
    snapshots,
    notes: keyNotes,
    clock,
    newId: randomUUID,
    changed: () => {
      announce('addressSets.changed', undefined)
    },
  })

  const rotations = createRotationsService({
    repo: rotationsRepo,
    hubs,
    vault,
    cached,
    notes: keyNotes,
    pasteKey,
    clipboard: secretClipboard,
    clock,
    newId: randomUUID,
    clipboardSeconds: () => preferencesRepo.read().clipboardSeconds,
    record,
    keysRead: (environmentId, applicationId, keys) => {
      keyCache.keep(environmentId, applicationId, keys)
    },
    changed: (environmentId, rotationId) => {
      announce('rotations.changed', { environmentId, rotationId })
    },
  })

  const settingServices = laterServices(['resources', 'settings', 'iso', 'upgrades', 'exports', 'imports'], async () =>
    (await import('./setting-services')).createSettingServices({
      hubs,
      vault,
      http,
      cached,
      snapshots,
      settingsReader,
      isoReader,
      sourceCredentials,
      imports: importsRepo,
      walks: walksRepo,
      setBaseUri(environmentId, applicationId, baseUri) {
        if (environmentsRepo.get(environmentId)?.connection !== 'application-keys')
          throw new AppError('conflict', 'The hub keeps the base URI of this application. Change it there.')
        knownKeysRepo.setBaseUri(environmentId, applicationId, baseUri)
      },
      announce,
      record,
      environmentName: (id) => environmentsRepo.get(id)?.name ?? 'Hubkeeper',
      askWhere: (windowId, suggestedName) => askWhere(windows, windowId, { title: 'Export API Settings', suggestedName, filters: CSV }),
      askFolder: (windowId) =>
        askOpen(windows, windowId, { title: 'Export API Settings', properties: ['openDirectory', 'createDirectory'] }),
      askFile: (windowId) => askOpen(windows, windowId, { title: 'Import API Settings', properties: ['openFile'], filters: CSV }),
      showInFolder: (path) => {
        desktop.showItemInFolder(path)
      },
    }),
  )

  const background = laterBackground({
    journal: journal.db,
    snapshots,
    http,
    keychain,
    log,
    version: app.getVersion(),
    isAnalyticsAllowed: () => preferencesRepo.read().analytics === 'allowed',
    sync: async (environmentId, signal) => await environments.sync({ environmentId }, { windowId: 0, signal }),
    announce,
  })

  const pastServices = laterServices(['search', 'history', 'snapshots', 'compare'], async () =>
    (await import('./past-services')).createPastServices({
      cache: cache.db,
      snapshots,
      upkeep,
      environments: () => environmentsRepo.list(),
      labelOf: (environmentId, applicationId, keyId) => keyNotes.labelOf({ environmentId, applicationId, keyId }),
      announce,
      record,
      askWhere: (windowId, suggestedName) => askWhere(windows, windowId, { title: 'Export Comparison', suggestedName, filters: CSV }),
    }),
  )

  const services: Services = {
    environments,
    applications: createApplicationsService({
      hubs,
      cached,
      snapshots,
      drafts: draftsRepo,
      credentials: sourceCredentials,
      clock,
      newId: randomUUID,
      keysAtHub: (hub, of) => keyCache.follow(hub, of, (keys) => keys),
      forgetKeys(environmentId, applicationId) {
        for (const { id } of cached.keys(environmentId, applicationId)) keyNotes.forget({ environmentId, applicationId, keyId: id })
      },
      applicationGone: (environmentId, applicationId) => rotations.applicationGone(environmentId, applicationId),
      record,
      changed: (environmentId, applicationId) => {
        announce('applications.changed', { environmentId, applicationId })
      },
    }),
    keys: createKeysService({
      hubs,
      cached,
      snapshots,
      notes: keyNotes,
      keyCache,
      pasteKey,
      handOver: createHandOver({
        clock,
        newId: randomUUID,
        askWhere: (windowId, suggestedName) => askWhere(windows, windowId, { title: 'Hand over API Key', suggestedName, filters: [] }),
      }),
      clipboard: secretClipboard,
      clock,
      newId: randomUUID,
      clipboardSeconds: () => preferencesRepo.read().clipboardSeconds,
      revealSeconds: () => preferencesRepo.read().revealSeconds,
      addressesOfSet: (environmentId, setId) => addressSets.addressesOf(environmentId, setId),
      isRotating: (environmentId, applicationId, keyId) => rotations.isRotating(environmentId, applicationId, keyId),
      record,
      changed: keysChanged,
    }),
    addressSets,
    rotations,
    health: createHealthService({
      cached,
      snapshots,
      environments: () => environmentsRepo.list(),
      labels: keyNotes,
      behind: (environmentId) => addressSets.behind({ environmentId }),
      unfinishedRotations: () => rotations.unfinished(),
      policy() {
        const { keyMaxAgeDays, keyMaxPerApplication, keyMaxAddresses } = preferencesRepo.read()
        return { maxAgeDays: keyMaxAgeDays, maxKeys: keyMaxPerApplication, maxAddresses: keyMaxAddresses }
      },
      clock,
      askWhere: (windowId, suggestedName) =>
        askWhere(windows, windowId, { title: 'Export API Key Inventory', suggestedName, filters: CSV }),
      record,
    }),
    activity,
    ...settingServices,
    ...background.services,
    ...pastServices,
    preferences: createPreferencesService({
      repo: preferencesRepo,
      changed: (preferences) => {
        announce('preferences.changed', preferences)
        background.consented()
      },
    }),
    updates: createUpdatesService({ load: () => loadElectronUpdater(process.resourcesPath, process.platform) }),
    shell: createShellService({
      state(windowId) {
        const bound = windows.boundTo(windowId)
        const described = environments.listQuickly()
        return {
          version: app.getVersion(),
          platform: process.platform === 'darwin' ? 'mac' : process.platform === 'win32' ? 'windows' : 'linux',
          preferences: preferencesRepo.read(),
          environments: described,
          boundTo: described.find(({ id }) => id === bound) ?? null,
          keychain: keychain.state(),
          hub: bound ? hubs.state(bound) : 'not-asked-yet',
          sandbox: sandbox.state(),
          notices: [journal.notice, cache.notice, windows.wasReloaded(windowId) ? ('window-reloaded' as const) : null].flatMap((notice) =>
            notice ? [notice] : [],
          ),
        }
      },
      askKeychain: () => keychain.look(),
      copyText: (text) => clipboard.writeText(text),
      unsaved: (windowId, names) => {
        windows.unsaved.set(windowId, names)
      },
      newWindow: (windowId) => {
        openWindow(windows.boundTo(windowId) ?? undefined)
      },
      painted(windowId, mark) {
        firstPaint.mark(mark === 'first-rows' ? 'firstRows' : 'interactive')
        if (mark === 'interactive') background.begin()
        const browser = windows.browserOf(windowId)
        if (browser)
          firstPaint.picture(browser).catch((error: unknown) => {
            log.error('window.picture', { error })
          })
      },
    }),
  }

  const guards = createGuards({
    boundTo: (windowId) => windows.boundTo(windowId),
    profileOf: (environmentId) => environmentsRepo.get(environmentId),
    assertWritable: (profile, confirmation) => {
      protection.assertWritable(profile, confirmation)
    },
    watch: background.watch,
  })

  return {
    services,
    guards,
    watch,

    /** All rotations that are not over, and what an environment is called: for reminders. */
    unfinishedRotations: () => rotationsRepo.unfinished(),
    nameOf: (environmentId: EnvironmentId): string => environmentsRepo.get(environmentId)?.name ?? '',

    /** A new window belongs to the environment that is named, or to the one that was open last, if it is still here. */
    bindTo(windowId: number, environmentId = preferencesRepo.read().lastEnvironmentId) {
      const profile = environmentId ? environmentsRepo.get(environmentId) : null
      if (profile) windows.bind(windowId, profile.id, titleOf(profile))
    },

    async quit() {
      background.close()
      await secretClipboard.clear()
      if (sandbox.state() === 'running') await sandbox.stop()
      keychain.close()
      await upkeep.stop()
      snapshots.close()
      journal.db.close()
    },
  }
}
