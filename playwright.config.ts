import { defineConfig } from '@playwright/test'

// The real Electron, one window at a time: two cores, one display, one keychain.
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  workers: 1,
  // The offline reopen hung once on a busy machine and the cause was not found. The runner names a story that needed its
  // second try as flaky: take that for a bug to look for, and this line away once it is found.
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  use: { trace: 'off' },
})
