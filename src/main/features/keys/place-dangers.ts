import { lstat, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { PlaceDanger } from '#shared/contract/keys'
import { dangersOf, PROBED_NAMES, type FolderItem } from '#shared/rules/key-place'

/** Why a folder is a bad place for a key: it, or a folder that it is in, is a work tree or synced. `folder` is a real path. */
export async function findPlaceDangers(folder: string): Promise<PlaceDanger[]> {
  const dangers: PlaceDanger[] = []
  for (let at = folder; ; at = dirname(at)) {
    for (const kind of dangersOf(basename(at), await itemsIn(at))) dangers.push({ kind, folder: at })
    if (dirname(at) === at) return dangers
  }
}

async function itemsIn(folder: string): Promise<FolderItem[]> {
  try {
    return (await readdir(folder, { withFileTypes: true })).map((item) => ({ name: item.name, isFolder: item.isDirectory() }))
  } catch {
    // A folder that may be entered but not listed still tells whether a name is in it.
    const probed = await Promise.all(
      PROBED_NAMES.map(async (name) => {
        const there = await lstat(join(folder, name)).catch(() => null) // not there, or not to be known
        return there ? [{ name, isFolder: there.isDirectory() }] : []
      }),
    )
    return probed.flat()
  }
}
