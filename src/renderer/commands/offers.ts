import { useLayoutEffect, useRef } from 'react'
import type { CommandId } from '#shared/commands'
import { afterPaint } from '../ui/after-paint'

/** How a page runs a command that is about what it shows, or why it cannot now. */
export type Offer = { run: () => void; blockedBecause?: string | null }

const WAIT_MS = 5000
const offers = new Map<CommandId, () => Offer | null>()
let wanted: { id: CommandId; until: number; take: (offer: Offer) => void } | null = null

/** While it is shown, the component runs this command, from wherever it is asked for. Null: not at this moment. */
export function useCommand(id: CommandId, offer: Offer | null): void {
  const latest = useRef(offer)
  useLayoutEffect(() => {
    latest.current = offer
  })
  const isOffered = offer !== null
  useLayoutEffect(() => {
    if (!isOffered) return
    const read = () => latest.current
    offers.set(id, read)
    giveTo(id)
    return () => {
      if (offers.get(id) === read) offers.delete(id)
    }
  }, [id, isOffered])
}

export const offerOf = (id: CommandId): Offer | null => offers.get(id)?.() ?? null

/** Takes the offer as soon as the page that is on its way makes it, and after it has put the focus where it wants it. */
export function whenOffered(id: CommandId, take: (offer: Offer) => void): void {
  wanted = { id, until: performance.now() + WAIT_MS, take }
}

function giveTo(id: CommandId): void {
  if (wanted?.id !== id) return
  const { until, take } = wanted
  wanted = null
  if (performance.now() > until) return
  afterPaint(() => {
    const offer = offerOf(id)
    if (offer) take(offer)
  })
}
