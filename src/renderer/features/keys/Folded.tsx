import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

const SHOWN = 5

/** A list whose tail is a click away, so that a pasted page of addresses does not bury what comes below. */
export function Folded({ id, className, items }: { id?: string; className?: string | undefined; items: ReactNode[] }) {
  const { t } = useTranslation('keys')
  const rest = items.slice(SHOWN)
  return (
    <>
      <ul id={id} className={className}>
        {items.slice(0, SHOWN)}
      </ul>
      {rest.length > 0 && (
        <details>
          <summary>{t('editor.more', { count: rest.length })}</summary>
          <ul className={className}>{rest}</ul>
        </details>
      )}
    </>
  )
}
