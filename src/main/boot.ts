import { join } from 'node:path'
import { app, dialog } from 'electron'
import type { EnvironmentId } from '#shared/contract/op'
import { startDesktop } from './desktop'
import { createServices } from './services'
import { createAnnounce } from './ipc/announce'
import { serve, type Answer } from './ipc/serve'
import { AppError } from './app-error'
import { systemClock } from './platform/clock'
import { openCache, openJournal } from './platform/db/open'
import { createFileLog } from './platform/log'
import type { DesktopState } from './window/desktop-state'
import type { FirstPaint } from './window/first-paint'
import type { Windows } from './window/windows'

/** Opens a window, where that environment's window was last. */
export type Open = (environmentId?: EnvironmentId) => number
type Opened = { windows: Windows; desktop: DesktopState; first: number; open: Open; firstPaint: FirstPaint }

/** From an open window to one that is answered: a line a step, top to bottom. Never resolves where the app cannot start. */
export async function boot({ windows, desktop, first, open, firstPaint }: Opened): Promise<Answer> {
  const userData = app.getPath('userData')
  const log = createFileLog(join(userData, 'logs'), systemClock)
  const databases = openDatabases(userData)
  if (!databases) return await new Promise<never>(() => undefined) // the app ends, and nobody is left to answer
  const announce = createAnnounce(windows)
  const openBound = (environmentId?: EnvironmentId) => {
    built.bindTo(open(environmentId), environmentId)
  }
  const built = createServices({ userData, log, windows, announce, databases, firstPaint, openWindow: openBound })
  built.bindTo(first)
  startDesktop({ windows, desktop, log, built, open: openBound })

  app.on('activate', () => {
    if (windows.all().length === 0) openBound()
  })
  app.on('before-quit', (event) => {
    if (!windows.unsaved.mayQuit(windows.all(), () => app.quit())) event.preventDefault()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  quitAfter(() => built.quit())
  return serve(built.services, built.guards, (name, error) => log.incident(name, error), built.watch)
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
