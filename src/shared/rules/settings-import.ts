import type { ImportLine } from '../contract/imports'
import { SETTING_FAMILIES, type SettingFamily } from '../wire/media-types'
import type { Setting } from '../wire/source-plane'
import { hubValueOf, sourceItems } from './setting-lines'
import { kindOf, type SourceKind } from './setting-edit'
import { joinParts, readCell, SETTINGS_CSV_COLUMNS, type SettingsCsvRow } from './settings-csv'
import { createIntent, isSameText, type Intent } from './settings-import-value'

/** The way back from an edited export to changes of settings; docs/csv.md says how a file is read. */

/** A record of the file as it was parsed; rows are counted as a spreadsheet does, from 1 with the header. */
export type FileRecord = { row: number; cells: readonly string[] }

type ColumnId = keyof SettingsCsvRow
export type ImportColumns = ReadonlyMap<ColumnId, number>

export type ImportApplication = { id: string; name: string; sourceKind: SourceKind | null }
/** What the rows are compared with. A row that names no application speaks of the only one, where there is one. */
export type ImportWorld = {
  applications: readonly ImportApplication[]
  settingsOf: (applicationId: string) => readonly Setting[]
}

/** A line of a plan before it is stored and tried. */
export type PlannedLine = Omit<ImportLine, 'number' | 'result' | 'applicationId'> & { applicationId: string | null }

const NEEDED: readonly ColumnId[] = ['settingId', 'sourceValue']
/** Rows that a line names; beyond that nobody looks for them one by one. */
const ROWS_NAMED = 100

const loosely = (text: string) => text.normalize('NFC').replace(/\s+/gu, '').toLowerCase()

/** Where the columns of the export stand in a file; the order, the case and spaces of headers do not matter. */
export function importColumns(header: readonly string[]): ImportColumns {
  const places = header.map(loosely)
  return new Map(
    SETTINGS_CSV_COLUMNS.flatMap(({ id, header: name }) => {
      const place = places.indexOf(loosely(name))
      return place < 0 ? [] : [[id, place]]
    }),
  )
}

/** Headers that a file must have and does not. */
export const missingHeaders = (columns: ImportColumns): string[] =>
  SETTINGS_CSV_COLUMNS.filter(({ id }) => NEEDED.includes(id) && !columns.has(id)).map(({ header }) => header)

type Target = { application: ImportApplication; kind: SourceKind; settings: readonly Setting[]; byId: ReadonlyMap<string, Setting[]> }
type Known = { target: Target; setting: Setting; rows: number[]; intent: Intent }
type Unknown = { line: PlannedLine; rows: number[] }
type Missed = { kind: 'unknown' | 'faulty'; reason: string; application: ImportApplication | null; family: SettingFamily | null }

/**
 * Takes the records of a file one by one, keeps of each setting only what differs from now, and then tells the plan: a line
 * for each setting that the file speaks of, by application and in the order of the file.
 */
export function createImportPlanner(columns: ImportColumns, world: ImportWorld) {
  const targets = new Map<string, Target>()
  const known = new Map<Setting, Known>()
  const unknown = new Map<string, Unknown>()
  const named = createFinder(world.applications)

  const targetOf = (application: ImportApplication): Target => {
    const before = targets.get(application.id)
    if (before) return before
    const settings = world.settingsOf(application.id)
    const byId = Map.groupBy(settings, ({ row }) => row.id)
    const made = { application, kind: application.sourceKind ?? kindOf(settings), settings, byId }
    targets.set(application.id, made)
    return made
  }

  /** The setting that a row speaks of, or why there is none. */
  function find(name: string, family: string, id: string): { target: Target; setting: Setting } | Missed {
    const application = named(name)
    if (typeof application === 'string') return { kind: 'unknown', reason: application, application: null, family: familyOf(family) }
    const missed = (reason: string, kind: Missed['kind'] = 'unknown') => ({
      kind,
      reason,
      application,
      family: familyOf(family),
    })
    if (id === '') return missed('The row has no Setting id.')
    if (family !== '' && familyOf(family) === null) return missed(`“${family}” is not a family of settings.`)
    const target = targetOf(application)
    const found = (target.byId.get(id) ?? []).filter((setting) => family === '' || setting.family === familyOf(family))
    const [setting, second] = found
    if (setting && second)
      return missed('Several families have a setting with this id. Fill in the column Family to say which one is meant.', 'faulty')
    return setting ? { target, setting } : missed(noSuchSetting(application.name, id, target))
  }

  return {
    /** Takes one record. Empty ones, as a spreadsheet leaves them behind, say nothing. */
    add({ row, cells }: FileRecord): void {
      if (cells.every((cell) => cell.trim() === '')) return
      const text = (id: ColumnId) => {
        const place = columns.get(id)
        return place === undefined ? null : String(readCell(cells[place] ?? '', 'text'))
      }
      const [name, family, id] = [text('application') ?? '', (text('family') ?? '').trim(), (text('settingId') ?? '').trim()]
      const found = find(name, family, id)
      if ('reason' in found) {
        const key = JSON.stringify([name, family, id])
        const before = unknown.get(key)
        if (before) push(before.rows, row)
        else unknown.set(key, unknownLine(found, { name, id, title: text('settingTitle') ?? '' }, row))
        return
      }
      const { setting, target } = found
      const before = known.get(setting)
      const entry = before ?? { target, setting, rows: [], intent: createIntent(setting, target.kind) }
      if (!before) known.set(setting, entry)
      push(entry.rows, row)
      takeRow(entry, row, text)
    },

    /** How many settings of the file are not here: a file of something else has no end of them. */
    unknownCount: () => unknown.size,

    /** The plan. Lines of one application stand together. */
    lines(): PlannedLine[] {
      const planned = [
        ...[...known.values()].map((entry) => ({ line: knownLine(entry), rows: entry.rows })),
        ...[...unknown.values()].map(({ line, rows }) => ({ line, rows })),
      ]
      planned.sort(
        (one, other) => compare(one.line.applicationName, other.line.applicationName) || (one.rows[0] ?? 0) - (other.rows[0] ?? 0),
      )
      return planned.map(({ line, rows }) => ({ ...line, fileLines: rows }))
    },
  }
}

/** The side of a row that can be set goes to the intent; the other must be as it is. */
function takeRow({ setting, target: { kind }, intent }: Known, row: number, text: (id: ColumnId) => string | null): void {
  const [hub, source] = [text('hubValue'), text('sourceValue') ?? '']
  if (setting.family !== 'mapping-settings' || kind !== 'canonical') {
    intent.take(row, text('position') ?? '', source)
    if (setting.family === 'mapping-settings' && hub !== null && !isSameText(hub, hubValueOf(setting)))
      intent.fault('The Hub value of this mapping is fixed; its Source value is what can be changed.')
    return
  }
  if (hub === null) intent.fault('The file has no column Hub value, which this mapping needs.')
  else intent.take(row, '', hub)
  if (
    !isSameText(
      source,
      sourceItems(setting)
        .map(({ values }) => joinedOf(values))
        .join(''),
    )
  )
    intent.fault('The Source value of this mapping is fixed; its Hub value is what can be changed.')
}
const joinedOf = (values: readonly string[]) => (values.length === 1 ? (values[0] ?? '') : joinParts(values))

function knownLine({ target: { application, settings }, setting, rows, intent }: Known): PlannedLine {
  const { family, row } = setting
  const others = () => settings.filter((other) => other.family === family)
  return {
    ...intent.outcome(others),
    applicationName: application.name,
    applicationId: application.id,
    setting: { family, id: row.id },
    title: row.title,
    fileLines: rows,
  }
}

function unknownLine(missed: Missed, { name, id, title }: { name: string; id: string; title: string }, row: number): Unknown {
  const isRef = missed.family !== null && id !== '' && id.length <= 100
  const line: PlannedLine = {
    kind: missed.kind,
    applicationName: missed.application?.name ?? name,
    applicationId: missed.application?.id ?? null,
    setting: isRef && missed.family ? { family: missed.family, id } : null,
    title,
    fileLines: [],
    base: null,
    value: null,
    reasons: [missed.reason],
  }
  return { line, rows: [row] }
}

/** Applications by their name as it is, else as a person may have typed it; a sentence when that names none or several. */
function createFinder(applications: readonly ImportApplication[]): (name: string) => ImportApplication | string {
  const exact = Map.groupBy(applications, ({ name }) => name)
  const loose = Map.groupBy(applications, ({ name }) => loosely(name))
  const [first, another] = applications
  return (name) => {
    const found = exact.get(name) ?? loose.get(loosely(name)) ?? []
    if (found.length === 1 && found[0]) return found[0]
    if (found.length > 1) return `Several applications of this environment are called “${name}”.`
    if (name.trim() !== '') return `This environment has no application called “${name}”.`
    return first && !another ? first : 'The row does not say which application it speaks of. Fill in the column Application.'
  }
}

const familyOf = (text: string): SettingFamily | null => SETTING_FAMILIES.find((family) => family === loosely(text)) ?? null

function noSuchSetting(application: string, id: string, { byId }: Target): string {
  if (byId.size === 0) return `No settings of ${application} were read yet. Refresh it, then choose the file again.`
  const bare = (text: string) => text.replace(/^0+(?=.)/, '')
  const twins = /^\d+$/.test(id) ? [...byId.keys()].filter((known) => bare(known) === bare(id)) : []
  const hint = twins.length === 1 ? ` A spreadsheet may have removed leading zeros: ${String(twins[0])}.` : ''
  return `${application} has no such setting with the id “${id}”.${hint}`
}

const push = (rows: number[], row: number): void => {
  if (rows.length < ROWS_NAMED) rows.push(row)
}
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
