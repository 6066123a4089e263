import { app } from 'electron'

export const APP_SCHEME = 'app'
export const APP_HOST = 'hubkeeper'

/** Where our page lives; with hot reload, and only in an unpackaged app, electron-vite's own server. */
export const developmentUrl = (): URL | null => {
  const url = process.env.ELECTRON_RENDERER_URL
  return url && !app.isPackaged ? new URL(url) : null
}

export const pageUrl = () => developmentUrl()?.href ?? `${APP_SCHEME}://${APP_HOST}/index.html`

/** Compares scheme and host, never a prefix: `app://hubkeeper.evil/` starts like ours. */
export function isOurs(url: string): boolean {
  const development = developmentUrl()
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    return false // not a URL at all, so surely not ours
  }
  if (development) return parsed.origin === development.origin
  return parsed.protocol === `${APP_SCHEME}:` && parsed.host === APP_HOST && parsed.username === '' && parsed.password === ''
}
