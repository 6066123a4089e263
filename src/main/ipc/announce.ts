import { events, type EventName, type Events } from '#shared/contract/events'
import type { Windows } from '../window/windows'

export type Announce = <N extends EventName>(name: N, payload: Events[N]) => void

/** Tells every window. The payload is parsed, so that a row that grows a field does not leak it. */
export const createAnnounce =
  (windows: Windows): Announce =>
  (name, payload) => {
    const parsed = events[name].parse(payload)
    for (const window of windows.all()) window.send(name, parsed)
  }
