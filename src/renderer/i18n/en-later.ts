import { activity } from './en/activity'
import { addressSets } from './en/address-sets'
import { applicationTabs } from './en/application-tabs'
import { compare } from './en/compare'
import { commands } from './en/commands'
import { configuration } from './en/configuration'
import { connect } from './en/connect'
import { createApp } from './en/create-app'
import { environmentPages } from './en/environment-pages'
import { exports } from './en/exports'
import { failures } from './en/failures'
import { health } from './en/health'
import { help } from './en/help'
import { imports } from './en/imports'
import { iso } from './en/iso'
import { keys } from './en/keys'
import { panels } from './en/panels'
import { past } from './en/past'
import { preferences } from './en/preferences'
import { refreshes } from './en/refreshes'
import { resources } from './en/resources'
import { rotations } from './en/rotations'
import { search } from './en/search'
import { secrets } from './en/secrets'
import { settings } from './en/settings'
import { updates } from './en/updates'
import { upgrades } from './en/upgrades'
import { welcome } from './en/welcome'

/** The words of the screens that come in files of their own, as those do. */
export const enLater = {
  activity,
  addressSets,
  applicationTabs,
  compare,
  commands,
  configuration,
  connect,
  createApp,
  environmentPages,
  exports,
  failures,
  health,
  help,
  imports,
  iso,
  keys,
  panels,
  past,
  preferences,
  refreshes,
  resources,
  rotations,
  search,
  secrets,
  settings,
  updates,
  upgrades,
  welcome,
}
