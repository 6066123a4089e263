import { describe, expect, test } from 'vitest'
import { ConnectionForm, hubUrlOf } from '../../../../src/renderer/features/environments/connection-form'

const typed = { name: 'Maple Test', type: 'test', region: 'us', ownUrl: '', administrationToken: 'token' }

describe('what is typed to connect', () => {
  test('a region needs no URL', () => {
    expect(ConnectionForm.safeParse(typed).success).toBe(true)
    expect(hubUrlOf({ region: 'eu', ownUrl: '' })).toMatch(/^https:\/\//)
  })
  test.each([
    ['https://hub.example.edu', true],
    ['http://127.0.0.1:4000', true],
    ['http://hub.example.edu', false],
    ['hub.example.edu', false],
    ['javascript:alert(1)', false],
    ['', false],
  ])('an own URL %s is accepted: %s', (ownUrl, accepted) => {
    expect(ConnectionForm.safeParse({ ...typed, region: 'own', ownUrl }).success).toBe(accepted)
  })
  test('the name and the token must be there', () => {
    const { error } = ConnectionForm.safeParse({ ...typed, name: ' ', administrationToken: '' })
    expect(error?.issues.map(({ path }) => path[0])).toEqual(['name', 'administrationToken'])
  })
})
