import { join } from 'node:path'
import { app, session } from 'electron'
import { listen } from './ipc/listen'
import { registerAppScheme, serveApp } from './window/app-protocol'
import { createFirstPaint } from './window/first-paint'
import { lockDown } from './window/lock-down'
import { Windows } from './window/windows'

const firstPaint = createFirstPaint(process.env, (line) => process.stdout.write(line))

// As root Chromium starts only with its sandbox off, which whoever starts the app says on the command line; asking for it
// here as well would end every child process. Each window asks for its own sandbox besides (window/windows.ts).
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerAppScheme()
app.setName('Hubkeeper')
// All of the app's data can be moved as a whole: for tests, for a second profile, for a stick.
if (process.env.HUBKEEPER_USER_DATA) app.setPath('userData', process.env.HUBKEEPER_USER_DATA)

if (app.requestSingleInstanceLock()) {
  // The window needs little of the app: it opens as soon as Electron is ready, and its page loads while the rest does.
  // What the page asks meanwhile waits for the answer to be there.
  const booting = import('./boot')
  void app.whenReady().then(() => {
    firstPaint.mark('ready')
    lockDown(session.defaultSession)
    serveApp(session.defaultSession, join(import.meta.dirname, '../renderer'))
    const windows = new Windows()
    const open = () => windows.open(() => firstPaint.mark('window'))
    const first = open()
    const answering = booting.then(({ boot }) => boot({ windows, first, open, firstPaint }))
    listen(windows, async (name, input, caller) => (await answering)(name, input, caller))
  })
} else app.quit()
