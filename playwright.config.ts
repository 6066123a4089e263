import { defineConfig } from '@playwright/test'

// The real Electron, one window at a time: two cores, one display, one keychain.
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  use: { trace: 'off' },
})
