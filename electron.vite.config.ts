import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// One build runs on the pinned Electron and on the older fallback runtime (docs/decisions/0003-fallback-runtime.md).
const node = 'node20'
const chrome = 'chrome130'

export default defineConfig({
  main: {
    build: {
      target: node,
      rollupOptions: {
        input: { index: 'src/main/index.ts', 'keychain-process': 'src/main/platform/keychain/keychain-process.ts' },
        external: ['better-sqlite3', 'keytar'],
      },
      externalizeDeps: false,
    },
  },
  preload: {
    build: {
      target: node,
      rollupOptions: { input: 'src/preload/index.ts', output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: { target: chrome, rollupOptions: { input: 'src/renderer/index.html' }, cssMinify: true, assetsInlineLimit: 0 },
  },
})
