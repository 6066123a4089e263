import { describe, expect, it } from 'vitest'
import type { ClientRequest, HttpClient } from '../../../../src/main/platform/http/client'
import { createRevalidation } from '../../../../src/main/platform/http/revalidation'
import { responseOf } from '../../../../src/main/platform/http/transport'

/** A server of texts by path, each with its entity tag while it has one. */
function serverOf(texts: Map<string, { text: string; etag?: string; total?: number }>) {
  const seen: { url: string; ifNoneMatch: string | undefined; status: number }[] = []
  const http: HttpClient = {
    send({ url, headers }: ClientRequest) {
      const { text, etag, total } = texts.get(url)!
      const ifNoneMatch = headers['if-none-match']
      const isSame = etag !== undefined && ifNoneMatch === etag
      seen.push({ url, ifNoneMatch, status: isSame ? 304 : 200 })
      const sent = { ...(etag === undefined ? {} : { etag }), ...(total === undefined || isSame ? {} : { 'x-total-count': String(total) }) }
      return Promise.resolve(responseOf(isSame ? 304 : 200, sent, Buffer.from(isSame ? '' : text)))
    },
  }
  return { http, seen }
}
const get = (url: string, accept = 'application/json'): ClientRequest => ({
  method: 'GET',
  url,
  headers: { accept },
  policy: 'get',
  signal: new AbortController().signal,
})

describe('an answer with an entity tag', () => {
  it('is asked for only if it changed, and reads as if it had come whole', async () => {
    const texts = new Map([['u', { text: '[1]', etag: '"1"' }]])
    const { http, seen } = serverOf(texts)
    const read = createRevalidation()
    expect((await read(http, 'e', get('u'))).text()).toBe('[1]')
    const again = await read(http, 'e', get('u'))
    expect([again.status, again.text()]).toEqual([200, '[1]'])
    texts.set('u', { text: '[2]', etag: '"2"' })
    expect((await read(http, 'e', get('u'))).text()).toBe('[2]')
    expect(seen.map(({ ifNoneMatch, status }) => [ifNoneMatch, status])).toEqual([
      [undefined, 200],
      ['"1"', 304],
      ['"1"', 200],
    ])
  })

  it('belongs to one environment and one kind of answer', async () => {
    const { http, seen } = serverOf(new Map([['u', { text: 'x', etag: '"1"' }]]))
    const read = createRevalidation()
    await read(http, 'e', get('u'))
    await read(http, 'f', get('u'))
    await read(http, 'e', get('u', 'application/other+json'))
    expect(seen.map(({ ifNoneMatch }) => ifNoneMatch)).toEqual([undefined, undefined, undefined])
  })

  it('does not repeat how many there were, which is no part of it', async () => {
    const { http } = serverOf(new Map([['u', { text: 'x', etag: '"1"', total: 500 }]]))
    const read = createRevalidation()
    expect((await read(http, 'e', get('u'))).headers['x-total-count']).toBe('500')
    expect((await read(http, 'e', get('u'))).headers['x-total-count']).toBeUndefined()
  })

  it('is forgotten when there is no room, the one used longest ago first', async () => {
    const { http, seen } = serverOf(new Map(['a', 'b', 'c'].map((url) => [url, { text: 'x'.repeat(40), etag: `"${url}"` }])))
    const read = createRevalidation(100)
    for (const url of ['a', 'b', 'a', 'c', 'a', 'b']) await read(http, 'e', get(url))
    expect(seen.map(({ url, status }) => `${url} ${status}`)).toEqual(['a 200', 'b 200', 'a 304', 'c 200', 'a 304', 'b 200'])
  })
})

it('an answer without an entity tag is asked for whole each time', async () => {
  const { http, seen } = serverOf(new Map([['u', { text: 'x' }]]))
  const read = createRevalidation()
  await read(http, 'e', get('u'))
  await read(http, 'e', get('u'))
  expect(seen.map(({ ifNoneMatch }) => ifNoneMatch)).toEqual([undefined, undefined])
})
