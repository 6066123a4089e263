import type { TFunction } from 'i18next'
import type { Failure } from '#shared/errors'

export type FailureWords = { what: string; todo: string }

/** Words for people, chosen by code (and, for a connection, by the step that failed). The catalogue is checked against the codes. */
export function failureWords(t: TFunction<'failures'>, failure: Failure): FailureWords {
  if (failure.code === 'unreachable') {
    const step = `unreachable.${failure.reason ?? 'other'}` as const
    return { what: t(`${step}.what`), todo: t(`${step}.todo`) }
  }
  const what = t(`${failure.code}.what`)
  const told = TOLD_BY_MAIN.has(failure.code) && failure.message !== '' ? `${what} ${failure.message}` : what
  const answered = failure.status === undefined ? '' : ` ${t('answeredStatus', { status: failure.status })}`
  return { what: told + answered, todo: t(`${failure.code}.todo`) }
}

/** Codes whose detail only main knows: its sentence is part of the words. */
const TOLD_BY_MAIN: ReadonlySet<Failure['code']> = new Set(['conflict', 'not-found', 'disk', 'malformed', 'wrong-tenant', 'manual-step'])

/** What operators ask for, in a fixed order. Nothing here is a secret: see Failure. */
export function failureFacts(t: TFunction<'failures'>, failure: Failure): { name: string; value: string }[] {
  const { code, status, reason, at, requestId, incident, message } = failure
  const facts = { code, status, reason, at, requestId, incident, message }
  return (Object.keys(facts) as (keyof typeof facts)[]).flatMap((key) => {
    const value = facts[key]
    return value === undefined || value === '' ? [] : [{ name: t(`facts.${key}`), value: String(value) }]
  })
}
