/** The field that filters what the page shows; each page has one at most that is a landmark, and it comes first. */
export const filterField = (): HTMLElement | null => document.querySelector<HTMLElement>('main [role="searchbox"]')
