import fc from 'fast-check'
import type { SettingValue } from '#shared/contract/settings'
import { editableOf, type SourceKind } from '#shared/rules/setting-edit'
import type { Setting, SourceOption } from '#shared/wire/source-plane'

const among = (choices: readonly SourceOption[], ...others: string[]): fc.Arbitrary<string> =>
  fc.constantFrom(...choices.map(({ value }) => value), ...others)

/** A value that a person can choose in the editor of a setting, every fault avoided. */
export function choosableValue(setting: Setting, kind: SourceKind): fc.Arbitrary<SettingValue> {
  const { shape } = editableOf(setting, kind)
  switch (shape.kind) {
    case 'one': {
      const others = [...(shape.canUnset ? [''] : []), ...(shape.notInUse === null ? [] : [shape.notInUse])]
      return among(shape.choices, ...others).map((value) => ({ kind: 'one', value }))
    }
    case 'several':
      return fc
        .subarray(shape.choices.map(({ value }) => value))
        .chain((values) => fc.shuffledSubarray(values, { minLength: values.length }))
        .map((values) => ({ kind: 'several', values }))
    case 'columns': {
      const cells = shape.columns.map(({ choices }, column) => among(choices, ...(column === 0 ? [] : [''])))
      const blank = fc.constant(shape.columns.map(() => ''))
      const row = fc.oneof({ arbitrary: fc.tuple(...cells), weight: 5 }, { arbitrary: blank, weight: 1 })
      return fc.array(row, { maxLength: 4 }).map((rows) => ({ kind: 'columns', rows }))
    }
  }
}

/** Any value in the shape of a setting, good or bad. Marks only where the editor offers them. */
export function someValue(setting: Setting, kind: SourceKind): fc.Arbitrary<SettingValue> {
  const { shape, value } = editableOf(setting, kind)
  switch (shape.kind) {
    case 'one': {
      const marks = shape.notInUse === null ? [] : ['UPDATE_ME', 'NOT_IN_USE_09', 'NOT_IN_USE_', 'NOT_IN_USE_1a']
      const now = value.kind === 'one' ? [value.value] : []
      return among(shape.choices, '', 'nonsense', 'update_me', ...marks, ...now).map((text) => ({ kind: 'one', value: text }))
    }
    case 'several':
      return fc.array(among(shape.choices, '', 'nonsense'), { maxLength: 4 }).map((values) => ({ kind: 'several', values }))
    case 'columns': {
      const cells = shape.columns.map(({ choices }) => among(choices, '', 'nonsense'))
      return fc.array(fc.tuple(...cells), { maxLength: 4 }).map((rows) => ({ kind: 'columns', rows }))
    }
  }
}
