import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { protocol, type Session } from 'electron'
import { APP_HOST, APP_SCHEME, developmentUrl } from './origin'

export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, codeCache: true } },
  ])
}

/**
 * Serves the page out of the list of files that the build wrote. A request is looked up, never joined to a path: what is
 * not in the list is 404, whatever its spelling. `served` hears the path of each file once it is on its way.
 */
export function serveApp(session: Session, folder: string, served: (path: string) => void): void {
  const find = createFileFinder(folder)
  session.protocol.handle(APP_SCHEME, async (request) => {
    const file = request.method === 'GET' ? find(request.url) : null
    if (!file) return new Response('Not found', { status: 404, headers: HEADERS })
    const body = await readFile(file)
    setImmediate(served, file)
    return new Response(new Uint8Array(body), {
      headers: { ...HEADERS, 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' },
    })
  })
}

/** Maps a URL to a file of the build, or to null. */
export function createFileFinder(folder: string): (url: string) => string | null {
  const listed: unknown = developmentUrl() ? [] : JSON.parse(readFileSync(join(folder, 'files.json'), 'utf8'))
  const files = new Map((Array.isArray(listed) ? listed.map(String) : []).map((name) => [`/${name}`, join(folder, name)]))
  return (url) => {
    try {
      const { protocol: scheme, host, pathname } = new URL(url)
      return scheme === `${APP_SCHEME}:` && host === APP_HOST ? (files.get(pathname) ?? null) : null
    } catch {
      return null // not a URL: nothing of ours has such a name
    }
  }
}
