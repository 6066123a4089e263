import { ipcMain } from 'electron'
import { fail } from '#shared/result'
import type { Windows } from '../window/windows'
import type { Answer } from './serve'

/** Answers the top frame of our own windows, on our own origin, and nobody else. */
export function listen(windows: Windows, answer: Answer): void {
  ipcMain.handle('call', (event, name: unknown, input: unknown) => {
    const window = windows.ofFrame(event.sender, event.senderFrame)
    if (!window) return fail({ code: 'invalid-input', message: 'This page may not ask the app for anything.' })
    return answer(name, input, { windowId: window.id, signal: window.signal })
  })
}
