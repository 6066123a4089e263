import type { ReactNode } from 'react'
import { classNames } from './class-names'
import styles from './StepLayout.module.css'

type Props = {
  label: string
  /** Said after a step that is behind, for those who do not see its tick. */
  doneWord: string
  steps: readonly string[]
  /** Index of the step that is up; as many as there are when all are done. */
  current: number
  /** The screen of that step. */
  children: ReactNode
}

/** The steps of something long, in order, with the one that is up marked, and beside them its screen. */
export function StepLayout({ label, doneWord, steps, current, children }: Props) {
  return (
    <div className={styles.layout}>
      <ol className={styles.steps} aria-label={label}>
        {steps.map((step, index) => (
          <li
            key={step}
            className={classNames(index < current && styles.done, index === current && styles.current)}
            aria-current={index === current ? 'step' : undefined}
          >
            <span className={styles.number} aria-hidden="true">
              {index < current ? '✓' : index + 1}
            </span>
            {step}
            {index < current && <span className="visually-hidden"> {doneWord}</span>}
          </li>
        ))}
      </ol>
      {children}
    </div>
  )
}
