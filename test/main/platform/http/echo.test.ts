import { expect, it } from 'vitest'
import { withoutEcho } from '../../../../src/main/platform/http/echo'
import { Secret } from '../../../../src/main/platform/secret'

const PASSWORD = 'pass "word" & 7f3a'
const credential = { secret: new Secret(PASSWORD), audience: 'https://source.example', scheme: 'Basic', username: 'reader' } as const
const answer = (status: number, text: string) => ({ status, headers: { 'x-request-id': text }, body: Buffer.from(text), text: () => text })
const seen = (response: ReturnType<typeof answer>) => {
  const clean = withoutEcho(response, credential)
  return [...Object.values(clean.headers), Buffer.from(clean.body).toString('utf8'), clean.text()]
}

it.each([
  ['as it is', PASSWORD],
  ['in the header that was sent', Buffer.from(`reader:${PASSWORD}`).toString('base64')],
  ['in base64', Buffer.from(PASSWORD).toString('base64')],
  ['in a form', encodeURIComponent(PASSWORD)],
  ['in JSON', JSON.stringify({ said: PASSWORD }).slice(9, -2)],
])('an error that says the credential back %s loses it, in head and body', (_how, echo) => {
  expect(seen(answer(500, `got ${echo}, twice ${echo}.`))).toEqual(Array(3).fill('got [REDACTED], twice [REDACTED].'))
})

it('what was asked for, and what was sent without a credential, comes as it is', () => {
  expect(seen(answer(200, PASSWORD))).toEqual(Array(3).fill(PASSWORD))
  expect(withoutEcho(answer(500, PASSWORD), undefined).text()).toBe(PASSWORD)
})

it('a credential of a character or two does not take an answer apart', () => {
  expect(withoutEcho(answer(500, 'a banana'), { ...credential, secret: new Secret('a') }).text()).toBe('a banana')
})
