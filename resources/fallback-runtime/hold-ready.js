import { app } from 'electron'

/** A driver that never says "go" is another kind of driver; the app then starts as usual. */
const patienceMs = 5_000

/**
 * Playwright that is given an executable attaches while the app already opens its window. When it meets the window in the middle of its
 * first navigation, on this Chromium, it waits for ever (one launch in thirty on a busy machine). Given no executable it preloads
 * a script that holds `ready` back until it is attached, and it calls `__playwright_run` in both cases: so that is what we wait for too.
 */
export function holdReadyForDriver() {
  const reallyReady = app.whenReady()
  const emit = app.emit.bind(app)
  let readyArguments = []
  let isReady = false
  let release
  const released = new Promise((resolve) => (release = resolve))

  app.emit = (event, ...args) => {
    if (event !== 'ready' || isReady) return emit(event, ...args)
    readyArguments = args
    return app.listenerCount('ready') > 0
  }
  app.isReady = () => isReady
  app.whenReady = () => released

  const go = async () => {
    await reallyReady
    if (isReady) return
    isReady = true
    release()
    emit('ready', ...readyArguments)
  }
  globalThis.__playwright_run = go
  setTimeout(go, patienceMs)
}
