import { useEffect } from 'react'

/** Ctrl or Cmd with Shift and F, unless a question or a sheet is open. */
export function useSearchKey(onPressed: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.altKey || event.key.toLowerCase() !== 'f') return
      // Toasts are dialogs too, but ask for nothing.
      if (document.querySelector('[role="dialog"]:not([aria-modal="false"])')) return
      event.preventDefault()
      onPressed()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [onPressed])
}
