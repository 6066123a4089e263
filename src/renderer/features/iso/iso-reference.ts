import type { IsoReference, IsoReferenceEntry } from '#shared/rules/iso-matching'

type Entries = Map<string, IsoReferenceEntry>
const present = (codes: readonly (string | undefined)[]) => codes.filter((code) => code !== undefined && code !== '') as string[] // filtered

let asked: Promise<IsoReference> | null = null

/** The published names and codes of all five lists. Large, so it comes in files of its own, and once. */
export const loadReference = (): Promise<IsoReference> =>
  (asked ??= read().catch((cause: unknown) => {
    // Asked again next time.
    asked = null
    throw cause
  }))

async function read(): Promise<IsoReference> {
  const [country, currency, language, region] = await Promise.all([countries(), currencies(), languages(), regions()])
  // One register holds both: what is a region to one source is a subregion to another.
  return { country, currency, language, region, subregion: region }
}

async function countries(): Promise<Entries> {
  const [{ default: codes }, { default: words }] = await Promise.all([
    import('i18n-iso-countries/codes.json'),
    import('i18n-iso-countries/langs/en.json'),
  ])
  const names: Record<string, string | string[] | undefined> = words.countries
  const entries: Entries = new Map()
  for (const [alpha2, alpha3, numeric] of codes) {
    if (alpha2 === undefined || alpha3 === undefined) continue
    // Reserved for the United Kingdom beside its own, and what many systems write.
    const reserved = alpha2 === 'GB' ? 'UK' : undefined
    entries.set(alpha3, { names: [names[alpha2] ?? []].flat(), alternates: present([alpha2, numeric, reserved]) })
  }
  return entries
}

async function currencies(): Promise<Entries> {
  const { default: data } = await import('currency-codes/data.js')
  return new Map(data.map(({ code, number, currency }) => [code, { names: [currency], alternates: present([number]) }]))
}

async function languages(): Promise<Entries> {
  const { iso6393 } = await import('iso-639-3')
  return new Map(
    iso6393.map(({ name, iso6393: code, iso6392B, iso6392T, iso6391 }) => [
      code,
      { names: [name], alternates: present([iso6391, iso6392B, iso6392T]) },
    ]),
  )
}

async function regions(): Promise<Entries> {
  const { iso31662 } = await import('iso-3166')
  return new Map(iso31662.map(({ code, name, parent }) => [code, { names: [name], alternates: [], parent }]))
}
