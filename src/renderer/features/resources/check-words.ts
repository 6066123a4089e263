import type { TFunction } from 'i18next'
import type { EndpointCheck } from '#shared/contract/resources'
import { diagnose } from '#shared/rules/endpoint-diagnosis'
import { failureWords } from '../../failures/failure-words'

type T = TFunction<'resources'>

/** The sentence of advice for a call; a connection that failed keeps the words of its failing part. */
export function adviceOf(t: T, tf: TFunction<'failures'>, check: EndpointCheck): string {
  const diagnosis = diagnose(check)
  if (diagnosis === 'not-reached' && check.failure) {
    const { what, todo } = failureWords(tf, check.failure)
    return `${what} ${todo}`
  }
  return t(`checks.advice.${diagnosis}`, { endpoint: check.endpoint, status: check.status ?? '', type: check.receivedType ?? '' })
}

/** The answer in short: a status, or that there was none. */
export const answerOf = (t: T, { status, failure }: EndpointCheck): string =>
  status === undefined ? t('checks.noAnswer') : failure ? String(status) : t('checks.ok', { status })

/** All checks as plain text, to be sent to whoever can mend them. It holds no user, no password and no query. */
export function checksAsText(
  t: T,
  tf: TFunction<'failures'>,
  { checks, baseUri }: { checks: readonly EndpointCheck[]; baseUri: string },
): string {
  const blocks = checks.map((check) => {
    const { endpoint, acceptHeader, at, tookMs, receivedType, madeBy, failure, items } = check
    const lines: [string, string | number | undefined][] = [
      [t('checks.text.accept'), acceptHeader],
      [t('checks.text.answer'), answerOf(t, check)],
      [t('checks.text.type'), receivedType],
      [t('checks.text.items'), items],
      [t('checks.text.madeBy'), failure && madeBy ? t(`checks.madeBy.${madeBy}`) : undefined],
      [t('checks.text.took'), tookMs === undefined ? undefined : `${tookMs} ms`],
      [t('checks.text.at'), at],
      [t('checks.text.advice'), adviceOf(t, tf, check)],
    ]
    return [`GET ${baseUri}/${endpoint}`, ...lines.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name}: ${value}`]))].join(
      '\n',
    )
  })
  return `${[t('checks.title'), t('checks.rule'), ...blocks].join('\n\n')}\n`
}
