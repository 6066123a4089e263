import { join } from 'node:path'
import { app, dialog, session } from 'electron'
import { createServices } from './services'
import { createAnnounce } from './ipc/announce'
import { listen } from './ipc/listen'
import { serve } from './ipc/serve'
import { AppError } from './app-error'
import { systemClock } from './platform/clock'
import { openCache, openJournal } from './platform/db/open'
import { createFileLog } from './platform/log'
import { serveApp } from './window/app-protocol'
import type { FirstPaint } from './window/first-paint'
import { lockDown } from './window/lock-down'
import { Windows } from './window/windows'

/** From an app that is not ready to a window: a line a step, top to bottom. */
export async function boot(firstPaint: FirstPaint): Promise<void> {
  await app.whenReady()
  firstPaint.mark('ready')
  const userData = app.getPath('userData')
  const log = createFileLog(join(userData, 'logs'), systemClock)
  const windows = new Windows()

  lockDown(session.defaultSession)
  serveApp(session.defaultSession, join(import.meta.dirname, '../renderer'))

  const databases = openDatabases(userData)
  if (!databases) return
  const announce = createAnnounce(windows)
  const built = createServices({ userData, log, windows, announce, databases, firstPaint })
  listen(
    windows,
    serve(built.services, built.guards, (name, error) => log.incident(name, error)),
  )

  const open = () => {
    const { id, title } = built.startEnvironment()
    windows.open(id, title, () => {
      firstPaint.mark('window')
    })
  }
  open()
  app.on('second-instance', () => {
    windows.focusAny()
  })
  app.on('activate', () => {
    if (windows.all().length === 0) open()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  quitAfter(() => built.quit())
}

/** Both databases, or null after the person was told why the app cannot start with them. */
function openDatabases(userData: string) {
  try {
    return {
      journal: openJournal(join(userData, 'journal.db'), { clock: systemClock }),
      cache: openCache(join(userData, 'cache.db'), { clock: systemClock }),
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    dialog.showErrorBox('Hubkeeper cannot open its data', error.message)
    app.exit(1)
    return null
  }
}

/** Lets what is being written finish before the process goes, for three seconds at most. */
function quitAfter(finish: () => Promise<void>): void {
  app.on('will-quit', (event) => {
    // All windows are closed by now. Quitting again from here would not come to an end on every runtime, so we exit.
    event.preventDefault()
    const patience = new Promise((resolve) => setTimeout(resolve, 3000))
    void Promise.race([finish(), patience]).finally(() => {
      app.exit()
    })
  })
}
