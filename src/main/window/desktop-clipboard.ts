import electron from 'electron'
import type { Clipboard } from '../features/keys/secret-clipboard'

/** What asks clipboard histories and managers to leave an entry alone, by system. */
const CONCEALED: Partial<Record<NodeJS.Platform, Record<string, string>>> = {
  darwin: { 'electron application/osclipboard;format="org.nspasteboard.ConcealedType"': '1' },
  win32: { 'electron application/osclipboard;format="ExcludeClipboardContentFromMonitorProcessing"': '1' },
  linux: { 'electron application/osclipboard;format="x-kde-passwordManagerHint"': 'secret' },
}

/** The clipboard of the system. The pinned runtime answers with promises, the older fallback at once: awaiting suits both. */
export const desktopClipboard: Clipboard = {
  read: async () => await electron.clipboard.readText(),

  async write(text) {
    // A runtime before 44 has no such class and cannot mark an entry; the types only know the pinned one.
    const Item = Reflect.get(electron, 'ClipboardItem') as typeof electron.ClipboardItem | undefined
    if (!Item) {
      await electron.clipboard.writeText(text)
      return
    }
    await electron.clipboard.write([new Item({ 'text/plain': text, ...CONCEALED[process.platform] })])
  },

  clear: () => {
    electron.clipboard.clear()
  },
}

/** Runs it after so many milliseconds, unless what it returns is called before. */
export function afterwards(run: () => void, milliseconds: number): () => void {
  const timer = setTimeout(run, milliseconds)
  return () => {
    clearTimeout(timer)
  }
}
