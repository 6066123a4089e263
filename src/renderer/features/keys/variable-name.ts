const SUFFIX = 'API_KEY'
const LONGEST = 100

/** `Housing Portal` → `HOUSING_PORTAL_API_KEY`: what a shell takes as a name, from what people call the application. */
export function suggestedVariable(applicationName: string): string {
  const words = applicationName
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean)
    .join('_')
    .slice(0, LONGEST - SUFFIX.length - 2)
    .replace(/_$/, '')
  if (words === '') return SUFFIX
  // A name may hold digits but not begin with one.
  return `${/^\d/.test(words) ? '_' : ''}${words}_${SUFFIX}`
}
