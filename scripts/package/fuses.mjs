import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'

/**
 * What the executable itself refuses, whatever it is started with; off or on for every fuse there is.
 * WasmTrapHandlers makes WebAssembly fast and opens nothing.
 * @type {Record<keyof typeof FuseV1Options, boolean>}
 */
export const shippedFuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
}

/** Fuses that came after the fallback runtime. A binary without one of them has no such door; any other that is missing is an error. */
const cameLater = ['WasmTrapHandlers']

/**
 * The names of the fuses a binary has. Throws where it lacks one that it should have.
 * @param {string} executable
 */
export async function fusesOf(executable) {
  const wire = await getCurrentFuseWire(executable)
  const names = Object.keys(shippedFuses)
  const missing = names.filter((name) => wire[FuseV1Options[name]] === undefined && !cameLater.includes(name))
  if (missing.length > 0) throw new Error(`${executable} has no fuse ${missing.join(', ')}`)
  const states = Object.entries(wire).filter(([key]) => key !== 'version')
  return Object.fromEntries(states.map(([index, state]) => [FuseV1Options[index] ?? `fuse ${index}`, nameOf(state)]))
}

/**
 * Sets every fuse of the binary. Strict: a fuse that the table does not name is an error and not a default.
 * @param {string} executable
 * @param {Partial<typeof shippedFuses>} different
 */
export async function setFuses(executable, different = {}) {
  const present = await fusesOf(executable)
  const table = Object.entries({ ...shippedFuses, ...different }).filter(([name]) => name in present)
  await flipFuses(executable, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // Changing the binary breaks the signature that Apple silicon insists on; the real one comes after this.
    resetAdHocDarwinSignature: process.platform === 'darwin',
    ...Object.fromEntries(table.map(([name, isOn]) => [FuseV1Options[name], isOn])),
  })
  return table.map(([name]) => name)
}

/** A fuse is one character in the binary. */
const nameOf = (/** @type {number} */ state) => ({ 0: 'off', 1: 'on', r: 'removed' })[String.fromCharCode(state)] ?? 'unset'
