type Told = { title: string; text?: string; action?: { label: string; run: () => void }; urgent?: boolean; stayMs?: number }

/** One line about what just happened, spoken and shown. The library behind it comes with the first one. */
export function tell({ title, text, action, urgent = false, stayMs = 6000 }: Told): void {
  void import('./toast-manager').then(({ toastManager }) => {
    toastManager.add({
      title,
      description: text,
      priority: urgent ? 'high' : 'low',
      timeout: action ? Math.max(stayMs, 12_000) : stayMs,
      ...(action ? { actionProps: { children: action.label, onClick: action.run } } : {}),
    })
  })
}
