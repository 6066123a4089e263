import type { ComparedRow, Counts, Side } from '#shared/contract/compare'
import { Area } from '#shared/contract/history'
import { pairUp, type ComparedItem, type ComparedPair } from '#shared/rules/comparing'
import type { Pause, SideApplication, SideReader } from './read-side'

type Options = { isSameTenant: boolean; pause: Pause; progressed: (done: number, total: number) => void }

/** The rows of a comparison: application by application in the order of their names, each with all that belongs to it. */
export async function compareSides(reader: SideReader, left: Side, right: Side, options: Options): Promise<ComparedRow[]> {
  const { isSameTenant, pause, progressed } = options
  const lefts = await reader.read(left, isSameTenant, pause)
  const rights = await reader.read(right, isSameTenant, pause)
  const total = lefts.rowCount + rights.rowCount
  const rows: ComparedRow[] = []
  let done = 0
  for (const pair of pairApplications(lefts.applications, rights.applications, isSameTenant)) {
    const { name, one, other } = pair
    const put = (pairs: readonly ComparedPair[]) => {
      for (const each of pairs) rows.push({ id: rows.length, applicationName: name, ...each })
    }
    put(pairUp(one ? [one.item] : [], other ? [other.item] : []))
    const ones = await reader.itemsOf(left, one, options)
    const others = await reader.itemsOf(right, other, options)
    if (!isSameTenant) pairLastKeys(ones, others)
    const found: ComparedPair[] = []
    for (const key of new Set([...ones.keys(), ...others.keys()])) {
      found.push(...pairUp(ones.get(key) ?? [], others.get(key) ?? []))
      await pause()
    }
    put(found.sort(inOrder))
    done += sizeOf(one) + sizeOf(other)
    progressed(done, total)
    await pause()
  }
  return rows
}

/** How many rows of each area have each outcome. */
export function countRows(rows: readonly ComparedRow[]): Counts {
  const none = () => ({ new: 0, different: 0, missing: 0, same: 0 })
  const counts: Counts = { application: none(), key: none(), resource: none(), code: none(), setting: none() }
  for (const { area, outcome } of rows) counts[area][outcome] += 1
  return counts
}

/** An application that has one key at each side which nothing else tells apart has the same key, restricted otherwise. */
function pairLastKeys(ones: Map<string, ComparedItem[]>, others: Map<string, ComparedItem[]>): void {
  const left = (here: typeof ones, there: typeof ones) =>
    [...here]
      .filter(([key, items]) => items[0]?.area === 'key' && !there.has(key))
      .flatMap(([key, items]) => items.map((item) => ({ key, item })))
  const [[one, ...moreOnes], [other, ...moreOthers]] = [left(ones, others), left(others, ones)]
  if (!one || !other || moreOnes.length > 0 || moreOthers.length > 0) return
  others.delete(other.key)
  others.set(one.key, [other.item])
}

/** Within a tenant an application keeps its id under another name; across tenants only its name is the same. */
function pairApplications(lefts: SideApplication[], rights: SideApplication[], isSameTenant: boolean) {
  const keyOf = ({ id, name }: SideApplication) => (isSameTenant ? id : name)
  const left = Map.groupBy(lefts, keyOf)
  const right = Map.groupBy(rights, keyOf)
  const pairs = [...new Set([...left.keys(), ...right.keys()])].flatMap((key) => {
    const [ones, others] = [left.get(key) ?? [], right.get(key) ?? []]
    return Array.from({ length: Math.max(ones.length, others.length) }, (_, index) => {
      const [one, other] = [ones[index], others[index]]
      return { name: (other ?? one)?.name ?? '', one, other }
    })
  })
  return pairs.sort((a, b) => compare(a.name, b.name))
}

const AREAS = Area.options
const inOrder = (a: ComparedPair, b: ComparedPair) =>
  AREAS.indexOf(a.area) - AREAS.indexOf(b.area) || compare(a.title, b.title) || compare(a.place, b.place)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const sizeOf = (application: SideApplication | undefined) =>
  application ? [...application.rows.values()].reduce((sum, { length }) => sum + length, 1) : 0
