import { defineConfig } from '@playwright/test'

// The real Electron, one window at a time: two cores, one display, one keychain.
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  workers: 1,
  // A shared machine may starve a window once; a story that fails twice in a row is broken.
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  use: { trace: 'off' },
})
