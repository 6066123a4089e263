import { z } from 'zod'
import { Environment } from './environments'
import { Nothing, local, read } from './op'
import { Preferences } from './preferences'

/** What the keychain of this computer can do right now. */
export const KeychainState = z.enum(['not-used-yet', 'available', 'locked', 'unavailable'])
export type KeychainState = z.infer<typeof KeychainState>

/** What the hub of the window's environment last answered. */
export const HubState = z.enum(['not-asked-yet', 'connected', 'unreachable', 'refused'])
export type HubState = z.infer<typeof HubState>

/** The built-in sandbox hub. `not-started`: it comes up by itself when it is asked for something; `stopped`: a person stopped it. */
export const SandboxState = z.enum(['not-started', 'running', 'stopped'])
export type SandboxState = z.infer<typeof SandboxState>

export const ShellState = z.object({
  version: z.string(),
  platform: z.enum(['mac', 'windows', 'linux']),
  preferences: Preferences,
  environments: z.array(Environment),
  /** The environment this window belongs to. */
  boundTo: Environment.nullable(),
  keychain: KeychainState,
  hub: HubState,
  sandbox: SandboxState,
  /** Said once: a cache that was set aside, a backup that was used, a window that stopped working and was opened anew. */
  notices: z.array(z.enum(['cache-rebuilt', 'journal-restored', 'window-reloaded'])),
})
export type ShellState = z.infer<typeof ShellState>

export const shell = {
  /** All that the first screen needs, in one reply. */
  state: read(Nothing, ShellState),
  /** Before a secret is entered: asks the keychain how it is, which may show a person its prompt. Zero calls before that. */
  askKeychain: local(Nothing, KeychainState),
  /** Puts words of the window on the clipboard, as they are; no secret is ever among them. */
  copyText: read(z.object({ text: z.string().max(100_000) }), z.void()),
  /** What is not saved in this window, by name: main asks before it closes the window or quits. Nothing of what was typed. */
  unsaved: local(z.object({ names: z.array(z.string().max(300)).max(200) }), z.void()),
  /** Another window, for the environment that is open here. */
  newWindow: local(Nothing, z.void()),
  /** The window says what it has painted: marks for the bench, and the moment for the screenshot. */
  painted: local(z.object({ mark: z.enum(['first-rows', 'interactive']) }), z.void()),
}
