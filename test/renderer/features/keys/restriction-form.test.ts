import { expect, test } from 'vitest'
import { createIdempotencyKeys } from '../../../../src/renderer/features/keys/idempotency'
import { enteredIn, entryOf, withSet } from '../../../../src/renderer/features/keys/restriction-form'
import { suggestedVariable } from '../../../../src/renderer/features/keys/variable-name'

const listed = (...addresses: string[]) => ({ restriction: { mode: 'restricted' as const, addresses } })

test('the very same body keeps its idempotency key, also after another one was sent in between', () => {
  let made = 0
  const keyFor = createIdempotencyKeys(() => `key ${++made}`)
  const first = keyFor(listed('192.0.2.1'))
  expect(keyFor(listed('192.0.2.1'))).toBe(first)
  expect(keyFor(listed('192.0.2.2'))).not.toBe(first)
  expect(keyFor(listed('192.0.2.1'))).toBe(first)
})

test('what still stands in the field is part of what is sent', () => {
  expect(enteredIn({ ...entryOf(listed('192.0.2.1')), typed: '192.0.2.2' })).toMatchObject(listed('192.0.2.1', '192.0.2.2'))
})

test('using a set adds the addresses that are missing and remembers the set', () => {
  const entry = withSet(entryOf(listed('192.0.2.1')), { id: 'set', addresses: ['192.0.2.1', '192.0.2.9'] })
  expect(enteredIn(entry)).toEqual({ ...listed('192.0.2.1', '192.0.2.9'), addressSetId: 'set' })
})

test('going unrestricted lets go of the set and keeps the list in the sheet', () => {
  const entry = { ...entryOf({ ...listed('192.0.2.1'), addressSetId: 'set' }), mode: 'unrestricted' as const }
  expect(enteredIn(entry)).toEqual({ restriction: { mode: 'unrestricted' } })
  expect(enteredIn({ ...entry, mode: 'restricted' })).toMatchObject(listed('192.0.2.1'))
})

test('a variable is suggested from the name of the application', () => {
  expect(suggestedVariable('Housing Portal')).toBe('HOUSING_PORTAL_API_KEY')
  expect(suggestedVariable('Café 2 – pilot')).toBe('CAFE_2_PILOT_API_KEY')
  expect(suggestedVariable('3rd floor')).toBe('_3RD_FLOOR_API_KEY')
  expect(suggestedVariable('学生')).toBe('API_KEY')
  expect(suggestedVariable('x'.repeat(300)).length).toBeLessThanOrEqual(100)
})
