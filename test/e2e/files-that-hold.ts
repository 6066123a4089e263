import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The ways in which a text may lie about: as it is, in two widths, and as the encodings that programs put on top. */
export function formsOf(text: string): Buffer[] {
  // A piece of a short one is found anywhere, and says nothing.
  if (text.length < 12) throw new Error('Too short to be looked for')
  const bytes = Buffer.from(text)
  // Inside of something longer, as in `user:password`, base64 looks different for each of three beginnings.
  const base64 = [0, 1, 2].map((lead) => {
    const whole = Buffer.concat([Buffer.alloc(lead), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    return whole.slice(lead === 0 ? 0 : lead + 1, (lead + bytes.length) % 3 === 0 ? undefined : -1)
  })
  const texts = [
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    ...base64,
    ...base64.map((each) => each.replaceAll('+', '-').replaceAll('/', '_')),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
  ]
  return [...new Set(texts)].flatMap((form) => [Buffer.from(form), Buffer.from(form, 'utf16le')])
}

/** Which of these texts, by their place in the list, are in there in any form. */
export function held(bytes: Buffer, texts: readonly string[]): number[] {
  return texts.flatMap((text, index) => (formsOf(text).some((form) => bytes.includes(form)) ? [index] : []))
}

/** The files under a folder that hold one of these texts, in any form. */
export async function filesThatHold(folder: string, texts: readonly string[]): Promise<string[]> {
  const forms = texts.flatMap(formsOf)
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  if (files.length === 0) throw new Error(`There is no file in ${folder}: nothing was looked at`)
  const found: string[] = []
  for (const file of files) {
    const bytes = await readFile(join(file.parentPath, file.name))
    if (forms.some((form) => bytes.includes(form))) found.push(file.name)
  }
  return found
}
