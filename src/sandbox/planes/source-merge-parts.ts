import type { SettingFamily } from '#shared/wire/media-types'
import type { SourceOption } from '#shared/wire/source-plane'
import type { Row } from '../state/model'
import { isObject } from './source-asked'
import type { SourceFault } from './source-reply'

export type MergeInput = {
  kind: 'canonical' | 'source-value'
  family: SettingFamily
  row: Row
  options: Row | undefined
  body: Record<string, unknown>
  /** What an advanced search would find, for rows that have one. */
  searchable: SourceOption[] | undefined
}

export const fixed = (at: string): SourceFault => ({
  code: 'Settings.Fixed',
  title: 'Cannot be changed',
  at,
  message: 'this member cannot be changed.',
})
export const malformed = (at: string, message: string): SourceFault => ({
  code: 'Settings.Malformed',
  title: 'Not understood',
  at,
  message,
})
export const notAnOption = (at: string, value: string): SourceFault => ({
  code: 'Settings.NotAnOption',
  title: 'Not an option',
  at,
  message: `"${value}" is not among the options.`,
})

/** `null` and the empty text take a value away. */
export const isUnset = (value: unknown) => value === null || value === ''

/** Whether two JSON values say the same; the order of members does not count. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]))
  if (isObject(one) && isObject(other)) {
    const names = Object.keys(one)
    return names.length === Object.keys(other).length && names.every((name) => isSame(one[name], other[name]))
  }
  return one === other
}

/** Options among a JSON value; what is none is passed over. */
export function optionsIn(value: unknown): SourceOption[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item: unknown) =>
    isObject(item) && typeof item.title === 'string' && typeof item.value === 'string' ? [{ title: item.title, value: item.value }] : [],
  )
}
