import { expect, test } from '@playwright/test'
import { launch, temporaryFolder, type Running } from './launch'

/** The rules of trust.md, "Electron shell", tried on the running app. */
test.describe('the shell of the app', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let running: Running

  test.beforeAll(async () => {
    folder = await temporaryFolder()
    running = await launch(folder.path)
    await expect(running.page.getByRole('main')).toBeVisible()
  })
  test.afterAll(async () => {
    await running.close()
    await folder.remove()
  })

  test('every window is sandboxed and isolated', async () => {
    const preferences = await running.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => {
        // Not in Electron's types, but the one way to read back what a window really has.
        const readable = contents as unknown as { getLastWebPreferences: () => Record<string, unknown> }
        const { sandbox, contextIsolation, nodeIntegration, webviewTag } = readable.getLastWebPreferences()
        return { sandbox, contextIsolation, nodeIntegration, webviewTag }
      }),
    )
    expect(preferences.length).toBeGreaterThan(0)
    for (const one of preferences) expect(one).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false })
    expect(
      await running.page.evaluate(() => [typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process')]),
    ).toEqual(['undefined', 'undefined'])
  })

  test('the page has two functions and no more', async () => {
    const bridge = await running.page.evaluate(() =>
      Object.entries(Reflect.get(globalThis, 'hubkeeper') as object).map(([name, value]) => [name, typeof value]),
    )
    expect(bridge.sort()).toEqual([
      ['call', 'function'],
      ['on', 'function'],
    ])
  })

  test('inline scripts, remote images, fetches and forms are blocked', async () => {
    const blocked = await running.page.evaluate(async () => {
      const violations: string[] = []
      const counted = new Promise<void>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => {
          violations.push(event.effectiveDirective)
          if (new Set(violations).size >= 4) resolve()
        })
      })
      const script = document.createElement('script')
      script.textContent = 'globalThis.inlineRan = true'
      const image = new Image()
      image.src = 'https://192.0.2.1/picture.png'
      const form = document.createElement('form')
      form.action = 'https://192.0.2.1/'
      document.body.append(script, image, form)
      form.submit()
      const fetched = await fetch('https://192.0.2.1/').then(
        () => 'fetched',
        () => 'blocked',
      )
      await counted
      script.remove()
      image.remove()
      form.remove()
      return { directives: [...new Set(violations)].sort(), fetched, inlineRan: Reflect.get(globalThis, 'inlineRan') as unknown }
    })
    expect(blocked).toMatchObject({ fetched: 'blocked' })
    expect(blocked.inlineRan).toBeUndefined()
    expect(blocked.directives).toEqual(expect.arrayContaining(['connect-src', 'form-action', 'img-src', 'script-src-elem']))
  })

  for (const path of [
    '..%2f..%2fpackage.json',
    '%5c..%5cpackage.json',
    '//package.json',
    '../main/index.js',
    'index.html%00.js',
    `${'a'.repeat(5000)}.js`,
    'files.json/../../main/index.js',
    'assets',
  ])
    test(`nothing is served for ${path.slice(0, 40)}`, async () => {
      const status = await running.app.evaluate(
        ({ session }, url) =>
          session.defaultSession.fetch(url).then(
            (response) => response.status,
            () => 'refused',
          ),
        `app://hubkeeper/${path}`,
      )
      expect([404, 'refused']).toContain(status)
    })

  // Asked of the page's own world by a script that the page itself loads: the driver's own evaluation is exempt from the policy.
  test('the page makes no code out of text', async () => {
    const tried = await running.page.evaluate(() => {
      const blocked: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => blocked.push(`${event.effectiveDirective} ${event.blockedURI}`))
      return new Promise<string[]>((resolve) => {
        // A timer given as text is compiled by the page and not by whoever set it.
        // eslint-disable-next-line @typescript-eslint/no-implied-eval -- that it does not run is what is tried
        setTimeout('globalThis.evalRan = true')
        setTimeout(() => {
          resolve([...blocked, String(Reflect.get(globalThis, 'evalRan'))])
        }, 100)
      })
    })
    expect(tried).toEqual(['script-src eval', 'undefined'])
  })

  test('a frame inside the page is not loaded, and main answers nobody but the top frame', async () => {
    const answer = await running.app.evaluate(async ({ BrowserWindow, ipcMain }) => {
      const [window] = BrowserWindow.getAllWindows()
      if (!window) throw new Error('There is no window')
      const refusedBy: unknown = await window.webContents.executeJavaScript(`new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true })
        document.body.append(Object.assign(document.createElement('iframe'), { src: 'app://hubkeeper/index.html' }))
      })`)
      // Not in Electron's types: the one way to call the handler as a frame would that got past everything before it.
      const handlers = Reflect.get(ipcMain, '_invokeHandlers') as Map<string, (event: unknown, ...input: unknown[]) => unknown>
      const handler = handlers.get('call')
      if (!handler) throw new Error('Nobody handles calls')
      const { mainFrame } = window.webContents
      const asked = async (senderFrame: unknown) =>
        (await handler({ sender: window.webContents, senderFrame }, 'shell.state', undefined)) as { ok: boolean }
      const inner = mainFrame.frames[0]
      const result = {
        refusedBy,
        inner: inner ? (await asked(inner)).ok : false,
        destroyed: (await asked(null)).ok,
        top: (await asked(mainFrame)).ok,
      }
      await window.webContents.executeJavaScript(`document.querySelector('iframe').remove()`)
      return result
    })
    expect(answer).toEqual({ refusedBy: 'frame-src', inner: false, destroyed: false, top: true })
  })

  test('every reply carries the policy, which names no inline code and no eval', async () => {
    for (const path of ['index.html', 'nothing-here'])
      expect(
        await running.app.evaluate(
          ({ session }, url) => session.defaultSession.fetch(url).then((response) => response.headers.get('content-security-policy')),
          `app://hubkeeper/${path}`,
        ),
      ).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';(?!.*unsafe)/)
  })

  test('another host of our scheme is not ours', async () => {
    const status = await running.app.evaluate(({ session }) =>
      session.defaultSession.fetch('app://elsewhere/index.html').then(
        (response) => response.status,
        () => 'refused',
      ),
    )
    expect([404, 'refused']).toContain(status)
  })

  test('permissions are denied', async () => {
    const states = await running.page.evaluate(() =>
      Promise.all(
        ['geolocation', 'notifications', 'camera', 'microphone'].map(
          async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
        ),
      ),
    )
    expect(new Set(states)).toEqual(new Set(['denied']))
  })

  test('a window that main did not register is not answered', async () => {
    const answer = await running.app.evaluate(
      async ({ BrowserWindow }, preload) => {
        const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } })
        await stranger.loadURL('app://hubkeeper/index.html')
        const result: unknown = await stranger.webContents.executeJavaScript(`hubkeeper.call('shell.state')`)
        stranger.destroy()
        return result
      },
      await preloadPath(running),
    )
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  })

  test('malformed requests get an error and not a crash', async () => {
    const answers = await running.page.evaluate(async () => {
      const { call } = Reflect.get(globalThis, 'hubkeeper') as {
        call: (name: unknown, input: unknown) => Promise<{ ok: boolean; error?: { code: string } }>
      }
      const tries: [unknown, unknown][] = [
        ['shell.steal', null],
        ['__proto__.toString', {}],
        [42, {}],
        ['keys.add', { environmentId: 'x' }],
        ['keys.add', null],
        ['environments.connect', { name: '' }],
      ]
      return Promise.all(tries.map(async ([name, input]) => (await call(name, input)).error?.code))
    })
    expect(new Set(answers)).toEqual(new Set(['invalid-input']))
  })

  // The last one: the driver waits for a navigation that never comes, so the page is asked through main.
  test('the page goes nowhere and opens nothing', async () => {
    const after = await running.app.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      if (!window) throw new Error('There is no window')
      const opened: unknown = await window.webContents.executeJavaScript(`window.open('https://192.0.2.1/') === null`)
      await window.webContents.executeJavaScript(`location.href = 'https://192.0.2.1/'; 0`)
      const main: unknown = await window.webContents.executeJavaScript(`document.querySelector('main') !== null`)
      return { refused: opened, main, url: window.webContents.getURL(), windows: BrowserWindow.getAllWindows().length }
    })
    expect(after).toMatchObject({ refused: true, main: true, windows: 1 })
    expect(after.url).toMatch(/^app:\/\/hubkeeper\//)
  })
})

const preloadPath = ({ app }: Running) =>
  app.evaluate(({ app: electron }) => {
    return `${electron.getAppPath()}/out/preload/index.cjs`
  })
