import { marksOf } from './marks'

/** A text with the words that were looked for set off. */
export function Marked({ text, query }: { text: string; query: string }) {
  return marksOf(text, query).map(({ part, isMark }, index) => (isMark ? <mark key={index}>{part}</mark> : part))
}
