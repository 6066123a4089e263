import { join } from 'node:path'
import { app, dialog, type FileFilter, type OpenDialogOptions } from 'electron'
import type { Windows } from './windows'

export const CSV: FileFilter[] = [{ name: 'CSV', extensions: ['csv'] }]
export const JSON_LINES: FileFilter[] = [{ name: 'JSON lines', extensions: ['jsonl'] }]

type SaveDialog = { title: string; suggestedName: string; filters: FileFilter[] }

/** Where to write a file, in the system's dialog over the window; null when it was closed. */
export async function askWhere(windows: Windows, windowId: number, { title, suggestedName, filters }: SaveDialog): Promise<string | null> {
  const options = { title, defaultPath: join(app.getPath('documents'), suggestedName), filters }
  const parent = windows.browserOf(windowId)
  const { canceled, filePath } = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options))
  return canceled || filePath === '' ? null : filePath
}

/** A file or folder that is there; null when the dialog was closed. */
export async function askOpen(windows: Windows, windowId: number, asked: OpenDialogOptions): Promise<string | null> {
  const options = { defaultPath: app.getPath('documents'), ...asked }
  const parent = windows.browserOf(windowId)
  const { canceled, filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options))
  return canceled ? null : (filePaths[0] ?? null)
}
