import { expect, it } from 'vitest'
import { hubOrigin } from '../../../src/main/features/environments/hub-url'

it.each([
  ['https://hub.example.edu', 'https://hub.example.edu'],
  ['hub.example.edu', 'https://hub.example.edu'],
  ['  HUB.example.edu/ ', 'https://hub.example.edu'],
  ['hub.example.edu:8443', 'https://hub.example.edu:8443'],
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ['http://localhost:4000/', 'http://localhost:4000'],
  ['http://[::1]:4000', 'http://[::1]:4000'],
])('%s is the hub %s', (typed, origin) => {
  expect(hubOrigin(typed)).toBe(origin)
})

it.each([
  '',
  'http://hub.example.edu',
  'http://127.0.0.1.evil.example',
  'https://user:word@hub.example.edu',
  'https://hub.example.edu/admin',
  'https://hub.example.edu/?a=1',
  'ftp://hub.example.edu',
  'javascript:alert(1)',
  'file:///etc/passwd',
])('%s is refused with a fault on the field', (typed) => {
  expect(() => hubOrigin(typed)).toThrow(
    expect.objectContaining({ code: 'invalid-input', faults: [expect.objectContaining({ path: 'hubUrl' })] }),
  )
})
