import { join } from 'node:path'
import { app, session } from 'electron'
import type { Open } from './boot'
import { listen } from './ipc/listen'
import type { Answer } from './ipc/serve'
import { registerAppScheme, serveApp } from './window/app-protocol'
import { createDesktopState } from './window/desktop-state'
import { createFirstPaint } from './window/first-paint'
import { lockDown } from './window/lock-down'
import { endsForSwitch, forgetKeyLog } from './window/refuse-switches'
import { Windows } from './window/windows'

if (!endsForSwitch()) start()

function start(): void {
  forgetKeyLog()
  const firstPaint = createFirstPaint(process.env, (line) => process.stdout.write(line))

  // As root Chromium starts only with its sandbox off, which whoever starts the app says on the command line; asking for it
  // here as well would end every child process. Each window asks for its own sandbox besides (window/windows.ts).
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // Chromium encrypts cookies with a key that it fetches from the keychain at every start, which a locked one turns into a question.
  // We keep no cookies, and the keychain is asked only when a person needs it (platform/keychain).
  if (process.platform === 'linux') app.commandLine.appendSwitch('password-store', 'basic')
  registerAppScheme()
  app.setName('Hubkeeper')
  // All of the app's data can be moved as a whole: for tests, for a second profile, for a stick.
  if (process.env.HUBKEEPER_USER_DATA) app.setPath('userData', process.env.HUBKEEPER_USER_DATA)

  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  void app.whenReady().then(() => {
    firstPaint.mark('ready')
    const desktop = createDesktopState(join(app.getPath('userData'), 'desktop.json'))
    lockDown(session.defaultSession)
    const windows = new Windows(desktop)
    const open: Open = (environmentId) => windows.open(() => firstPaint.mark('window'), environmentId)
    // The window needs little of the app. Loading the rest keeps main from serving the page, so it begins when the page has
    // its script, and at the latest with what the page asks first; that waits for the answer to be there.
    let answering: Promise<Answer> | null = null
    const answer = () => (answering ??= import('./boot').then(({ boot }) => boot({ windows, desktop, first, open, firstPaint })))
    serveApp(session.defaultSession, join(import.meta.dirname, '../renderer'), (path) => {
      if (path.endsWith('.js')) void answer()
    })
    const first = open()
    listen(windows, async (name, input, caller) => (await answer())(name, input, caller))
  })
}
