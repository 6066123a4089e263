import { createElement, lazy, type ComponentType } from 'react'
import { addLaterWords } from '../i18n/i18n'
import { afterPaint } from '../ui/after-paint'

const past = () => import('./PastRoutes')

/** What most starts never show, or may show a moment after the first rows, comes in files of its own, with its words. */
const load = {
  welcome: () => page(import('../features/welcome/WelcomePage').then((module) => module.WelcomePage)),
  connect: () => page(import('../features/environments/ConnectPage').then((module) => module.ConnectPage)),
  firstSync: () => page(import('../features/environments/FirstSync').then((module) => module.FirstSync)),
  choose: () => page(import('../features/environments/ChooseEnvironment').then((module) => module.ChooseEnvironment)),
  outcome: () => page(import('../features/environments/SyncOutcomePanel').then((module) => module.SyncOutcomePanel)),
  notices: () => page(import('./Notices').then((module) => module.Notices)),
  picker: () => page(import('../features/environments/EnvironmentPicker').then((module) => module.EnvironmentPicker)),
  help: () => page(import('./HelpRoute').then((module) => module.HelpRoute)),
  preferences: () => later(import('./PreferencesRoute').then((module) => module.PreferencesRoute)),
  search: () => later(past().then((module) => module.SearchRoute)),
  snapshots: () => later(past().then((module) => module.SnapshotsRoute)),
  compare: () => later(past().then((module) => module.CompareRoute)),
  application: () => later(import('./ApplicationRoute').then((module) => module.ApplicationRoute)),
  createArea: () => later(import('../features/applications/CreateArea').then((module) => module.CreateArea)),
  create: () => later(import('./CreateRoute').then((module) => module.CreateRoute)),
  addressSets: () => later(import('./AddressSetsRoute').then((module) => module.AddressSetsRoute)),
  resource: () => later(import('./ResourceRoute').then((module) => module.ResourceRoute)),
  rotations: () => later(import('./RotationsRoute').then((module) => module.RotationsRoute)),
  rotation: () => later(import('./RotationRoute').then((module) => module.RotationRoute)),
  configuration: () => later(import('./ConfigurationRoute').then((module) => module.ConfigurationRoute)),
  imports: () => later(import('./ImportRoute').then((module) => module.ImportRoute)),
  activity: () => later(import('./ActivityRoute').then((module) => module.ActivityRoute)),
  health: () => later(import('./HealthRoute').then((module) => module.HealthRoute)),
  tips: () => page(import('../ui/TipRegion').then((module) => module.TipRegion)),
  // After the first rows: nobody waits for it.
  refresh: () =>
    new Promise((idle) => requestIdleCallback(idle)).then(() => page(import('./RefreshStatus').then((module) => module.RefreshStatus))),
  // After the first rows: nobody is quicker with a shortcut.
  commands: () => page(new Promise<void>(afterPaint).then(() => import('./commands/Commands')).then((module) => module.Commands)),
  toasts: () => page(import('../ui/ToastRegion').then((module) => module.ToastRegion)),
}

async function page<Props>(component: Promise<ComponentType<Props>>): Promise<{ default: ComponentType<Props> }> {
  const [loaded] = await Promise.all([component, addLaterWords()])
  return { default: loaded }
}

/** A page with the stores that the first screen does without. */
async function later<Props extends object>(component: Promise<ComponentType<Props>>): Promise<{ default: ComponentType<Props> }> {
  const [{ default: Page }, { LaterStores }] = await Promise.all([page(component), import('./LaterStores')])
  return {
    default: (props: Props) => <LaterStores>{createElement(Page, props)}</LaterStores>,
  }
}

export const LazyWelcome = lazy(load.welcome)
export const LazyConnect = lazy(load.connect)
export const LazyFirstSync = lazy(load.firstSync)
export const LazyChoose = lazy(load.choose)
export const LazySyncOutcome = lazy(load.outcome)
export const LazyNotices = lazy(load.notices)
export const LazyPicker = lazy(load.picker)
export const LazyHelp = lazy(load.help)
export const LazyPreferences = lazy(load.preferences)
export const LazyApplication = lazy(load.application)
export const LazyCreateArea = lazy(load.createArea)
export const LazyCreate = lazy(load.create)
export const LazyAddressSets = lazy(load.addressSets)
export const LazyResource = lazy(load.resource)
export const LazyRotations = lazy(load.rotations)
export const LazyRotation = lazy(load.rotation)
export const LazyConfiguration = lazy(load.configuration)
export const LazyImports = lazy(load.imports)
export const LazyActivity = lazy(load.activity)
export const LazySearch = lazy(load.search)
export const LazySnapshots = lazy(load.snapshots)
export const LazyCompare = lazy(load.compare)
export const LazyHealth = lazy(load.health)
export const LazyTipRegion = lazy(load.tips)
export const LazyRefreshStatus = lazy(load.refresh)
export const LazyCommands = lazy(load.commands)
export const LazyToastRegion = lazy(load.toasts)

/** Fetches what a person most likely opens next, once the first screen has settled. */
export function fetchNextPages(): void {
  requestIdleCallback(() => void Promise.all([load.application(), load.resource()]), { timeout: 5000 })
}
