import type { Side } from '#shared/contract/compare'
import { keyOfApiKey, keyOfCode, keyOfSetting, placeOfSetting, type ComparedItem } from '#shared/rules/comparing'
import { TOLD_KINDS, toldRow } from '#shared/rules/facts'
import { kindOf } from '#shared/rules/setting-edit'
import type { WireApiKey, WireApplication } from '#shared/wire/administration-plane'
import { SETTING_FAMILIES } from '#shared/wire/media-types'
import type { IsoRow, Setting } from '#shared/wire/source-plane'
import type { Past } from '../../platform/db/past'

export type SideApplication = {
  id: string
  name: string
  item: ComparedItem
  rows: Map<string, number[]>
  sourceKind: WireApplication['sourceKind']
}
export type ReadSide = { applications: SideApplication[]; rowCount: number }
export type Pause = () => Promise<void>

type Deps = { past: Past; labelOf: (environmentId: string, applicationId: string, keyId: string) => string }

/** Reads one side of a comparison: first which rows it has, then those of one application at a time. */
export function createSideReader({ past, labelOf }: Deps) {
  return {
    async read({ environmentId, snapshotId }: Side, isSameTenant: boolean, pause: Pause): Promise<ReadSide> {
      const applications = new Map<string, SideApplication>()
      for (const [id] of past.rowsOf(environmentId, 'application', snapshotId)) {
        const row = past.row(id)
        const told = row && toldRow('application', row.itemId, row.body, { isSameTenant })
        if (!row || !told) continue
        const { sourceKind } = row.body as WireApplication // parsed before it was stored
        const item = { key: '', id: row.itemId, area: told.area, title: told.title, place: '', facts: told.facts }
        applications.set(row.itemId, { id: row.itemId, name: told.title.trim(), item, rows: new Map(), sourceKind })
        await pause()
      }
      let rowCount = applications.size
      for (const kind of TOLD_KINDS) {
        for (const [id, applicationId] of past.rowsOf(environmentId, kind, snapshotId)) {
          const rows = applications.get(applicationId)?.rows
          if (!rows) continue // of an application whose own line could not be read
          const ofKind = rows.get(kind)
          if (ofKind) ofKind.push(id)
          else rows.set(kind, [id])
          rowCount += 1
        }
        await pause()
      }
      return { applications: [...applications.values()], rowCount }
    },

    /** What an application has of each kind, by the key that finds it at the other side. */
    async itemsOf(
      { environmentId }: Side,
      application: SideApplication | undefined,
      { isSameTenant, pause }: { isSameTenant: boolean; pause: Pause },
    ): Promise<Map<string, ComparedItem[]>> {
      const items = new Map<string, ComparedItem[]>()
      if (!application) return items
      const read: { kind: string; itemId: string; body: unknown }[] = []
      for (const [kind, ids] of application.rows)
        for (const id of ids) {
          const row = past.row(id)
          if (row) read.push({ kind, ...row })
          await pause()
        }
      // Parsed with the schemas of their kinds before they were stored; so below.
      const settings = read.filter(({ kind }) => isFamily(kind)).map(({ body }) => body as Setting)
      const sourceKind = application.sourceKind ?? kindOf(settings)
      for (const { kind, itemId, body } of read) {
        const label = kind === 'api-key' ? labelOf(environmentId, application.id, itemId) : ''
        const told = toldRow(kind, itemId, body, { isSameTenant, label })
        if (!told) continue
        const key = isSameTenant || kind === 'owned-resource' ? itemId : keyAcross(kind, body)
        const place = told.area === 'code' ? kind.slice('iso-row/'.length) : told.area === 'setting' ? placeOfSetting(body as Setting) : ''
        const item = { key: `${kind}\0${key}`, id: itemId, place, ...told }
        const known = items.get(item.key)
        if (known) known.push(item)
        else items.set(item.key, [item])
        await pause()
      }
      return items

      function keyAcross(kind: string, body: unknown): string {
        if (kind === 'api-key') {
          const key = body as WireApiKey
          return keyOfApiKey(key, labelOf(environmentId, application?.id ?? '', key.id))
        }
        return isFamily(kind) ? keyOfSetting(body as Setting, sourceKind) : keyOfCode(body as IsoRow)
      }
    },
  }
}
export type SideReader = ReturnType<typeof createSideReader>

const isFamily = (kind: string) => SETTING_FAMILIES.some((family) => family === kind)
