import type { FirstWords } from './words'

export const es: Partial<FirstWords> = {}
