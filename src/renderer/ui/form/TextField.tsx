import { useEffect, useId, type ComponentProps } from 'react'
import { describedBy, FieldFrame } from './FieldFrame'
import styles from './Form.module.css'
import { classNames } from '../class-names'

type Props = ComponentProps<'input'> & { label: string; hint?: string | undefined; error?: string | undefined }

export function TextField({ label, hint, error, className, ...rest }: Props) {
  const own = useId()
  const id = rest.id ?? own
  const isSecret = rest.type === 'password'
  useEffect(() => {
    if (!isSecret) return undefined
    const input = document.getElementById(id)
    // An element that is out of the page may be held for long, and what was typed with it.
    return () => {
      if (input instanceof HTMLInputElement) input.value = ''
    }
  }, [isSecret, id])
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        {...rest}
        id={id}
        className={classNames(styles.input, className)}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={describedBy(id, { hint, error })}
      />
    </FieldFrame>
  )
}
