import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isSignedFeed } from './signed-feed'
import type { Updater } from './updater'

/** The updater of a build that was given a signed feed; null for every other, and then its code is not even loaded. */
export async function loadElectronUpdater(resources: string, platform: NodeJS.Platform): Promise<Updater | null> {
  const description = join(resources, 'app-update.yml')
  if (!existsSync(description) || !isSignedFeed(readFileSync(description, 'utf8'), platform)) return null
  const { autoUpdater } = await import('electron-updater')
  // Each step is a person's; left alone it would fetch at once and install when the app quits.
  autoUpdater.autoDownload = false
  autoUpdater.autoInstallOnAppQuit = false
  autoUpdater.allowDowngrade = false
  autoUpdater.allowPrerelease = false
  autoUpdater.disableWebInstaller = true
  autoUpdater.logger = null
  return {
    async check() {
      const found = await autoUpdater.checkForUpdates()
      return found?.isUpdateAvailable ? found.updateInfo.version : null
    },
    async download() {
      await autoUpdater.downloadUpdate()
    },
    install() {
      autoUpdater.quitAndInstall()
    },
  }
}
