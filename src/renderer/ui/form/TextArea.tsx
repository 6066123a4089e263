import { useId, type ComponentProps } from 'react'
import { describedBy, FieldFrame } from './FieldFrame'
import styles from './Form.module.css'

type Props = ComponentProps<'textarea'> & { label: string; error?: string | undefined }

/** Several lines of text. */
export function TextArea({ label, error, ...rest }: Props) {
  const id = useId()
  return (
    <FieldFrame id={id} label={label} error={error}>
      <textarea
        rows={3}
        {...rest}
        id={id}
        className={styles.textArea}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={describedBy(id, { error })}
      />
    </FieldFrame>
  )
}
