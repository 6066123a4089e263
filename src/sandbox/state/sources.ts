import type { IsoList, SettingFamily } from '#shared/wire/media-types'
import type { IsoRow } from '#shared/wire/source-plane'
import { recordsOf } from '../seed/records'
import type { SourceSlug } from '../seed/resources'
import { sourceSeed } from '../seed/source-seed'
import type { Row, SourceState } from './model'

type Deps = { state: SourceState; label: string; changed: () => void }

/** A source application as it stands now: the seed with what was changed since laid over it. */
export function createSource({ state, label, changed }: Deps) {
  // The slug was written by the seed of this program; a saved text with another one does not pass the start.
  const slug = state.slug as SourceSlug
  const merged = new Map<string, Row[]>()
  const seed = () => sourceSeed(slug, label, state.level)

  function overlaid(list: string, base: () => readonly Row[]): Row[] {
    const known = merged.get(list)
    if (known) return known
    const changes = state.rows[list] ?? {}
    const rows = base().map((row) => changes[row.id] ?? row)
    merged.set(list, rows)
    return rows
  }

  function overlaidRecords(resource: string): Row[] {
    const key = `records/${resource}`
    const known = merged.get(key)
    if (known) return known
    const changes = state.records[resource] ?? {}
    const base = recordsOf(resource, label)
    const ids = new Set(base.map(({ id }) => id))
    const kept = base.flatMap((row) => {
      const change = changes[row.id]
      return change === undefined ? [row] : change === null ? [] : [change]
    })
    const created = Object.entries(changes).flatMap(([id, row]) => (row && !ids.has(id) ? [row] : []))
    const rows = [...kept, ...created]
    merged.set(key, rows)
    return rows
  }

  return {
    state,
    slug,
    get kind() {
      return seed().kind
    },
    get about() {
      return seed().about
    },
    get version() {
      return seed().about[0]?.version ?? ''
    },
    get resources() {
      return seed().resources
    },
    get iso() {
      return seed().iso
    },
    rows: (family: SettingFamily) => overlaid(family, () => seed().settings.families[family].rows),
    options: (family: SettingFamily) => seed().settings.families[family].options,
    searchable: (rowId: string) => seed().settings.searchable.get(rowId),
    isoRows: (list: IsoList) => overlaid(`iso/${list}`, () => seed().iso?.[list].rows ?? []) as IsoRow[], // rows of the seed, changed only by IsoRow
    records: overlaidRecords,

    setRow(list: SettingFamily | `iso/${IsoList}`, row: Row) {
      state.rows[list] = { ...state.rows[list], [row.id]: row }
      merged.delete(list)
      changed()
    },
    /** `null` deletes. */
    setRecord(resource: string, id: string, row: Row | null) {
      state.records[resource] = { ...state.records[resource], [id]: row }
      merged.delete(`records/${resource}`)
      changed()
    },
    /** A newer version of the source application: other resources, other versions, new settings. */
    upgrade() {
      state.level += 1
      merged.clear()
      changed()
    },
  }
}
export type Source = ReturnType<typeof createSource>
