import { isMet, median, ratioOf } from './stats.mjs'

/** The first pairs warm the disk cache and the profile; they are measured and thrown away. */
const thrownAway = 2
const fewestPairs = 15

/**
 * One line of the table: ours against a reference, both measured in this run.
 * @typedef {object} Scenario
 * @property {string} id as in the table of docs, e.g. "1" or "2b"
 * @property {string} title
 * @property {number} target highest ratio that is good
 * @property {number} [pairs] at least 15
 * @property {() => Promise<void>} [prepare]
 * @property {() => Promise<number>} [a] ours
 * @property {() => Promise<number>} [b] the reference
 * @property {() => Promise<{ ours: number, reference: number }>} [pair] instead of a and b, when one measurement needs the other
 * @property {() => Promise<void>} [cleanUp]
 * @property {string} [notYet] why it cannot be measured yet
 */

/**
 * @param {Scenario} scenario
 * @param {(text: string) => void} say
 */
export async function measure(scenario, say) {
  const pair = scenario.pair ?? (async () => ({ ours: await scenario.a(), reference: await scenario.b() }))
  const count = Math.max(fewestPairs, scenario.pairs ?? fewestPairs)
  const pairs = []
  try {
    await scenario.prepare?.()
    for (let index = 0; index < thrownAway + count; index++) {
      const measured = await pair()
      if (index >= thrownAway) pairs.push(measured)
      say(`${scenario.id} ${index + 1}/${thrownAway + count}: ${round(measured.ours)} / ${round(measured.reference)}`)
    }
  } finally {
    await scenario.cleanUp?.()
  }
  const measured = ratioOf(pairs)
  say(
    `${scenario.id} medians: ours ${round(median(pairs.map(({ ours }) => ours)))}, reference ${round(median(pairs.map(({ reference }) => reference)))}`,
  )
  return { scenario, ...measured, met: isMet(measured, scenario.target) }
}

/** @param {({ scenario: Scenario } & Partial<Awaited<ReturnType<typeof measure>>>)[]} results */
export function table(results) {
  const rows = [['#', 'what', 'ratio', '95 % interval', 'target', 'met']]
  for (const { scenario, ratio, low, high, met } of results) {
    const measured = ratio === undefined ? ['–', '–'] : [fixed(ratio), `${fixed(low)} … ${fixed(high)}`]
    rows.push([scenario.id, scenario.title, ...measured, `≤ ${fixed(scenario.target)}`, scenario.notYet ?? (met ? 'yes' : 'MISSED')])
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join(' | ')
        .trimEnd(),
    )
    .join('\n')
}

const fixed = (/** @type {number} */ value) => value.toFixed(2)
const round = (/** @type {number} */ value) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))
