import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

// One build runs on the pinned Electron and on the older fallback runtime (docs/decisions/0003-fallback-runtime.md).
const node = 'node20'
const chrome = 'chrome130'

/** Lists the files of the page, so that main serves what is listed and nothing else (src/main/window/app-protocol.ts). */
const listFiles: Plugin = {
  name: 'list-files',
  generateBundle(_options, bundle) {
    this.emitFile({ type: 'asset', fileName: 'files.json', source: JSON.stringify(Object.keys(bundle).sort()) })
  },
}

/** Writes down whose code went into a part of the build, for the list of licences (scripts/package/licenses.mjs). */
const listPackages = (part: string): Plugin => ({
  name: 'list-packages',
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((output) => (output.type === 'chunk' ? output.moduleIds : []))
    const folder = join(import.meta.dirname, 'out/bundled')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${part}.json`), JSON.stringify(modules.filter((id) => /node_modules|^\0/.test(id)).sort(), null, 1))
  },
})

export default defineConfig({
  main: {
    plugins: [listPackages('main')],
    // The analytics account of the organisation that builds; without one the app has none (features/analytics/account.ts).
    define: {
      'process.env.BUILT_ANALYTICS_ID': JSON.stringify(process.env.HUBKEEPER_ANALYTICS_ID ?? ''),
      'process.env.BUILT_ANALYTICS_SECRET': JSON.stringify(process.env.HUBKEEPER_ANALYTICS_SECRET ?? ''),
    },
    build: {
      target: node,
      rolldownOptions: {
        input: { index: 'src/main/index.ts', 'keychain-process': 'src/main/platform/keychain/keychain-process.ts' },
        external: ['better-sqlite3', 'keytar'],
        // All in one folder: what a module finds beside itself does not depend on which file it was bundled into.
        output: { chunkFileNames: '[name].js' },
      },
      // Everything but the two native modules is bundled: one file is read at the start instead of hundreds.
      externalizeDeps: false,
      minify: true,
    },
  },
  preload: {
    plugins: [listPackages('preload')],
    build: {
      target: node,
      rolldownOptions: { input: 'src/preload/index.ts', output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), { ...listFiles, enforce: 'post' }, listPackages('renderer')],
    build: {
      // Style sheets must be there before a page; its scripts are found as they are read, which over app:// takes no time.
      // Naming them all in the first file would cost the first screen more than it spares the later ones.
      modulePreload: {
        resolveDependencies: (_file, needed, { hostType }) =>
          hostType === 'html' ? needed : needed.filter((each) => each.endsWith('.css')),
      },
      target: chrome,
      minify: true,
      rolldownOptions: {
        input: join(import.meta.dirname, 'src/renderer/index.html'),
        // The first file lists all others by name, so the names are short.
        output: { chunkFileNames: 'assets/[hash].js' },
      },
      assetsInlineLimit: 0,
    },
  },
})
