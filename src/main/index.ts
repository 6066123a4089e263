import { app } from 'electron'
import { boot } from './boot'
import { registerAppScheme } from './window/app-protocol'
import { createFirstPaint } from './window/first-paint'

const firstPaint = createFirstPaint(process.env, (line) => process.stdout.write(line))

// As root Chromium starts only with its sandbox off, which whoever starts the app says on the command line; asking for it
// here as well would end every child process. Each window asks for its own sandbox besides (window/windows.ts).
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerAppScheme()
app.setName('Hubkeeper')
// All of the app's data can be moved as a whole: for tests, for a second profile, for a stick.
if (process.env.HUBKEEPER_USER_DATA) app.setPath('userData', process.env.HUBKEEPER_USER_DATA)

if (app.requestSingleInstanceLock()) void boot(firstPaint)
else app.quit()
