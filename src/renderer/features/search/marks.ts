export type Part = { part: string; isMark: boolean }

/** A text in parts, the words of the query marked where they stand in it; case does not count, nor do accents. */
export function marksOf(text: string, query: string): Part[] {
  const letters = Array.from(text)
  const plain = letters.map(plainly)
  const marked = letters.map(() => false)
  for (const word of query.split(/\s+/u).filter(Boolean)) {
    const wanted = Array.from(word).map(plainly)
    for (let at = 0; at + wanted.length <= plain.length; at += 1)
      if (wanted.every((letter, index) => plain[at + index] === letter)) marked.fill(true, at, at + wanted.length)
  }
  const parts: Part[] = []
  for (const [index, letter] of letters.entries()) {
    const isMark = marked[index] ?? false
    const last = parts.at(-1)
    if (last?.isMark === isMark) last.part += letter
    else parts.push({ part: letter, isMark })
  }
  return parts
}

const plainly = (letter: string) => letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
