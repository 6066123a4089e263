import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The files under a folder that hold one of these texts, as it is or in another common form. */
export async function filesThatHold(folder: string, texts: readonly string[]): Promise<string[]> {
  const forms = texts.flatMap((text) => [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('base64')),
    Buffer.from(Buffer.from(text).toString('hex')),
  ])
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  if (files.length === 0) throw new Error(`There is no file in ${folder}: nothing was looked at`)
  const found: string[] = []
  for (const file of files) {
    const bytes = await readFile(join(file.parentPath, file.name))
    if (forms.some((form) => bytes.includes(form))) found.push(file.name)
  }
  return found
}
