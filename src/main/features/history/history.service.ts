import type { Service } from '#shared/contract'
import type { Change, history as contract, Version } from '#shared/contract/history'
import type { EnvironmentId } from '#shared/contract/op'
import { kindOfSubject, readSame, TOLD_KINDS, toldRow, type ToldRow } from '#shared/rules/facts'
import { valueOf } from '#shared/rules/setting-edit'
import type { Setting } from '#shared/wire/source-plane'
import type { CachedApplications } from '../../platform/db/cached-applications'
import type { CachedSettings } from '../../platform/db/cached-settings'
import type { Past, PastVersion } from '../../platform/db/past'

/** More changes of an application are not listed. */
const MOST = 200

type Deps = {
  past: Past
  cached: Pick<CachedApplications, 'find'>
  settings: Pick<CachedSettings, 'kindOf'>
  labelOf: (environmentId: EnvironmentId, applicationId: string, keyId: string) => string
}
type Item = { environmentId: EnvironmentId; kind: string; applicationId: string; itemId: string }
type ToldVersion = PastVersion & { told: ToldRow }

/** How something was before, out of the snapshots that are kept. */
export function createHistoryService({ past, cached, settings, labelOf }: Deps) {
  /** The versions that read differently from the one before, the oldest first. */
  function versionsOf({ environmentId, kind, applicationId, itemId }: Item): ToldVersion[] {
    const label = kind === 'api-key' ? labelOf(environmentId, applicationId, itemId) : ''
    const versions: ToldVersion[] = []
    for (const version of past.versions(environmentId, kind, applicationId, itemId)) {
      const told = toldRow(kind, itemId, version.body, { label })
      if (!told) continue
      const before = versions.at(-1)
      // Much of a row is bookkeeping: what reads the same is the same version, seen for longer.
      if (before && readSame(before.told.facts, told.facts) && !wasAbsent(environmentId, before, version))
        versions.splice(-1, 1, { ...before, ended: version.ended, until: version.until, body: version.body })
      else versions.push({ ...version, told })
    }
    return versions
  }

  /** Between two versions: a kept snapshot that shows neither. Without one, a version in between is no longer kept. */
  const wasAbsent = (environmentId: EnvironmentId, before: PastVersion, after: PastVersion) =>
    before.ended !== null && before.ended < after.from && past.isKnownBetween(environmentId, before.ended, after.from)

  function changesOf(item: Item, since: number): Change[] {
    const { environmentId, itemId } = item
    const versions = versionsOf(item)
    return versions.flatMap((version, index): Change[] => {
      const { area, title, facts } = version.told
      const of = { area, id: itemId, title }
      const before = versions[index - 1]
      const changes: Change[] = []
      if (!before) {
        if (past.isKnownBetween(environmentId, since, version.from)) changes.push({ ...of, at: version.seenAt, before: null, after: facts })
      } else if (wasAbsent(environmentId, before, version)) changes.push({ ...of, at: version.seenAt, before: null, after: facts })
      else changes.push({ ...of, at: version.seenAt, before: before.told.facts, after: facts })
      const next = versions[index + 1]
      const isGone = next ? wasAbsent(environmentId, version, next) : version.until !== null
      if (isGone && version.until !== null) changes.push({ ...of, at: version.until, before: facts, after: null })
      return changes
    })
  }

  return {
    of({ environmentId, applicationId, subject }) {
      const isApplication = subject.area === 'application'
      const item = {
        environmentId,
        kind: kindOfSubject(subject),
        applicationId: isApplication ? '' : applicationId,
        itemId: isApplication ? applicationId : subject.id,
      }
      const application = subject.area === 'setting' ? cached.find(environmentId, applicationId) : null
      const kind = application && settings.kindOf(environmentId, application)
      const versions = versionsOf(item).map(({ seenAt, until, told, body }): Version => ({
        seenAt,
        until,
        facts: told.facts,
        // Parsed with the schema of its family before it was stored.
        ...(kind === null ? {} : { value: valueOf(body as Setting, kind) }),
      }))
      return { versions: versions.reverse() }
    },

    ofApplication({ environmentId, applicationId }) {
      const own = { environmentId, kind: 'application', applicationId: '', itemId: applicationId }
      const since = past.firstOf(environmentId, 'application', '')
      if (since === null) return { since: null, changes: [], isCut: false }
      const changes = changesOf(own, since)
      for (const kind of TOLD_KINDS) {
        const first = past.firstOf(environmentId, kind, applicationId)
        if (first === null) continue
        for (const itemId of past.changedItems(environmentId, kind, applicationId, MOST))
          changes.push(...changesOf({ environmentId, kind, applicationId, itemId }, first))
      }
      changes.sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
      const seenAt = past.versions(environmentId, 'application', '', applicationId)[0]?.seenAt ?? null
      return { since: seenAt, changes: changes.slice(0, MOST), isCut: changes.length > MOST }
    },
  } satisfies Service<typeof contract>
}
