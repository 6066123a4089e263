import type { ApplicationId } from '#shared/contract/applications'
import type { Side } from '#shared/contract/compare'
import type { EnvironmentId } from '#shared/contract/op'
import type { SettingRef } from '#shared/contract/settings'
import { SETTING_FAMILIES, type IsoList } from '#shared/wire/media-types'
import { paths } from './routes'

/** Ways to one thing of a page, for those who found it elsewhere; each with its reader where the page cannot read it simply. */

/** The page of a resource with the sheet of one of its settings. */
export const settingPath = (id: ApplicationId, resource: string, { family, id: settingId }: SettingRef) =>
  `${paths.resource(id, resource)}?setting=${encodeURIComponent(`${family}/${settingId}`)}`

export function settingOf(text: string | null): SettingRef | null {
  const family = SETTING_FAMILIES.find((each) => text?.startsWith(`${each}/`))
  return text !== null && family !== undefined ? { family, id: text.slice(family.length + 1) } : null
}

/** The Owned Resources tab, narrowed to this one. */
export const ownedResourcePath = (id: ApplicationId, resource: string) =>
  `${paths.application(id, 'resources')}?find=${encodeURIComponent(resource)}`

/** ISO Code Settings with this list. */
export const isoListPath = (id: ApplicationId, list: IsoList) => `${paths.configurationOf(id, 'iso')}?list=${list}`

/** Compares at once. */
export const comparePath = (left: Side, right: Side) => `${paths.compare}?left=${sideText(left)}&right=${sideText(right)}`

const sideText = ({ environmentId, snapshotId }: Side) => `${environmentId}.${snapshotId ?? 'now'}`

/** Main checks it again. */
export function sideOf(text: string | null): Side | null {
  const [of, at] = text?.split('.') ?? []
  return of && at ? { environmentId: of as EnvironmentId, snapshotId: at === 'now' ? null : Number(at) } : null
}
