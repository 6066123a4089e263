import { defineConfig } from '@playwright/test'
import common from './playwright.config'

// The packaged app: `npm run package` has put it into dist/. A start that misses its driver is tried again where it happens.
export default defineConfig({ ...common, testDir: 'test/packaged', retries: 0 })
