const DELAY_MS = 350

export type Tip = { anchor: HTMLElement; text: string; side: 'top' | 'right' }

/**
 * Words on hover and on keyboard focus, for whatever carries `data-tip`. One listener for the window instead of a component
 * around each element: a table shows hundreds of them, and the library that places the words is only fetched when needed.
 * What a screen reader has to know is said by the element itself, never only here.
 */
export function followTips(show: (tip: Tip | null) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let current: HTMLElement | null = null

  const hide = () => {
    clearTimeout(timer)
    if (current) show(null)
    current = null
  }
  const consider = (target: EventTarget | null, wait: number) => {
    const anchor = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null
    if (anchor === current) return
    hide()
    const text = anchor?.dataset.tip
    if (!anchor || !text || (anchor.dataset.tipIf === 'cut' && !isCut(anchor))) return
    current = anchor
    timer = setTimeout(() => {
      if (anchor.isConnected) show({ anchor, text, side: anchor.dataset.tipSide === 'right' ? 'right' : 'top' })
    }, wait)
  }
  const onOver = (event: PointerEvent) => consider(event.target, DELAY_MS)
  const onFocus = (event: FocusEvent) => {
    if (event.target instanceof Element && event.target.matches(':focus-visible')) consider(event.target, 0)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') hide()
  }
  const listeners = [
    ['pointerover', onOver],
    ['focusin', onFocus],
    ['focusout', hide],
    ['pointerdown', hide],
    ['wheel', hide],
    ['keydown', onKey],
  ] as const
  // The names and the listeners belong together pairwise; the loop's type does not know that.
  for (const [name, listener] of listeners) document.addEventListener(name, listener as EventListener, { passive: true, capture: true })
  return () => {
    hide()
    for (const [name, listener] of listeners) document.removeEventListener(name, listener as EventListener, { capture: true })
  }
}

/** Whether an element or one of its parts shows less than it holds. */
function isCut(anchor: HTMLElement): boolean {
  return [anchor, ...anchor.querySelectorAll<HTMLElement>('*')].some((each) => each.scrollWidth > each.clientWidth && each.clientWidth > 0)
}
