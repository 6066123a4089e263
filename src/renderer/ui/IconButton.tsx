import { Button, type ButtonProps } from './Button'
import styles from './IconButton.module.css'
import { classNames } from './class-names'

type Props = Omit<ButtonProps, 'children' | 'aria-label' | 'tip'> & { label: string }

/** An icon alone; its name is spoken and shown on hover. */
export function IconButton({ label, className, variant = 'quiet', ...rest }: Props) {
  return <Button {...rest} variant={variant} aria-label={label} tip={label} className={classNames(styles.icon, className)} />
}
