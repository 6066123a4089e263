import { join } from 'node:path'
import { BrowserWindow, type WebContents, type WebFrameMain } from 'electron'
import type { EnvironmentId } from '#shared/contract/op'
import { isOurs, pageUrl } from './origin'

/** One of our windows, as the rest of main sees it. */
export type OurWindow = {
  id: number
  /** Aborted when the window is gone, so that nobody works for it any more. */
  signal: AbortSignal
  send(name: string, payload: unknown): void
}

type Known = OurWindow & { browser: BrowserWindow; boundTo: EnvironmentId | null }

/** All windows of the app, and the environment that each belongs to. */
export class Windows {
  readonly #known = new Map<number, Known>()

  /** Opens a window that belongs to no environment yet, and returns its id. */
  open(onShown: () => void): number {
    const browser = new BrowserWindow({
      width: 1280,
      height: 800,
      minWidth: 720,
      minHeight: 480,
      show: false,
      title: 'Hubkeeper',
      backgroundColor: '#f6f7f9',
      autoHideMenuBar: true,
      webPreferences: {
        preload: join(import.meta.dirname, '../preload/index.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
      },
    })
    // The title names the environment; the page's own <title> must not replace it.
    browser.on('page-title-updated', (event) => {
      event.preventDefault()
    })
    const gone = new AbortController()
    const contents = browser.webContents
    const id = contents.id
    this.#known.set(id, {
      id,
      browser,
      boundTo: null,
      signal: gone.signal,
      send: (name, payload) => {
        if (!contents.isDestroyed()) contents.send('event', name, payload)
      },
    })
    browser.once('closed', () => {
      this.#known.delete(id)
      gone.abort()
    })
    browser.once('ready-to-show', () => {
      browser.show()
      onShown()
    })
    void browser.loadURL(pageUrl())
    return id
  }

  all(): OurWindow[] {
    return [...this.#known.values()]
  }

  browserOf(windowId: number): BrowserWindow | undefined {
    return this.#known.get(windowId)?.browser
  }

  boundTo(windowId: number): EnvironmentId | null {
    return this.#known.get(windowId)?.boundTo ?? null
  }

  /** From now on the window belongs to this environment; its title says so. */
  bind(windowId: number, environmentId: EnvironmentId | null, title: string): void {
    const window = this.#known.get(windowId)
    if (!window) return
    window.boundTo = environmentId
    window.browser.setTitle(title)
  }

  /** Windows that belong to an environment that is no more. */
  unbindAll(environmentId: EnvironmentId): void {
    for (const window of this.#known.values()) if (window.boundTo === environmentId) this.bind(window.id, null, 'Hubkeeper')
  }

  /** The window behind a message, if it is ours, its top frame, alive, and still on our origin. */
  ofFrame(sender: WebContents, frame: WebFrameMain | null): OurWindow | null {
    const window = this.#known.get(sender.id)
    if (!window || !frame || sender.isDestroyed() || frame !== sender.mainFrame || !isOurs(frame.url)) return null
    return window
  }

  /** Brings one forward: what the person meant by starting the app a second time. */
  focusAny(): void {
    const browser = [...this.#known.values()][0]?.browser
    if (!browser) return
    if (browser.isMinimized()) browser.restore()
    browser.focus()
  }
}
