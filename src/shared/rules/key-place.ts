import type { PlaceDanger } from '../contract/keys'

/** What is seen in a folder: a name, and whether it is a folder itself. */
export type FolderItem = { name: string; isFolder: boolean }

type Sign = {
  kind: PlaceDanger['kind']
  /** The folder itself is called so. */
  called?: RegExp
  /** In the folder is something that is called so. */
  holds?: RegExp
  /** Only when that something is a file: programs keep folders of the same name elsewhere. */
  heldAsFile?: boolean
}

/** How work trees and synced folders are known, by what their programs write and how they call their folders. */
const SIGNS: readonly Sign[] = [
  // A file in linked work trees and submodules.
  { kind: 'git', holds: /^\.git$/i },
  { kind: 'hg', holds: /^\.hg$/i },
  { kind: 'svn', holds: /^\.svn$/i },
  // The program keeps a folder `.dropbox` in the home folder; in a synced folder it is a file.
  { kind: 'synced', called: /^Dropbox( \(.+\))?$/i, holds: /^\.dropbox$/i, heldAsFile: true },
  { kind: 'synced', called: /^OneDrive([ -].+)?$/i },
  { kind: 'synced', called: /^(Mobile Documents|com~apple~CloudDocs|iCloud ?Drive)$/i },
  { kind: 'synced', called: /^(Google ?Drive|GoogleDrive-.+|My Drive)$/i, holds: /^\.tmp\.drive(download|upload)$/i },
  { kind: 'synced', called: /^Nextcloud\d*$/i, holds: /^\._?sync_.+\.db$/i, heldAsFile: true },
  { kind: 'synced', called: /^Box([ -](Sync|Box))?$/i },
  { kind: 'synced', holds: /^\.stfolder$/i },
  // Where one desktop system puts the folders of all such programs.
  { kind: 'synced', called: /^CloudStorage$/i },
]

/** Names to look for one by one in a folder that may be entered but not listed. */
export const PROBED_NAMES = ['.git', '.hg', '.svn', '.dropbox', '.stfolder'] as const

/** What makes a folder, and all that is in it, a bad place for a key. */
export function dangersOf(folderName: string, items: readonly FolderItem[]): PlaceDanger['kind'][] {
  const isSeen = ({ called, holds, heldAsFile = false }: Sign) =>
    called?.test(folderName) === true || items.some(({ name, isFolder }) => holds?.test(name) === true && !(heldAsFile && isFolder))
  return [...new Set(SIGNS.filter(isSeen).map(({ kind }) => kind))]
}
