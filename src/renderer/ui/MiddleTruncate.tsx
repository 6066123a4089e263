import styles from './MiddleTruncate.module.css'

const TAIL = 10
const SHORT_ENOUGH = 26

/** A long name is cut in the middle, where names differ least; the whole is in the tooltip and in what is spoken. */
export function MiddleTruncate({ text }: { text: string }) {
  if (text.length <= SHORT_ENOUGH)
    return (
      <span className={styles.start} data-tip={text} data-tip-if="cut">
        {text}
      </span>
    )
  return (
    <span className={styles.root} data-tip={text} data-tip-if="cut">
      <span className="visually-hidden">{text}</span>
      <span aria-hidden="true" className={styles.start}>
        {text.slice(0, -TAIL)}
      </span>
      <span aria-hidden="true" className={styles.end}>
        {text.slice(-TAIL)}
      </span>
    </span>
  )
}
