import { connect } from './en/connect'
import { exports } from './en/exports'
import { keys } from './en/keys'
import { preferences } from './en/preferences'
import { resources } from './en/resources'
import { welcome } from './en/welcome'

/** The words of the screens that come in files of their own, as those do. */
export const enLater = { connect, exports, keys, preferences, resources, welcome }
