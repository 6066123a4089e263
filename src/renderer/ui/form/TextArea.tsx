import { useId, type ComponentProps } from 'react'
import { classNames } from '../class-names'
import { describedBy, FieldFrame } from './FieldFrame'
import styles from './Form.module.css'

type Props = ComponentProps<'textarea'> & {
  label: string
  hint?: string
  error?: string | undefined
  /** For secrets: what is typed is not shown. */
  isMasked?: boolean
}

/** Several lines of text. */
export function TextArea({ label, hint, error, isMasked = false, ...rest }: Props) {
  const id = useId()
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <textarea
        rows={3}
        {...rest}
        id={id}
        className={classNames(styles.textArea, isMasked && styles.masked)}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={describedBy(id, { hint, error })}
      />
    </FieldFrame>
  )
}
