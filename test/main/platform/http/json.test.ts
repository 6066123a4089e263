import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseItems, parseJson, readJson } from '../../../../src/main/platform/http/json'
import { responseOf } from '../../../../src/main/platform/http/transport'

const answer = (body: string | Uint8Array, headers: Record<string, string> = {}) => responseOf(200, headers, Buffer.from(body))
const read = (body: string) => readJson(answer(body), '/tenant')
const malformed = (body: string) => expect(() => read(body)).toThrow(expect.objectContaining({ code: 'malformed', at: '/tenant' }) as Error)

describe('reading', () => {
  it('takes JSON with or without a byte order mark', () => {
    expect([read('{"a":1}'), read('\uFEFF {"a":1}\n')]).toEqual([{ a: 1 }, { a: 1 }])
  })

  it.each([
    ['{"__proto__":{"admin":true},"a":1}', { a: 1 }],
    ['{"deep":[{"\\u005f_proto__":{"admin":true}}]}', { deep: [{}] }],
    ['{"deep":{"\\u005F\\u005fpr\\u006fto__":1}}', { deep: {} }],
    ['{"pr\\u006fto":"__proto__"}', { proto: '__proto__' }],
  ])('drops what would set a prototype: %s', (body, expected) => {
    const value = read(body)
    expect(value).toEqual(expected)
    expect(Object.assign({}, value)).not.toHaveProperty('admin')
    expect(JSON.stringify(value)).toBe(JSON.stringify(expected))
  })

  it.each([
    ['nothing', ''],
    ['only spaces', ' \n'],
    ['a web page with 200', '<!doctype html><title>Sign in</title>'],
    ['half an answer', '[{"id":"1"},{"id"'],
    ['text', 'OK'],
    ['two answers', '{}{}'],
    ['arrays without end', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['objects without end', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
    ['a million open brackets', '['.repeat(1_000_000)],
  ])('refuses %s', (_what, body) => malformed(body))

  it('does not take brackets in strings for nesting', () => {
    const text = '[{"\\"'.repeat(1000)
    expect(read(JSON.stringify([text, '\\']))).toEqual([text, '\\'])
  })

  it('says where and what, and nothing of what was in it', () => {
    const body = '{"value":"hunter2", hunter2'
    try {
      read(body)
      expect.unreachable()
    } catch (error) {
      expect(JSON.stringify([String(error), error, (error as Error).cause])).not.toContain('hunter2')
    }
  })

  it('survives bytes that are not UTF-8', () => {
    expect(readJson(answer(Buffer.from([0x22, 0xff, 0xfe, 0x22])), '/x')).toBe('\uFFFD\uFFFD')
  })
})

const Item = z.object({ id: z.string(), count: z.number() })

it('names the fields that do not fit, not their values', () => {
  expect(() => parseJson(answer('{"id":"hunter2","count":"hunter2"}'), Item, '/x')).toThrow(/\(count\)/)
  expect(() => parseJson(answer('{"id":"hunter2","count":"hunter2"}'), Item, '/x')).not.toThrow(/hunter2/)
})

it('leaves out the items that do not fit, and counts them', () => {
  const body = JSON.stringify([{ id: '1', count: 1 }, { id: 2 }, null, 'x', { id: '3', count: 3, more: true }])
  expect(parseItems(answer(body), Item, '/x')).toEqual({
    items: [
      { id: '1', count: 1 },
      { id: '3', count: 3 },
    ],
    received: 5,
    unreadable: 3,
  })
})

it('refuses a list that is none', () => {
  expect(() => parseItems(answer('{"items":[]}'), Item, '/x')).toThrow(/a list was expected/)
})
