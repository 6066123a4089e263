// The floor: what Electron itself costs. Prints the same line of marks as the app; ready-to-show is its `interactive`.
import path from 'node:path'

import { app, BrowserWindow } from 'electron'

const marks = { t0: Number(process.env.HUBKEEPER_T0), mainStart: Date.now() }
if (process.env.HUBKEEPER_USER_DATA) app.setPath('userData', process.env.HUBKEEPER_USER_DATA)

app.whenReady().then(() => {
  marks.ready = Date.now()
  const window = new BrowserWindow({ width: 1280, height: 800, show: false, webPreferences: { sandbox: true, contextIsolation: true } })
  marks.window = Date.now()
  window.once('ready-to-show', () => {
    window.show()
    marks.interactive = Date.now()
    process.stdout.write(`${JSON.stringify({ marks })}\n`)
  })
  void window.loadFile(path.join(import.meta.dirname, 'index.html'))
})
app.on('window-all-closed', () => app.quit())
