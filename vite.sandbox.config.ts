import { defineConfig } from 'vite'

// The sandbox hub alone, for `npm run sandbox`: one file for Node, nothing of Electron in it.
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'src/sandbox/cli.ts',
    outDir: 'out/sandbox',
    target: 'node20',
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: 'cli.js' } },
  },
})
