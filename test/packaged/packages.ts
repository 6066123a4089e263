import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Package = { folder: string; executable: string; resources: string }

/** Where `npm run package` put the two variants. */
export function packages(): { shipping: Package; test: Package } {
  return JSON.parse(readFileSync('dist/packages.json', 'utf8')) as { shipping: Package; test: Package } // written by scripts/package.mjs
}

export const executableOf = ({ folder, executable }: Package) => join(folder, executable)
export const archiveOf = ({ folder, resources }: Package) => join(folder, resources, 'app.asar')
