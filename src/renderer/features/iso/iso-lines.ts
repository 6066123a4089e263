import type { IsoListState } from '#shared/contract/iso'
import { codeState, recommend, type IsoCodeState, type IsoIndex, type IsoRecommendation, type IsoWhere } from '#shared/rules/iso-matching'
import type { IsoList } from '#shared/wire/media-types'
import type { IsoRow } from '#shared/wire/source-plane'
import { holdingAllWords } from '../../ui/search-text'
import { draftKey, type Choosing, type Draft, type Drafts } from './iso-drafts'

/** A row of a list with what was chosen for it, what its code at the source is worth and what is recommended. */
export type Line = {
  key: string
  list: IsoList
  row: IsoRow
  draft: Draft | null
  /** As it is about to be: the chosen code, else the one at the source. */
  code: string
  state: IsoCodeState
  recommendation: IsoRecommendation | null
}
export type Narrowing = { query: string; attentionOnly: boolean; parentId: string | null }

/** A row's code as it is about to be. */
export const codeWith = (drafts: Drafts) => (list: IsoList, row: IsoRow) => drafts[draftKey(list, row.id)]?.isoCode ?? row.isoCode ?? ''

export const needsAttention = (index: IsoIndex, list: IsoList, row: IsoRow) => codeState(index, list, row.isoCode ?? '') !== 'set'

/** Rows of a list that nobody has dealt with: without a code that the source offers, and without a choice here. */
export const countAttention = (index: IsoIndex, { list, rows }: IsoListState, drafts: Drafts) =>
  rows.filter((row) => drafts[draftKey(list, row.id)] === undefined && needsAttention(index, list, row)).length

/** The rows that are shown. What was chosen stays in sight while only what needs attention is shown. */
export function linesOf(index: IsoIndex, state: IsoListState, drafts: Drafts, narrowing: Narrowing): Line[] {
  const { list } = state
  const where: IsoWhere = { codeOf: codeWith(drafts), parentId: narrowing.parentId }
  const rows = state.rows.filter((row) => {
    if (narrowing.attentionOnly && !needsAttention(index, list, row) && drafts[draftKey(list, row.id)] === undefined) return false
    const parent = list === 'region' ? row.country : row.region
    // A row that names no parent may belong to the one that was chosen.
    return narrowing.parentId === null || parent === undefined || parent.id === narrowing.parentId
  })
  return holdingAllWords(rows, narrowing.query, ({ title, code, isoCode }) => `${title} ${code} ${isoCode ?? ''}`).map((row) => {
    const key = draftKey(list, row.id)
    const draft = drafts[key] ?? null
    return {
      key,
      list,
      row,
      draft,
      code: draft?.isoCode ?? row.isoCode ?? '',
      state: codeState(index, list, row.isoCode ?? ''),
      recommendation: draft ? null : recommend(index, list, row, where),
    }
  })
}

/** Another code for a row, from the one that is seen now. */
export const choosing = ({ list, row }: Pick<Line, 'list' | 'row'>, isoCode: string): Choosing => ({
  list,
  id: row.id,
  title: row.title,
  base: row.isoCode ?? '',
  isoCode,
})

/** All that is recommended for these rows, as choices of a person. */
export const recommendedOf = (lines: readonly Line[]): Choosing[] =>
  lines.flatMap((line) => (line.recommendation ? [choosing(line, line.recommendation.choice.isoCode)] : []))
