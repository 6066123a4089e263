/** Numbers, dates and ages by the person's locale, as long as it speaks the language of the catalogue. */
export function localeFor(language: string, preferred: readonly string[]): string {
  return preferred.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export function createFormat(locale: string) {
  const number = new Intl.NumberFormat(locale)
  const huge = new Intl.NumberFormat(locale, { notation: 'scientific', maximumFractionDigits: 1 })
  const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' })
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
  const now = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const part = (amount: number, unit: 'day' | 'month' | 'year') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: unit === 'day' ? 'long' : 'short' }).format(amount)

  return {
    number: (value: number) => number.format(value),
    locale,
    /** A count of addresses; beyond a quadrillion nobody reads digits. */
    count: (value: bigint) => (value < 10n ** 15n ? number.format(value) : power(huge.format(value))),
    date: (iso: string) => dated(iso, (at) => date.format(at)),
    exact: (iso: string) => dated(iso, (at) => exact.format(at)),

    /** `9:41` for today, the day with it otherwise. */
    clock: (iso: string, nowMs: number) =>
      dated(iso, (at) => (date.format(at) === date.format(nowMs) ? clock.format(at) : `${date.format(at)}, ${clock.format(at)}`)),

    /** `3 minutes ago`. A time ahead of the clock counts as now: clocks of two machines differ. */
    ago: (iso: string, nowMs: number) =>
      dated(iso, (at) => {
        const passed = nowMs - at.getTime()
        if (passed < MINUTE) return now.format(0, 'second')
        if (passed < HOUR) return relative.format(-Math.floor(passed / MINUTE), 'minute')
        if (passed < DAY) return relative.format(-Math.floor(passed / HOUR), 'hour')
        if (passed < 60 * DAY) return relative.format(-Math.floor(passed / DAY), 'day')
        if (passed < 730 * DAY) return relative.format(-Math.floor(passed / (30.44 * DAY)), 'month')
        return relative.format(-Math.floor(passed / (365.25 * DAY)), 'year')
      }),

    /** How old a thing is: `114 days`, then `7 yrs 10 mths`. */
    age: (iso: string, nowMs: number) =>
      dated(iso, (at) => {
        const days = Math.max(0, Math.floor((nowMs - at.getTime()) / DAY))
        if (days < 730) return part(days, 'day')
        const months = Math.floor(days / 30.44)
        const rest = months % 12
        return rest === 0 ? part(Math.floor(months / 12), 'year') : `${part(Math.floor(months / 12), 'year')} ${part(rest, 'month')}`
      }),
  }
}
export type Format = ReturnType<typeof createFormat>

/** A hub may send anything where a date should be; what is not one is shown as it came. */
const dated = (iso: string, show: (at: Date) => string) => {
  const at = new Date(iso)
  return Number.isNaN(at.getTime()) ? iso : show(at)
}

/** `1.8E19` as people write it: `1.8 × 10¹⁹`. */
const power = (scientific: string) =>
  scientific.replace(/E(\d+)$/, (_whole, digits: string) => ` × 10${digits.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)))}`)
