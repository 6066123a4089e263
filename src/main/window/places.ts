/** Where a window is on the desktop. */
export type Bounds = { x: number; y: number; width: number; height: number }
export type Place = Bounds & { isMaximized: boolean }

export const USUAL_SIZE = { width: 1280, height: 800 }
export const LEAST_SIZE = { width: 720, height: 480 }
/** So much of the window must be on a display, at its top, that a person can take hold of it. */
const HOLD = { width: 120, height: 40 }
/** Windows of one environment do not cover each other. */
const STEP = 28

/**
 * Where a window is opened: where it was, if a display is still there; a size that fits that display. Without `x` and `y` the
 * system puts it in the middle. `areas` are the displays without their bars.
 */
export function placeFor(
  kept: Place | undefined,
  areas: readonly Bounds[],
  taken: readonly Bounds[] = [],
): Partial<Place> & typeof USUAL_SIZE {
  if (kept === undefined) return USUAL_SIZE
  const area = areas.find((each) => canBeHeld(kept, each))
  const [first] = areas
  // The display is gone: as large as it was, as far as another display has room for it.
  if (area === undefined) return { ...(first ? fitting(kept, first) : USUAL_SIZE), isMaximized: kept.isMaximized }
  const { width, height } = fitting(kept, area)
  const at = { x: within(kept.x, area.x, area.width - width), y: within(kept.y, area.y, area.height - height) }
  while (taken.some((other) => other.x === at.x && other.y === at.y)) {
    at.x += STEP
    at.y += STEP
  }
  return { ...at, width, height, isMaximized: kept.isMaximized }
}

function canBeHeld(place: Bounds, area: Bounds): boolean {
  const across = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x)
  const isTopThere = place.y >= area.y - HOLD.height && place.y + HOLD.height <= area.y + area.height
  return across >= HOLD.width && isTopThere
}

const fitting = (size: Pick<Bounds, 'width' | 'height'>, area: Bounds) => ({
  width: Math.max(LEAST_SIZE.width, Math.min(size.width, area.width)),
  height: Math.max(LEAST_SIZE.height, Math.min(size.height, area.height)),
})

const within = (at: number, start: number, room: number) => Math.min(Math.max(at, start), start + Math.max(0, room))
