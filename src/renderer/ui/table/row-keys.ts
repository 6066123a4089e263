/** Where a key moves the active row, or null when it is not a key of the table. */
export function nextRow(key: string, current: number, count: number, perPage: number): number | null {
  const to = target(key, current, count, Math.max(1, perPage))
  return to === null || count === 0 ? null : Math.min(count - 1, Math.max(0, to))
}

function target(key: string, current: number, count: number, perPage: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return current + 1
    case 'ArrowUp':
      return current - 1
    case 'PageDown':
      return current + perPage
    case 'PageUp':
      return current - perPage
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
