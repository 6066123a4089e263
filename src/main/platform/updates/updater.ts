/** What looks for newer versions at the place that this build names, and trusts only those of the same signer. */
export type Updater = {
  /** The newest version when it is newer than this one. */
  check(): Promise<string | null>
  /** Fetches what `check` found and checks its signature. */
  download(): Promise<void>
  install(): void
}
