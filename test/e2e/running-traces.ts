import { readdir, readFile } from 'node:fs/promises'
import type { ElectronApplication, Page } from '@playwright/test'

/** The process and all below it, by the table of the kernel. */
async function family(root: number): Promise<number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    // One that ended meanwhile has nothing to show any more.
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null)
    const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
    if (parent !== undefined) parents.set(Number(name), Number(parent))
  }
  const found = [root]
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child)
  return found
}

/** What anybody on this computer can read of the app's processes: their arguments, and for the same user their environment. */
export async function processTraces(app: ElectronApplication): Promise<Buffer[]> {
  const pids = await family(app.process().pid ?? 0)
  if (pids.length < 3) throw new Error('The processes of the app were not found')
  const read = pids.flatMap((pid) => ['cmdline', 'environ'].map((file) => readFile(`/proc/${pid}/${file}`).catch(() => Buffer.alloc(0))))
  return Promise.all(read)
}

/** Titles, the page as it stands, and what a page may keep for itself. */
export async function windowTraces(app: ElectronApplication, page: Page): Promise<Buffer> {
  const titles = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle()))
  const stored = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, location.href]),
  )
  return Buffer.from([...titles, await page.content(), stored].join('\n'))
}

/** Everything the window's JavaScript holds after a garbage collection. */
export async function heapSnapshot(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  return Buffer.from(chunks.join(''))
}
