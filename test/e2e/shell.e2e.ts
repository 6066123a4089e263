import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { launch, temporaryFolder, whereIs, type Running } from './launch'
import { Hubkeeper } from './pages/hubkeeper'

type Asked = { message: string; detail?: string; buttons?: string[] }

/** The window, the menu and the process around the pages: what must hold when something goes wrong. */
test.describe.serial('the shell', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let running: Running
  let hubkeeper: Hubkeeper
  let rotationId = ''
  const data = () => join(folder.path, 'data')

  const start = async () => {
    running = await launch(data())
    hubkeeper = new Hubkeeper(running.page)
  }
  /** From now on the system's questions are answered with this button, and noted. */
  const answer = (response: number) =>
    running.app.evaluate(({ dialog, app }, button) => {
      const noted = app as unknown as { asked?: Asked[] }
      noted.asked ??= []
      dialog.showMessageBox = (...args: unknown[]) => {
        const { message, detail, buttons } = args.at(-1) as Asked
        noted.asked?.push({ message, ...(detail === undefined ? {} : { detail }), ...(buttons === undefined ? {} : { buttons }) })
        return Promise.resolve({ response: button, checkboxChecked: false })
      }
    }, response)
  const asked = () => running.app.evaluate(({ app }) => (app as unknown as { asked?: Asked[] }).asked ?? [])
  const choose = (id: string) =>
    running.app.evaluate(({ Menu }, item) => {
      Menu.getApplicationMenu()?.getMenuItemById(item)?.click()
    }, id)
  const windowCount = () => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  /** Playwright gives a crashed page up, the app does not; and a page that goes away meanwhile never answers. */
  const inPage = (script: string) =>
    running.app.evaluate(async ({ BrowserWindow }, code) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      if (!contents || contents.isCrashed() || contents.isLoading()) return 'not there'
      const gone = new Promise<string>((resolve) => contents.once('render-process-gone', () => resolve('gone')))
      return await Promise.race([contents.executeJavaScript(code) as Promise<string>, gone])
    }, script)
  const heading = () => inPage(`document.querySelector('h1')?.textContent ?? ''`)
  const crash = () =>
    running.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
    })

  test.beforeAll(async () => {
    folder = await temporaryFolder()
    await mkdir(data())
  })
  test.afterAll(async () => {
    await running.close()
    await folder.remove()
  })

  test('a window whose display is gone opens on one that exists, as large as it was', async () => {
    const place = { x: 90_000, y: -40_000, width: 1000, height: 700, isMaximized: false }
    await writeFile(join(data(), 'desktop.json'), JSON.stringify({ lastKey: '', places: { '': place }, remindedOn: {} }))
    await start()
    const { bounds, area } = await running.app.evaluate(({ BrowserWindow, screen }) => ({
      bounds: BrowserWindow.getAllWindows()[0]?.getBounds(),
      area: screen.getPrimaryDisplay().workArea,
    }))
    expect(bounds).toMatchObject({ width: 1000, height: 700 })
    expect(bounds?.x).toBeGreaterThanOrEqual(area.x)
    expect(bounds?.x).toBeLessThan(area.x + area.width)
    expect(bounds?.y).toBeGreaterThanOrEqual(area.y)
    expect(bounds?.y).toBeLessThan(area.y + area.height)
  })

  test('opens where it was left', async () => {
    await running.page.getByRole('button', { name: 'Explore the sandbox' }).click()
    await hubkeeper.untilRead()
    await running.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 40, width: 1100, height: 720 })
    })
    await running.close()
    await start()
    expect(await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual({
      x: 60,
      y: 40,
      width: 1100,
      height: 720,
    })
  })

  test('the menu runs commands in its window', async () => {
    const { page } = running
    await expect(page.getByRole('link', { name: 'Housing Portal' })).toBeVisible()
    await expect(async () => {
      await choose('go.health')
      await expect(page.getByRole('heading', { name: 'Key health', level: 1 })).toBeVisible({ timeout: 2000 })
    }).toPass()
    await choose('keys.add')
    await expect(page.getByRole('dialog', { name: 'Add API Key' })).toHaveCount(0)
    await choose('go.applications')
    await expect(page.getByRole('heading', { name: 'Applications', level: 1 })).toBeVisible()
  })

  test('a second start brings the first one forward and ends', async () => {
    await running.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.hide()
    })
    const { executable, args, env } = await whereIs()
    const ended = new Promise<number>((resolve) => {
      const second = execFile(executable, args, { env: { ...process.env, ...env, HUBKEEPER_USER_DATA: data() } })
      second.once('exit', (code) => resolve(code ?? -1))
    })
    expect(await ended).toBe(0)
    await expect
      .poll(() => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible())))
      .toEqual([true])
  })

  test('opens a second window for the same environment, beside the first', async () => {
    const { page, app } = running
    const opened = app.waitForEvent('window')
    await page.keyboard.press('Control+Shift+N')
    const second = await opened
    await expect(second.getByRole('link', { name: 'Housing Portal' })).toBeVisible()
    const places = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getPosition().join()))
    expect(new Set(places).size).toBe(2)
    await second.close()
    await expect.poll(windowCount).toBe(1)
  })

  test('a reminder leads to its rotation', async () => {
    const { page, app } = running
    await hubkeeper.openKeys('Housing Portal')
    await page
      .getByRole('button', { name: /^More for/ })
      .last()
      .click()
    await page.getByRole('menuitem', { name: 'Rotate' }).click()
    await expect(page.getByRole('heading', { name: 'Create the new API key', level: 2 })).toBeVisible()
    await page.getByRole('link', { name: 'Rotations', exact: true }).first().click()
    await page.getByRole('row').nth(1).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Create the new API key', level: 2 })).toBeVisible()
    rotationId = decodeURIComponent(page.url().split('/').at(-1) ?? '')
    await page.keyboard.press('Control+1')
    await expect(page.getByText('PRODUCTION', { exact: true })).toBeVisible()
    await hubkeeper.untilRead()
    await app.evaluate(
      ({ BrowserWindow }, { id, name }) => {
        const [window] = BrowserWindow.getAllWindows()
        return window?.webContents.executeJavaScript('hubkeeper.call("environments.list")').then((result: unknown) => {
          const { value } = result as { value: { id: string; name: string }[] }
          const environmentId = value.find((each) => each.name === name)?.id
          window.webContents.send('event', 'rotations.reminded', { environmentId, rotationId: id })
        })
      },
      { id: rotationId, name: 'Sandbox Test' },
    )
    await expect(page.getByText('TEST', { exact: true })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Create the new API key', level: 2 })).toBeVisible()
  })

  test('closing a window with something unsaved asks, lists it, and keeps it', async () => {
    const { page, app } = running
    await hubkeeper.openKeys('Housing Portal')
    await page.getByRole('button', { name: 'Add API Key' }).click()
    const sheet = page.getByRole('dialog', { name: 'Add API Key' })
    await sheet.getByLabel('IP addresses').fill('198.51.100.20')
    await answer(0)
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close()
    })
    await expect.poll(asked).toEqual([
      {
        message: 'Close this window and lose what is not saved?',
        detail: '• Add API Key · Housing Portal · Sandbox Test',
        buttons: ['Keep editing', 'Close without saving'],
      },
    ])
    await expect(sheet.getByLabel('IP addresses')).toHaveValue('198.51.100.20')
  })

  test('quitting asks too, and stops when the person thinks better of it', async () => {
    const { page, app } = running
    await app.evaluate(({ app: process }) => {
      process.quit()
    })
    await expect.poll(async () => (await asked()).at(-1)?.message).toBe('Quit Hubkeeper and lose what is not saved?')
    await expect(page.getByRole('dialog', { name: 'Add API Key' })).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Discard' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  test('a changed setting is named by its application, and quitting without it ends the app', async () => {
    const { page, app } = running
    await hubkeeper.openApplication('Ridgeline ERP Web API')
    await hubkeeper.tab('Owned Resources').click()
    await page.getByLabel('Search resources').fill('courses')
    await page.getByRole('link', { name: 'courses', exact: true }).click()
    await page.getByRole('searchbox').fill('Course Level')
    await page
      .getByRole('button', { name: /^Edit .*Default Course Level/ })
      .first()
      .click()
    await page.getByRole('option').nth(1).click()
    await expect(page.getByText('1 change not saved')).toBeVisible()
    await page.getByRole('link', { name: 'Key health' }).click()
    await answer(0)
    await app.evaluate(({ app: process }) => {
      process.quit()
    })
    await expect.poll(async () => (await asked()).at(-1)?.detail).toBe('• 1 changed setting of Ridgeline ERP Web API')
    await answer(1)
    const ended = new Promise((resolve) => app.process().once('exit', resolve))
    await app.evaluate(({ app: process }) => {
      process.quit()
    })
    await ended
    await start()
    await expect(running.page.getByRole('link', { name: 'Housing Portal' })).toBeVisible()
  })

  test('a page that crashes is opened again where it was, once, and says so; then a person is asked', async () => {
    await running.page.getByRole('link', { name: 'Key health' }).click()
    await expect.poll(heading).toBe('Key health')
    await answer(0)
    await crash()
    await expect.poll(heading).toBe('Key health')
    expect(await asked()).toEqual([])
    await expect.poll(() => inPage('document.body.textContent')).toContain('This window stopped working and was opened anew.')
    await crash()
    await expect.poll(async () => (await asked()).map(({ message }) => message)).toEqual(['This window stopped working again.'])
    await expect.poll(heading).toBe('Key health')
  })

  test('a page that hangs is opened again, too', async () => {
    await running.close()
    await start()
    await expect(running.page.getByRole('link', { name: 'Housing Portal' })).toBeVisible()
    await answer(0)
    const process = () => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId())
    const before = await process()
    await running.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.emit('unresponsive')
    })
    await expect.poll(heading).toBe('Applications')
    await expect.poll(process).not.toBe(before)
    expect(await asked()).toEqual([])
  })

  test('a rotation whose planned end is today is spoken of once, and leads there', async () => {
    await running.close()
    await start()
    await expect(running.page.getByRole('link', { name: 'Housing Portal' })).toBeVisible()
    await running.page.evaluate(async (id) => {
      const { hubkeeper: bridge } = window as unknown as {
        hubkeeper: { call(name: string, input?: unknown): Promise<{ ok: boolean; value: unknown }> }
      }
      const { boundTo } = (await bridge.call('shell.state')).value as { boundTo: { id: string } }
      const now = new Date()
      const endsOn = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
      const set = await bridge.call('rotations.setEnd', { environmentId: boundTo.id, rotationId: id, endsOn })
      if (!set.ok) throw new Error(JSON.stringify(set))
    }, rotationId)
    await running.close()
    running = await launch(data(), { HUBKEEPER_NOTIFICATIONS: 'on' })
    await running.app.evaluate(({ Notification, app }) => {
      const noted = app as unknown as { shown: string[] }
      noted.shown = []
      Notification.isSupported = () => true
      Notification.prototype.show = function (this: Electron.Notification) {
        noted.shown.push(this.title)
        this.emit('click')
      }
    })
    const shown = () => running.app.evaluate(({ app }) => (app as unknown as { shown: string[] }).shown)
    await expect.poll(shown, { timeout: 30_000 }).toEqual(['Rotation of Housing Portal: the planned end is reached'])
    await expect(running.page.getByRole('heading', { name: 'Create the new API key', level: 2 })).toBeVisible()
  })
})
