import { useEffect } from 'react'
import type { EnvironmentId } from '#shared/contract/op'

/** Toasts are dialogs too, but ask for nothing. */
const ASKING = '[role="dialog"]:not([aria-modal="false"])'

/** Ctrl or Cmd with 1 to 9 goes to that environment of the list, unless a question or a sheet is open. */
export function useEnvironmentKeys(order: readonly EnvironmentId[], onChoose: (id: EnvironmentId) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || !/^[1-9]$/.test(event.key)) return
      const id = order[Number(event.key) - 1]
      if (id === undefined || document.querySelector(ASKING)) return
      event.preventDefault()
      onChoose(id)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [order, onChoose])
}
