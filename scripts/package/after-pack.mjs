import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'

import { Arch } from 'electron-builder'

import { setFuses } from './fuses.mjs'

/**
 * Called by electron-builder on the unpacked app, before it is signed.
 * @param {{ appOutDir: string, electronPlatformName: string, arch: number, packager: any }} context
 */
export default async function afterPack({ appOutDir, electronPlatformName, arch, packager }) {
  if (electronPlatformName !== process.platform || Arch[arch] !== process.arch)
    throw new Error(`The native modules here are for ${process.platform} on ${process.arch}; package on the machine that it is for`)
  const { productFilename } = packager.appInfo
  const isMac = electronPlatformName === 'darwin'
  const resources = isMac ? path.join(appOutDir, `${productFilename}.app`, 'Contents', 'Resources') : path.join(appOutDir, 'resources')
  // What a runtime brings to open folders with: nobody may put an app in its place.
  for (const name of ['app', 'default_app.asar']) rmSync(path.join(resources, name), { recursive: true, force: true })

  const executable = {
    darwin: () => path.join(appOutDir, `${productFilename}.app`),
    win32: () => path.join(appOutDir, `${productFilename}.exe`),
    linux: () => path.join(appOutDir, packager.executableName),
  }[electronPlatformName]()
  const isTestVariant = packager.config.extraMetadata?.allowedSwitches !== undefined
  await setFuses(executable, isTestVariant ? { EnableNodeCliInspectArguments: true } : {})
  mustHoldBinaries(path.join(resources, 'app.asar.unpacked', 'node_modules'))
}

/** A pattern that matches nothing is no error to the packager; an app without its native modules is one to us. */
function mustHoldBinaries(/** @type {string} */ folder) {
  for (const name of ['better-sqlite3', 'keytar']) {
    const files = existsSync(path.join(folder, name)) ? readdirSync(path.join(folder, name), { recursive: true }) : []
    if (!files.some((file) => String(file).endsWith('.node'))) throw new Error(`The package holds no binary of ${name}; run npm run setup`)
  }
}
