import { createHash } from 'node:crypto'

/** A GUID that is the same for the same words: ids of seeded things do not change from start to start. */
export function guidOf(...words: string[]): string {
  const hex = createHash('sha256').update(words.join('\n')).digest('hex')
  // Version 5 and the RFC variant, so that strict GUID parsers take it.
  const variant = '89ab'.charAt(parseInt(hex.charAt(16), 16) % 4)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** A number from 0 up to the limit, the same for the same words. */
export function numberOf(limit: number, ...words: string[]): number {
  return createHash('sha256').update(words.join('\n')).digest().readUInt32BE(0) % limit
}

/** One of the list, the same for the same words. */
export function pick<T>(list: readonly [T, ...T[]], ...words: string[]): T {
  return list[numberOf(list.length, ...words)] ?? list[0]
}

/** `academic-levels` → `Academic Levels`. */
export function titleOf(resource: string): string {
  return resource
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}

export const FIRST_NAMES = [
  'Ada',
  'Amir',
  'Beatriz',
  'Chidi',
  'Clara',
  'Dolores',
  'Elif',
  'Emeka',
  'Farah',
  'Grace',
  'Hana',
  'Hugo',
  'Ian',
  'Ines',
  'Jonas',
  'Karim',
  'Keiko',
  'Lena',
  'Luca',
  'Maya',
  'Mateo',
  'Nadia',
  'Noor',
  'Olga',
  'Owen',
  'Priya',
  'Quinn',
  'Rosa',
  'Ruth',
  'Samir',
  'Tara',
  'Tomas',
  'Uma',
  'Viktor',
  'Wen',
  'Ximena',
  'Yusuf',
  'Zoe',
] as const
export const LAST_NAMES = [
  'Abara',
  'Alvarez',
  'Bancroft',
  'Barlow',
  'Castillo',
  'Chen',
  'Dalton',
  'Diaz',
  'Eriksen',
  'Farouk',
  'Fletcher',
  'Garza',
  'Haddad',
  'Hale',
  'Ibarra',
  'Jensen',
  'Kaur',
  'Kowalski',
  'Lambert',
  'Lindqvist',
  'Mbeki',
  'Moreau',
  'Nakamura',
  'Novak',
  'Okafor',
  'Ortiz',
  'Patel',
  'Quigley',
  'Romero',
  'Sato',
  'Singh',
  'Tanaka',
  'Ueda',
  'Vance',
  'Vargas',
  'Whitlock',
  'Xu',
  'Yilmaz',
  'Zhou',
] as const
