import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'
import { desktopWords as words } from '#shared/words/desktop'
import type { Place } from './places'
import { createRecovery, type RecoveryDeps } from './recovery'
import { listed } from './unsaved'

const SETTLED_AFTER_MS = 400

/** Remembers where a person put the window, once it stands still. */
export function keepPlaces(browser: BrowserWindow, keep: (place: Place) => void): void {
  let timer: NodeJS.Timeout | undefined
  const keepNow = () => {
    clearTimeout(timer)
    if (!browser.isDestroyed() && !browser.isMinimized() && !browser.isFullScreen())
      keep({ ...browser.getNormalBounds(), isMaximized: browser.isMaximized() })
  }
  const keepSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(keepNow, SETTLED_AFTER_MS)
  }
  browser.on('resize', keepSoon)
  browser.on('move', keepSoon)
  browser.on('maximize', keepSoon)
  browser.on('unmaximize', keepSoon)
  browser.on('close', keepNow)
  browser.once('closed', () => {
    clearTimeout(timer)
  })
}

type Recovering = Pick<RecoveryDeps, 'unsaved' | 'reloaded' | 'report'>

/** Listens for a page that crashed or hangs, and does what window/recovery.ts says. */
export function recover(browser: BrowserWindow, about: Recovering): void {
  const contents = browser.webContents
  const recovery = createRecovery({
    ...about,
    now: () => performance.now(),
    reload: () => {
      if (!contents.isDestroyed()) contents.reload()
    },
    end: () => {
      if (!contents.isDestroyed()) contents.forcefullyCrashRenderer()
    },
    close: () => {
      browser.destroy()
    },
    askAfterCrash: async () => {
      const { title, text, reload, close } = words.crashed
      const answer = await ask(browser, { message: title, detail: text, buttons: [reload, close] })
      return answer === 0 ? 'reload' : 'close'
    },
    askAboutHang: async (unsaved) => {
      const { title, text, wait, reload } = words.hung
      const detail = unsaved.length === 0 ? undefined : `${text}\n\n${listed(unsaved, words.unsaved.more)}`
      const answer = await ask(browser, { message: title, ...(detail === undefined ? {} : { detail }), buttons: [wait, reload] })
      return answer === 1 ? 'reload' : 'wait'
    },
  })
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') void recovery.crashed(reason)
  })
  browser.on('unresponsive', () => void recovery.hung())
  browser.on('responsive', () => {
    recovery.answersAgain()
  })
}

/** Whether to lose what is listed. The first button, and Esc, keep it. */
export async function askAboutUnsaved(
  browser: BrowserWindow | undefined,
  names: readonly string[],
  what: 'close' | 'quit',
): Promise<boolean> {
  const { closeTitle, quitTitle, stay, close, quit, more } = words.unsaved
  const answer = await ask(browser, {
    message: what === 'quit' ? quitTitle : closeTitle,
    detail: listed(names, more),
    buttons: [stay, what === 'quit' ? quit : close],
  })
  return answer === 1
}

/** A question of the system's own, since the page may not be there to ask it. Answers with the number of the button. */
async function ask(browser: BrowserWindow | undefined, question: MessageBoxOptions): Promise<number> {
  const options: MessageBoxOptions = { type: 'warning', defaultId: 0, cancelId: 0, noLink: true, ...question }
  const isThere = browser !== undefined && !browser.isDestroyed()
  const { response } = await (isThere ? dialog.showMessageBox(browser, options) : dialog.showMessageBox(options))
  return response
}
