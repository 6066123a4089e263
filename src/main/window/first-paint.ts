import { writeFile, rename } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import type { BrowserWindow, NativeImage } from 'electron'

const MOST_CAPTURES = 50
const BETWEEN_CAPTURES_MS = 100

type Mark = 'mainStart' | 'ready' | 'window' | 'firstRows' | 'interactive'

/** Start marks for the bench, and the picture for a start without a display. Both are asked for by the environment. */
export function createFirstPaint(environment: NodeJS.ProcessEnv, write: (line: string) => void) {
  const marks: Partial<Record<Mark, number>> = { mainStart: Date.now() }
  let pictured = false

  return {
    mark(name: Mark): void {
      marks[name] ??= Date.now()
      if (name === 'interactive' && environment.HUBKEEPER_MARKS === '1')
        write(`${JSON.stringify({ marks: { t0: Number(environment.HUBKEEPER_T0) || null, ...marks } })}\n`)
    },

    /** Writes a PNG of the window to the path in HUBKEEPER_SCREENSHOT, once, whole or not at all. */
    async picture(browser: BrowserWindow): Promise<void> {
      const path = environment.HUBKEEPER_SCREENSHOT
      if (!path || pictured) return
      pictured = true
      const image = await firstImage(browser)
      await writeFile(`${path}.part`, image.toPNG())
      await rename(`${path}.part`, path)
    },
  }
}
/** The page says that it has painted before the compositor shows it: until then a capture has one colour all over. */
async function firstImage(browser: BrowserWindow): Promise<NativeImage> {
  for (let tries = 1; ; tries += 1) {
    const image = await browser.webContents.capturePage()
    const pixels = new Uint32Array(new Uint8Array(image.toBitmap()).buffer)
    if (pixels.some((pixel) => pixel !== pixels[0]) || tries === MOST_CAPTURES) return image
    await setTimeout(BETWEEN_CAPTURES_MS)
  }
}
export type FirstPaint = ReturnType<typeof createFirstPaint>
