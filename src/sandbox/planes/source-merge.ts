import { NEVER_CONFIGURED, NOT_IN_USE } from '#shared/wire/source-plane'
import type { Row } from '../state/model'
import { isObject } from './source-asked'
import { mergeCollection, mergeCompound } from './source-merge-lists'
import { fixed, isSame, isUnset, malformed, type MergeInput, notAnOption, optionsIn } from './source-merge-parts'
import type { SourceFault } from './source-reply'

export type Merged = { ok: true; row: Row } | { ok: false; faults: SourceFault[] }

/** Lays the changed part over a row. All that is wrong with it is collected; one fault refuses the whole. */
export function mergeSetting(input: MergeInput): Merged {
  const faults: SourceFault[] = []
  for (const member of ['title', 'description', 'advancedSearch'] as const)
    if (member in input.body && !isSame(input.body[member], input.row[member])) faults.push(fixed(member))
  const row = mergeFamily(input, faults)
  return faults.length > 0 ? { ok: false, faults } : { ok: true, row }
}

function mergeFamily(input: MergeInput, faults: SourceFault[]): Row {
  switch (input.family) {
    case 'mapping-settings':
      return input.kind === 'canonical' ? mergeEnumeration(input, faults) : mergeMappedValue(input, faults)
    case 'default-settings':
    case 'configuration-settings':
      keepEthos(input, faults)
      return mergeValue(input, faults)
    case 'compound-configuration-settings':
      keepEthos(input, faults)
      return mergeCompound(input, faults)
    case 'collection-configuration-settings':
      keepEthos(input, faults)
      return mergeCollection(input, faults)
  }
}

function keepEthos({ row, body }: MergeInput, faults: SourceFault[]): void {
  if ('ethos' in body && !isSame(body.ethos, row.ethos)) faults.push(fixed('ethos'))
}

/** Canonical: the source's value is the fixed side, the hub's word the one that changes; it can be changed, not taken away. */
function mergeEnumeration({ row, options, body }: MergeInput, faults: SourceFault[]): Row {
  if ('source' in body && !isSame(body.source, row.source)) faults.push(fixed('source'))
  const { ethos } = body
  const before = isObject(row.ethos) ? row.ethos : {}
  if (ethos === undefined) return row
  if (!isObject(ethos)) {
    faults.push(malformed('ethos', 'an object is expected.'))
    return row
  }
  if ('resources' in ethos && !isSame(ethos.resources, before.resources)) faults.push(fixed('ethos.resources'))
  if (!('enumeration' in ethos)) return row
  const { enumeration } = ethos
  if (isUnset(enumeration)) {
    if (before.enumeration === undefined) return row
    faults.push({
      code: 'Settings.CannotBeRemoved',
      title: 'Cannot be removed',
      at: 'ethos.enumeration',
      message: 'an enumeration can be changed, not removed.',
    })
    return row
  }
  const choices: unknown = isObject(options?.ethos) ? options.ethos.enumerations : undefined
  if (typeof enumeration !== 'string') faults.push(malformed('ethos.enumeration', 'a text is expected.'))
  else if (!Array.isArray(choices) || !choices.includes(enumeration)) faults.push(notAnOption('ethos.enumeration', enumeration))
  return { ...row, ethos: { ...before, enumeration } }
}

/** Source-value: the hub's word is fixed. Unset means never configured; a value of "not in use" carries a number. */
function mergeMappedValue(input: MergeInput, faults: SourceFault[]): Row {
  keepMappedEthos(input, faults)
  return mergeValue(input, faults)
}

function keepMappedEthos({ row, body }: MergeInput, faults: SourceFault[]): void {
  if (!('ethos' in body)) return
  const before = isObject(row.ethos) ? row.ethos : {}
  const sent = isObject(body.ethos) ? body.ethos : {}
  for (const member of ['resources', 'enumeration'] as const)
    if (member in sent && !isSame(sent[member], before[member])) faults.push(fixed(`ethos.${member}`))
}

function mergeValue(input: MergeInput, faults: SourceFault[]): Row {
  const { row, body } = input
  if (!('source' in body)) return row
  if (isUnset(body.source)) return withoutValue(input)
  if (!isObject(body.source)) {
    faults.push(malformed('source', 'an object is expected.'))
    return row
  }
  if (!('value' in body.source)) return row
  const { value } = body.source
  if (isUnset(value)) return withoutValue(input)
  if (typeof value !== 'string') {
    faults.push(malformed('source.value', 'a text is expected.'))
    return row
  }
  if (input.kind === 'source-value' && (value === NEVER_CONFIGURED || NOT_IN_USE.test(value))) return { ...row, source: { value } }
  const option =
    optionsIn(input.options?.sourceOptions).find((candidate) => candidate.value === value) ??
    input.searchable?.find((candidate) => candidate.value === value)
  if (!option) {
    faults.push(notAnOption('source.value', value))
    return row
  }
  // The source writes the title itself, whatever was sent.
  return { ...row, source: { title: option.title, value } }
}

function withoutValue({ kind, row }: MergeInput): Row {
  if (kind === 'source-value') return { ...row, source: { value: NEVER_CONFIGURED } }
  const { source: _before, ...others } = row
  return others
}
