const ACCENTED: Record<string, string> = {
  a: 'à', b: 'ƀ', c: 'ç', d: 'đ', e: 'é', f: 'ƒ', g: 'ĝ', h: 'ĥ', i: 'î', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ', n: 'ñ', o: 'ô', p: 'þ', q: 'ǫ', r: 'ŕ',
  s: 'š', t: 'ţ', u: 'û', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž',
} // prettier-ignore

/** English that can still be read, with accents, a third longer, in brackets: what is cut, or was never in the catalogue, shows. */
export function pseudo(words: object): object {
  return Object.fromEntries(
    Object.entries(words).map(([key, each]: [string, unknown]) => [
      key,
      typeof each === 'string' ? stretched(each) : typeof each === 'object' && each !== null ? pseudo(each) : each,
    ]),
  )
}

/** Placeholders stay as they are. */
function stretched(text: string): string {
  const accented = text
    .split(/(\{\{\w+\}\})/)
    .map((part) => (part.startsWith('{{') ? part : part.replace(/[a-z]/g, (letter) => ACCENTED[letter] ?? letter)))
    .join('')
  const length = text.replace(/\{\{\w+\}\}/g, '').length
  return `[${accented}${'~'.repeat(Math.ceil(length / 3))}]`
}
