import i18next, { type TFunction } from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { ConnectionFault, ErrorCode, type Failure } from '#shared/errors'
import { failureFacts, failureWords } from '../../../src/renderer/failures/failure-words'
import { enLater } from '../../../src/renderer/i18n/en-later'

let t: TFunction<'failures'>
beforeAll(async () => {
  const i18n = i18next.createInstance()
  await i18n.init({ lng: 'en', resources: { en: enLater }, interpolation: { escapeValue: false } })
  t = i18n.getFixedT('en', 'failures')
})
const failure = (over: Partial<Failure>): Failure => ({ code: 'internal', message: 'Told by main.', ...over })

describe('the words for a failure', () => {
  test.each(ErrorCode.options)('%s says what happened and what to do', (code) => {
    const { what, todo } = failureWords(t, failure({ code }))
    expect(what).toMatch(/^[A-Z].+\.$/)
    expect(todo).toMatch(/^[A-Z].+\.$/)
  })

  test.each(ConnectionFault.options)('a connection that failed by %s has words of its own', (reason) => {
    const words = failureWords(t, failure({ code: 'unreachable', reason }))
    expect(words.what).not.toContain('unreachable.')
    if (reason !== 'other') expect(words).not.toEqual(failureWords(t, failure({ code: 'unreachable' })))
  })

  test('name the status when there was one', () => {
    expect(failureWords(t, failure({ code: 'remote', status: 400 })).what).toContain('It answered 400.')
  })

  test('repeat the sentence of main where only main knows the detail', () => {
    expect(failureWords(t, failure({ code: 'conflict' })).what).toContain('Told by main.')
    expect(failureWords(t, failure({ code: 'unauthorized' })).what).not.toContain('Told by main.')
  })
})

test('the facts list what operators ask for, and leave out what is not there', () => {
  expect(failureFacts(t, failure({ code: 'remote', status: 502, requestId: 'r-1' }))).toEqual([
    { name: 'Code', value: 'remote' },
    { name: 'Status', value: '502' },
    { name: 'Request id', value: 'r-1' },
    { name: 'Message', value: 'Told by main.' },
  ])
})
