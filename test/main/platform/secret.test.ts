import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { Secret } from '../../../src/main/platform/secret'

const secret = new Secret('hunter2')

it.each([
  ['String', () => String(secret)],
  ['a template', () => `a ${secret as unknown as string}`],
  ['concatenation', () => 'x' + (secret as unknown as string)],
  ['JSON', () => JSON.stringify({ deep: [secret] })],
  ['inspect', () => inspect({ secret }, { showHidden: true, depth: 9 })],
  ['its entries', () => JSON.stringify([Object.entries(secret), Object.getOwnPropertyNames(secret), Object.assign({}, secret)])],
  ['a clone', () => JSON.stringify(structuredClone(secret))],
  ['an error', () => inspect(new Error('no', { cause: secret }))],
])('does not show itself in %s', (_way, print) => {
  expect(print()).not.toContain('hunter2')
})

it('opens when it is asked to', () => expect(secret.expose()).toBe('hunter2'))
