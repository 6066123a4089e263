import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Place } from './places'

/** More environments than anybody has; an old one gives way. */
const MOST_PLACES = 100

type Kept = { lastKey: string; places: Record<string, Place>; remindedOn: Record<string, string> }

/**
 * What the desktop side of the app remembers: where windows were, and which reminder was given on which day. A small file of
 * its own, since the first window opens before the databases do. It can be deleted; what cannot be read counts as not there.
 */
export function createDesktopState(path: string) {
  const kept = read(path)
  const save = () => {
    try {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(`${path}.part`, JSON.stringify(kept))
      renameSync(`${path}.part`, path)
    } catch {
      // A full or read-only disk: the window opens at its usual place next time, which is no reason to disturb anybody.
    }
  }

  return {
    /** The place of an environment's window; of none named, of whichever was used last. */
    placeOf: (environmentId?: string): Place | undefined => kept.places[environmentId ?? kept.lastKey],

    keepPlace(environmentId: string | null, place: Place): void {
      const key = environmentId ?? ''
      const { [key]: _before, ...others } = kept.places
      kept.places = Object.fromEntries([...Object.entries(others), [key, place] as const].slice(-MOST_PLACES))
      kept.lastKey = key
      save()
    },

    /** The local day on which a rotation was spoken of last. */
    remindedOn: (rotationId: string): string | undefined => kept.remindedOn[rotationId],

    /** All that are due today; those that are no longer due are forgotten. */
    keepReminded(day: string, rotationIds: readonly string[]): void {
      kept.remindedOn = Object.fromEntries(rotationIds.map((id) => [id, day]))
      save()
    },
  }
}
export type DesktopState = ReturnType<typeof createDesktopState>

function read(path: string): Kept {
  const empty: Kept = { lastKey: '', places: {}, remindedOn: {} }
  try {
    const raw: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (!isRecord(raw)) return empty
    return {
      lastKey: typeof raw.lastKey === 'string' ? raw.lastKey : '',
      places: Object.fromEntries(entriesOf(raw.places).filter((entry): entry is [string, Place] => isPlace(entry[1]))),
      remindedOn: Object.fromEntries(entriesOf(raw.remindedOn).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
    }
  } catch {
    // The first start, or a file that somebody wrote into: both begin anew.
    return empty
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const entriesOf = (value: unknown): [string, unknown][] => (isRecord(value) ? Object.entries(value) : [])
const isPlace = (value: unknown): value is Place =>
  isRecord(value) &&
  [value.x, value.y, value.width, value.height].every((each) => Number.isSafeInteger(each) && Math.abs(Number(each)) < 100_000) &&
  typeof value.isMaximized === 'boolean'
