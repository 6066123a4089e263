import type { LaterWords } from './words'

export const esLater: Partial<LaterWords> = {}
