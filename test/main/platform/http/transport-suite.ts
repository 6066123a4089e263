import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { ConnectionFault } from '../../../../src/shared/errors'
import type { HttpMethod, HttpRequest, Transport } from '../../../../src/main/platform/http/transport'
import { startServer, startTcpServer, type Behaviour } from '../../../fakes/misbehaving-server'

const METHODS: HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const REDIRECTS = [301, 302, 303, 307, 308]
const MIB = 1024 * 1024

/** What every transport must do, tried over real sockets. Each calls it with its own. */
export function transportSuite(send: Transport['send']): void {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })
  const serve = async (behaviour: Behaviour) => {
    const server = await startServer(behaviour)
    closing.push(() => server.close())
    return server
  }
  const serveTcp = async (behaviour: Parameters<typeof startTcpServer>[0]) => {
    const server = await startTcpServer(behaviour)
    closing.push(() => server.close())
    return server
  }
  const get = (url: string, more: Partial<HttpRequest> = {}) => send({ method: 'GET', url, headers: {}, ...more })
  const fails = async (kind: ConnectionFault, promise: Promise<unknown>) => {
    await expect(promise).rejects.toMatchObject({ name: 'TransportError', kind })
  }

  it('sends method, headers and body, and brings back status, headers and body', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(207, { 'Content-Type': 'text/plain', 'X-Request-Id': 'r-1', Vary: ['a', 'b'] })
      response.end('\uFEFFgrüße')
    })
    const response = await send({
      method: 'PUT',
      url: `${server.origin}/a?b=c`,
      headers: { 'x-mine': 'yes', authorization: 'Bearer t' },
      body: 'ünïcode',
    })
    expect([response.status, response.headers['x-request-id'], response.headers['vary'], response.text()]).toEqual([
      207,
      'r-1',
      'a, b',
      'grüße',
    ])
    expect(server.seen[0]).toMatchObject({
      method: 'PUT',
      path: '/a?b=c',
      body: 'ünïcode',
      headers: { 'x-mine': 'yes', authorization: 'Bearer t' },
    })
  })

  it('keeps no cookies, no cache and sends no referrer', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'set-cookie': 'a=b; Path=/', 'cache-control': 'max-age=1000', etag: '"1"' })
      response.end('x')
    })
    await get(server.origin)
    await get(server.origin)
    expect(server.seen).toHaveLength(2)
    for (const { headers } of server.seen)
      expect([headers.cookie, headers.referer, headers['if-none-match']]).toEqual([undefined, undefined, undefined])
  })

  it('hands on a question with an entity tag, and the answer that nothing changed', async () => {
    const server = await serve(({ headers }, response) => {
      response.writeHead(headers['if-none-match'] === '"1"' ? 304 : 200, { etag: '"1"' })
      response.end()
    })
    expect((await get(server.origin)).status).toBe(200)
    expect((await get(server.origin, { headers: { 'if-none-match': '"1"' } })).status).toBe(304)
  })

  describe.each(METHODS)('%s', (method) => {
    it.each(REDIRECTS)('is not sent on after %s, neither to another origin nor to the same', async (status) => {
      const stranger = await serve((_request, response) => response.end())
      const hub = await serve(({ path }, response) => {
        response.writeHead(status, { location: path === '/away' ? `${stranger.origin}/stolen` : '/elsewhere' })
        response.end('moved')
      })
      const request = { method, headers: { authorization: 'Bearer t' }, ...(method === 'GET' ? {} : { body: '{}' }) }
      const away = await send({ ...request, url: `${hub.origin}/away` })
      const here = await send({ ...request, url: `${hub.origin}/here` })
      expect([away.status, away.headers['location'], away.body.byteLength]).toEqual([status, `${stranger.origin}/stolen`, 0])
      expect([here.status, here.headers['location']]).toEqual([status, `${hub.origin}/elsewhere`])
      expect(stranger.seen).toEqual([])
      expect(hub.seen.map(({ path }) => path)).toEqual(['/away', '/here'])
    })
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('reads %s', async (encoding, compress) => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding })
      response.end(compress(Buffer.from('hello '.repeat(1000))))
    })
    expect((await get(server.origin)).text()).toBe('hello '.repeat(1000))
  })

  it('stops at the cap, counted after decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * MIB))
    const server = await serve(({ path }, response) => {
      if (path === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(path === '/bomb' ? bomb : Buffer.alloc(MIB))
    })
    await fails('too-large', get(`${server.origin}/bomb`, { limits: { maxBytes: MIB } }))
    await fails('too-large', get(`${server.origin}/plain`, { limits: { maxBytes: MIB - 1 } }))
    expect((await get(`${server.origin}/plain`, { limits: { maxBytes: MIB } })).body.byteLength).toBe(MIB)
  })

  describe('a connection that', () => {
    it('is refused', async () => {
      const server = await startServer(() => undefined)
      await server.close()
      await fails('refused', get(server.origin))
    })
    it('has a name that nobody knows', () => fails('dns', get('https://hub.invalid/')))
    it('speaks no TLS', async () => {
      const server = await serveTcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
      await fails('tls', get(server.origin.replace('http:', 'https:')))
    })
    it('is reset before the answer', async () => {
      const server = await serveTcp((_socket, reset) => reset())
      await fails('cut', get(server.origin))
    })
    it('ends before the answer', async () => {
      const server = await serveTcp((socket) => socket.end())
      await fails('cut', get(server.origin))
    })
    it.each([
      ['its length', 'Content-Length: 100\r\n\r\nhalf'],
      ['its last chunk', 'Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
    ])('ends before %s', async (_what, rest) => {
      const server = await serveTcp((socket) => socket.end(`HTTP/1.1 200 OK\r\n${rest}`))
      await fails('cut', get(server.origin))
    })
    it('is reset in the middle of the body', async () => {
      const server = await serveTcp((socket, reset) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', reset)
      })
      await fails('cut', get(server.origin))
    })
    it('never answers', async () => {
      const server = await serveTcp(() => undefined)
      await fails('timeout', get(server.origin, { limits: { headerMs: 50 } }))
    })
    it('stops in the middle of the body', async () => {
      const server = await serve((_request, response) => {
        // Without a type Chromium holds the headers back, to guess at it from the first bytes.
        response.setHeader('content-type', 'application/json')
        response.write('half')
      })
      await fails('timeout', get(server.origin, { limits: { idleMs: 50 } }))
    })
    it('drips for ever', async () => {
      const dripping = new Set<NodeJS.Timeout>()
      const server = await serve((_request, response) => {
        const timer = setInterval(() => response.write('.'), 5)
        dripping.add(timer)
        response.on('close', () => {
          clearInterval(timer)
        })
      })
      await fails('timeout', get(server.origin, { limits: { idleMs: 5000, totalMs: 150 } }))
      for (const timer of dripping) clearInterval(timer)
    })
  })

  describe('a stop', () => {
    it('is heard before anything is sent', async () => {
      const server = await serve((_request, response) => response.end())
      await expect(get(server.origin, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
      expect(server.seen).toHaveLength(0)
    })
    it.each(['before the headers', 'in the body'])('is heard %s, and the server sees it', async (when) => {
      const stop = new AbortController()
      const gone = Promise.withResolvers<undefined>()
      const server = await serve((_request, response) => {
        response.on('close', () => gone.resolve(undefined))
        if (when === 'in the body') response.write('half', () => setImmediate(() => stop.abort()))
        else stop.abort()
      })
      await expect(get(server.origin, { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' })
      await gone.promise
    })
  })

  it('throws for a header that HTTP does not allow, and sends nothing', async () => {
    const server = await serve((_request, response) => response.end())
    await expect(get(server.origin, { headers: { 'x-mine': 'a\r\nx-evil: b' } })).rejects.toThrow()
    expect(server.seen).toHaveLength(0)
  })
}
