import type { IsoChange, IsoListState, SavedIsoCode } from '#shared/contract/iso'
import type { Failure } from '#shared/errors'
import type { IsoList } from '#shared/wire/media-types'

/** Why a code was not saved; `theirs` is what the source has now. */
export type Trouble = {
  outcome: Exclude<SavedIsoCode['outcome'], 'saved' | 'already'>
  theirs?: string
  faults: readonly string[]
  failure?: Failure | undefined
}
/** A code that was chosen and not sent yet, from the one that was seen then. */
export type Draft = IsoChange & { title: string; trouble: Trouble | null }
export type Drafts = Readonly<Record<string, Draft>>
export type Choosing = Pick<IsoChange, 'list' | 'id' | 'base' | 'isoCode'> & { title: string }

export const draftKey = (list: IsoList, id: string) => `${list}/${id}`

/** With these codes chosen. What is set back to how it was is no change any more. */
export function withChosen(drafts: Drafts, chosen: readonly Choosing[]): Drafts {
  const next = new Map(Object.entries(drafts))
  for (const { list, id, base, isoCode, title } of chosen) {
    const key = draftKey(list, id)
    const before = next.get(key)
    const from = before?.base ?? base
    // What somebody else set meanwhile is at the source already.
    if (from === isoCode || (before?.trouble?.outcome === 'conflict' && before.trouble.theirs === isoCode)) next.delete(key)
    else next.set(key, { list, id, title, base: from, isoCode, trouble: stillStands(before?.trouble ?? null) })
  }
  return Object.fromEntries(next)
}

/** Another choice answers what the source found fault with; it does not answer what somebody else did meanwhile. */
const stillStands = (trouble: Trouble | null) => (trouble?.outcome === 'conflict' || trouble?.outcome === 'gone' ? trouble : null)

export function without(drafts: Drafts, keys: ReadonlySet<string>): Drafts {
  return Object.fromEntries(Object.entries(drafts).filter(([key]) => !keys.has(key)))
}

/** The same choice, now on top of what somebody else set: a person looked at both. */
export function keptMine(drafts: Drafts, keys: ReadonlySet<string>): Drafts {
  const next = Object.entries(drafts).map(([key, draft]): [string, Draft] => {
    const theirs = draft.trouble?.outcome === 'conflict' ? draft.trouble.theirs : undefined
    return keys.has(key) && theirs !== undefined ? [key, { ...draft, base: theirs, trouble: null }] : [key, draft]
  })
  return Object.fromEntries(next.filter(([, { base, isoCode }]) => base !== isoCode))
}

/** Lists were read: what the source has already is done, and what moved under a draft is a conflict before anything is sent. */
export function reconciled(drafts: Drafts, lists: readonly IsoListState[]): Drafts {
  const rows = new Map(
    lists.flatMap(({ list, state, rows: ofList }) =>
      state === 'served' ? ofList.map((row): [string, string] => [draftKey(list, row.id), row.isoCode ?? '']) : [],
    ),
  )
  const served = new Set(lists.filter(({ state }) => state === 'served').map(({ list }) => list))
  const next = Object.entries(drafts).flatMap(([key, draft]): [string, Draft][] => {
    if (!served.has(draft.list)) return [[key, draft]]
    const now = rows.get(key)
    if (now === undefined) return [[key, { ...draft, trouble: { outcome: 'gone', faults: [] } }]]
    if (now === draft.isoCode) return []
    if (now !== draft.base) return [[key, { ...draft, trouble: { outcome: 'conflict', theirs: now, faults: [] } }]]
    return [[key, isAboutTheSource(draft.trouble) ? { ...draft, trouble: null } : draft]]
  })
  return Object.fromEntries(next)
}

/** A conflict is over when the row is as it was seen, and a row that came back is not gone. */
const isAboutTheSource = (trouble: Trouble | null) => trouble?.outcome === 'conflict' || trouble?.outcome === 'gone'

/** What was answered, put beside each draft; what was saved is no draft any more. */
export function answered(drafts: Drafts, results: readonly SavedIsoCode[]): Drafts {
  const next = new Map(Object.entries(drafts))
  for (const { list, id, outcome, theirs, faults, failure } of results) {
    const key = draftKey(list, id)
    const draft = next.get(key)
    if (!draft) continue
    if (outcome === 'saved' || outcome === 'already') next.delete(key)
    // A row without a code has none to tell.
    else next.set(key, { ...draft, trouble: { outcome, faults, failure, ...(outcome === 'conflict' ? { theirs: theirs ?? '' } : {}) } })
  }
  return Object.fromEntries(next)
}

/** The lists with what the source is now known to have. */
export function withCodes(lists: readonly IsoListState[], codes: ReadonlyMap<string, string>): IsoListState[] {
  return lists.map((state) => ({
    ...state,
    rows: state.rows.map((row) => {
      const isoCode = codes.get(draftKey(state.list, row.id))
      return isoCode === undefined || isoCode === (row.isoCode ?? '') ? row : { ...row, isoCode }
    }),
  }))
}
