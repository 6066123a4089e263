/** Media types of an `Accept` header, most wanted first, without parameters; `*`/`*` where nothing was asked. */
export function acceptedTypes(header: string | undefined): string[] {
  if (header === undefined || header.trim() === '') return ['*/*']
  return header
    .split(',')
    .map((part, index) => {
      const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
      const quality = parameters.find((parameter) => parameter.startsWith('q='))
      return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0, index }
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality || one.index - other.index)
    .map(({ type }) => type)
}

export const isAnything = (type: string) => type === '*/*' || type === 'application/*'

/** The media type of a body, without parameters. */
export const contentTypeOf = (header: string | undefined) => header?.split(';')[0]?.trim().toLowerCase()

const VERSIONED = /^application\/vnd\.hedtech\.integration\.v(\d+)(?:\.(\d+))?(?:\.(\d+))?\+json$/
type Version = [number, number, number]

/**
 * The media type that answers a wish among those a resource has: a major version gives the newest of it, a major and
 * minor one the newest that is compatible, a full one itself, and `application/json` the newest of all.
 */
export function negotiate(available: readonly string[], wanted: string): string | undefined {
  const concrete = concreteVersions(available)
  if (isAnything(wanted) || wanted === 'application/json') return concrete.at(-1)?.type ?? available[0]
  const match = VERSIONED.exec(wanted)
  // Types that are no version, such as those of options or of bulk requests, are asked for by their full name.
  if (!match) return available.includes(wanted) ? wanted : undefined
  const [major, minor, patch] = match.slice(1).map((part: string | undefined) => (part === undefined ? undefined : Number(part)))
  const fitting = concrete.filter(({ version }) => {
    if (version[0] !== major) return false
    if (minor === undefined) return true
    return patch === undefined ? version[1] >= minor : version[1] === minor && version[2] === patch
  })
  return fitting.at(-1)?.type
}

/** Versions in rising order; a bare major beside full versions of it is another name for their newest. */
function concreteVersions(available: readonly string[]): { type: string; version: Version }[] {
  const parsed = available.flatMap((type) => {
    const match = VERSIONED.exec(type)
    if (!match) return []
    const version: Version = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)]
    return [{ type, version, isBare: match[2] === undefined }]
  })
  return parsed
    .filter(({ isBare, version }) => !isBare || !parsed.some((other) => !other.isBare && other.version[0] === version[0]))
    .sort((one, other) => one.version[0] - other.version[0] || one.version[1] - other.version[1] || one.version[2] - other.version[2])
}
