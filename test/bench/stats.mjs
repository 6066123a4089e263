/** The middle value; the mean of the two middle ones when there is an even number. */
export function median(/** @type {number[]} */ values) {
  if (values.length === 0) throw new Error('The median of nothing is not a number.')
  const sorted = [...values].sort((left, right) => left - right)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The value that this share of all are at most. */
export function percentile(/** @type {number[]} */ values, /** @type {number} */ share) {
  if (values.length === 0) throw new Error('Nothing has no percentile.')
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
}

/**
 * The median of the paired ratios with a bootstrap interval. Pairs are drawn again as wholes, so that what disturbed both sides of a
 * pair stays together; the seed makes the same measurements give the same interval.
 * @param {{ ours: number, reference: number }[]} pairs
 * @param {{ seed?: number, rounds?: number, confidence?: number }} [options]
 */
export function ratioOf(pairs, { seed = 1, rounds = 10_000, confidence = 0.95 } = {}) {
  const ratios = pairs.map(({ ours, reference }) => ours / reference)
  const random = mulberry32(seed)
  const medians = Array.from({ length: rounds }, () => median(ratios.map(() => ratios[Math.floor(random() * ratios.length)])))
  medians.sort((left, right) => left - right)
  const at = (/** @type {number} */ share) => medians[Math.min(rounds - 1, Math.floor(share * rounds))]
  return { ratio: median(ratios), low: at((1 - confidence) / 2), high: at((1 + confidence) / 2) }
}

/** Machines are noisy: a target is missed only when even the lower bound is above it. */
export const isMet = (/** @type {{ low: number }} */ measured, /** @type {number} */ target) => measured.low <= target

/** A small, well-known generator (public domain) with a seed, which Math.random lacks. */
function mulberry32(/** @type {number} */ seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
