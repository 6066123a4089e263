import { addressSets } from './en/address-sets'
import { applicationTabs } from './en/application-tabs'
import { connect } from './en/connect'
import { createApp } from './en/create-app'
import { exports } from './en/exports'
import { failures } from './en/failures'
import { health } from './en/health'
import { keys } from './en/keys'
import { preferences } from './en/preferences'
import { resources } from './en/resources'
import { rotations } from './en/rotations'
import { welcome } from './en/welcome'

/** The words of the screens that come in files of their own, as those do. */
export const enLater = {
  addressSets,
  applicationTabs,
  connect,
  createApp,
  exports,
  failures,
  health,
  keys,
  preferences,
  resources,
  rotations,
  welcome,
}
