import { applications } from './en/applications'
import { common } from './en/common'
import { environments } from './en/environments'
import { shell } from './en/shell'

/** The words of the first screen in English: one file a feature, each a namespace. The other screens' are in en-later.ts. */
export const en = { applications, common, environments, shell }
