import { useId, type ReactNode } from 'react'
import styles from './Form.module.css'

type Choice<Value extends string> = {
  value: Value
  label: string
  /** One line under the choice. */
  explanation?: string
  /** More that belongs to this choice, under it while it is chosen. */
  details?: ReactNode
}
type Props<Value extends string> = {
  legend: string
  hideLegend?: boolean
  choices: readonly Choice<Value>[]
  value: Value
  onChange: (value: Value) => void
}

/** A few choices, each with its meaning in a line. The label alone is the name; the line describes it. */
export function RadioChoices<Value extends string>({ legend, hideLegend = false, choices, value, onChange }: Props<Value>) {
  const name = useId()
  return (
    <fieldset className={styles.choices}>
      <legend className={hideLegend ? 'visually-hidden' : styles.legend}>{legend}</legend>
      {choices.map((choice) => {
        const id = `${name}-${choice.value}`
        return (
          <div key={choice.value} className={styles.choice}>
            <input
              type="radio"
              id={id}
              name={name}
              className={styles.radio}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              aria-describedby={choice.explanation === undefined ? undefined : `${id}-means`}
            />
            <div className={styles.choiceWords}>
              <label htmlFor={id} className={styles.choiceLabel}>
                {choice.label}
              </label>
              {choice.explanation !== undefined && (
                <p id={`${id}-means`} className={styles.choiceMeans}>
                  {choice.explanation}
                </p>
              )}
            </div>
            {choice.value === value && choice.details !== undefined && <div className={styles.choiceDetails}>{choice.details}</div>}
          </div>
        )
      })}
    </fieldset>
  )
}
