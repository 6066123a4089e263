import { contextBridge, ipcRenderer } from 'electron'

// Two fixed functions and nothing else. A new operation never changes this file, and importing the contract here would
// pull zod into a sandboxed script that cannot load it.
contextBridge.exposeInMainWorld('hubkeeper', {
  call: (operation: unknown, input: unknown) => ipcRenderer.invoke('call', operation, input),
  on: (name: unknown, listener: (payload: unknown) => void) => {
    const handler = (_event: unknown, announced: unknown, payload: unknown) => {
      if (announced === name) listener(payload)
    }
    ipcRenderer.on('event', handler)
    return () => {
      ipcRenderer.off('event', handler)
    }
  },
})
