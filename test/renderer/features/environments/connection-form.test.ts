import { describe, expect, test } from 'vitest'
import { ConnectionForm, hubUrlOf, keysIn } from '../../../../src/renderer/features/environments/connection-form'

const typed = {
  name: 'Maple Test',
  type: 'test',
  region: 'us',
  ownUrl: '',
  way: 'administration',
  administrationToken: 'token',
  apiKeys: '',
}

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
  test('with API keys no token is asked for, and at least one key is', () => {
    const byKeys = { ...typed, way: 'application-keys', administrationToken: '' }
    expect(ConnectionForm.safeParse({ ...byKeys, apiKeys: 'one' }).success).toBe(true)
    const { error } = ConnectionForm.safeParse({ ...byKeys, apiKeys: ' \n ' })
    expect(error?.issues.map(({ path }) => path[0])).toEqual(['apiKeys'])
  })
  test('keys are read however they were pasted, each once', () => {
    expect(keysIn(' one\r\ntwo, three;one\t')).toEqual(['one', 'two', 'three'])
  })
})
