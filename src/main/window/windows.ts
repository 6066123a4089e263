import { join } from 'node:path'
import { BrowserWindow, screen, type WebContents, type WebFrameMain } from 'electron'
import type { EnvironmentId } from '#shared/contract/op'
import type { DesktopState } from './desktop-state'
import { isOurs, pageUrl } from './origin'
import { LEAST_SIZE, placeFor } from './places'
import { createUnsaved } from './unsaved'
import { askAboutUnsaved, keepPlaces, recover } from './watch-window'

/** One of our windows, as the rest of main sees it. */
export type OurWindow = {
  id: number
  /** Aborted when the window is gone, so that nobody works for it any more. */
  signal: AbortSignal
  send(name: string, payload: unknown): void
}

type Known = OurWindow & { browser: BrowserWindow; boundTo: EnvironmentId | null; wasReloaded: boolean }
type Report = (what: string, facts: Record<string, unknown>) => void

/** All windows of the app, and the environment that each belongs to. */
export class Windows {
  readonly #known = new Map<number, Known>()
  readonly #desktop: DesktopState
  #lastFocused = 0
  #report: Report = () => undefined
  /** What each window says that it has not saved. */
  readonly unsaved = createUnsaved((names, what, id) => askAboutUnsaved(this.#known.get(id)?.browser, names, what))

  constructor(desktop: DesktopState) {
    this.#desktop = desktop
  }

  /** Where crashed and hung pages are written down, once there is a log. */
  reportTo(report: Report): void {
    this.#report = report
  }

  /** Opens a window that belongs to no environment yet, where that environment's window was, and returns its id. */
  open(onShown: () => void, environmentId?: EnvironmentId): number {
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea)
    const taken = [...this.#known.values()].map(({ browser }) => browser.getNormalBounds())
    const { isMaximized = false, ...place } = placeFor(this.#desktop.placeOf(environmentId), areas, taken)
    const browser = new BrowserWindow({
      ...place,
      minWidth: LEAST_SIZE.width,
      minHeight: LEAST_SIZE.height,
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
    const window: Known = {
      id,
      browser,
      boundTo: null,
      wasReloaded: false,
      signal: gone.signal,
      send: (name, payload) => {
        if (!contents.isDestroyed()) contents.send('event', name, payload)
      },
    }
    this.#known.set(id, window)
    this.#watch(window)
    browser.once('closed', () => {
      this.#known.delete(id)
      this.unsaved.set(id, [])
      gone.abort()
    })
    browser.once('ready-to-show', () => {
      if (isMaximized) browser.maximize()
      browser.show()
      onShown()
    })
    void browser.loadURL(pageUrl())
    return id
  }

  #watch(window: Known): void {
    const { browser, id } = window
    keepPlaces(browser, (place) => {
      this.#desktop.keepPlace(window.boundTo, place)
    })
    browser.on('focus', () => {
      this.#lastFocused = id
    })
    browser.on('close', (event) => {
      if (!this.unsaved.mayClose(window, () => this.#known.get(id)?.browser.close())) event.preventDefault()
    })
    recover(browser, {
      unsaved: () => this.unsaved.of(id),
      reloaded: () => {
        // What was in the page is gone; the new one tells what it has.
        this.unsaved.set(id, [])
        window.wasReloaded = true
      },
      report: (what, facts) => {
        this.#report(`window.${what}`, facts)
      },
    })
  }

  all(): OurWindow[] {
    return [...this.#known.values()]
  }

  browserOf(windowId: number): BrowserWindow | undefined {
    return this.#known.get(windowId)?.browser
  }

  /** Whether its page stopped working and was opened anew. */
  wasReloaded(windowId: number): boolean {
    return this.#known.get(windowId)?.wasReloaded ?? false
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

  /** The window of a menu, or the one that was used last. */
  ofMenu(browserId: number | undefined): OurWindow | undefined {
    const windows = [...this.#known.values()]
    return windows.find(({ browser }) => browser.id === browserId) ?? windows.find(({ id }) => id === this.#lastFocused) ?? windows[0]
  }

  /** Brings one forward, of this environment if one is: what a person meant by starting the app a second time or by a reminder. */
  bringForward(environmentId?: EnvironmentId): OurWindow | undefined {
    const windows = [...this.#known.values()]
    const wanted = windows.find(({ boundTo }) => boundTo === environmentId) ?? this.ofMenu(undefined)
    const window = wanted && this.#known.get(wanted.id)
    if (!window) return undefined
    if (window.browser.isMinimized()) window.browser.restore()
    window.browser.show()
    window.browser.focus()
    return window
  }
}
