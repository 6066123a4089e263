import type { ApiKey } from '#shared/contract/keys'

/** How a key is spoken of: its label where it has one, always with the hint. */
export const nameOf = ({ hint, notes }: Pick<ApiKey, 'hint' | 'notes'>) => (notes.label === '' ? hint : `${notes.label} (${hint})`)
