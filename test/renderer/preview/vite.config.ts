import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

// The window without Electron: the real page over a made-up main (fake-bridge.ts), to look at screens and their states.
//   vite build --config test/renderer/preview/vite.config.ts --outDir <folder>
// then `node test/renderer/preview/shoot.mjs <folder> <pictures>` takes pictures of the routes and runs axe on each.
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('../../../src/renderer'),
  plugins: [
    react(),
    {
      name: 'fake-bridge',
      transformIndexHtml: {
        order: 'pre',
        handler: (html) =>
          html.replace('<script', '<script type="module" src="../../test/renderer/preview/fake-bridge.ts"></script>\n    <script'),
      },
    },
  ],
  build: { target: 'chrome130', assetsInlineLimit: 0, emptyOutDir: true },
})
