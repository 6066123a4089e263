/** Case and accents do not count when people search. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const texts = new WeakMap<object, string>()

/**
 * Rows that hold every word of the query. What a row is searched by is made plain once and kept with it: a list may have
 * 20,000 rows, and every key that is pressed looks at all of them.
 */
export function holdingAllWords<Row extends object>(rows: readonly Row[], query: string, textOf: (row: Row) => string): readonly Row[] {
  const words = plain(query).split(/\s+/u).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => {
    const text = texts.get(row) ?? plain(textOf(row))
    texts.set(row, text)
    return words.every((word) => text.includes(word))
  })
}
