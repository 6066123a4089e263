import { app, type Session } from 'electron'
import { APP_SCHEME, developmentUrl, isOurs } from './origin'

/** The page asks for nothing of the machine and goes nowhere; said once for every session and every WebContents. */
export function lockDown(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)

  // The second lock behind the CSP: whatever slips through asks for a network that is not there.
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !mayLoad(details.url) })
  })

  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (details) => {
      // A reload of our own page is the only navigation there is.
      if (!isOurs(details.url)) details.preventDefault()
    })
    contents.on('will-frame-navigate', (details) => {
      if (!details.isMainFrame || !isOurs(details.url)) details.preventDefault()
    })
    contents.on('will-redirect', (details) => {
      details.preventDefault()
    })
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

function mayLoad(url: string): boolean {
  const development = developmentUrl()
  if (development) return isOurs(url) || new URL(url).host === development.host || url.startsWith('devtools:')
  return url.startsWith(`${APP_SCHEME}:`) || (!app.isPackaged && url.startsWith('devtools:'))
}
