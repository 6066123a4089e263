import type { TFunction } from 'i18next'
import type { EditableSetting, SavedSetting, SettingValue, ValuePlace } from '#shared/contract/settings'
import { faultsOf, isSameValue, wordsOf } from '#shared/rules/setting-edit'
import { NEVER_CONFIGURED, NOT_IN_USE } from '#shared/wire/source-plane'
import type { Draft } from './settings.store'

type T = TFunction<'settings'>

/** A value for people; a mark of the source is told in words beside it. */
export function valueWords(t: T, setting: Pick<EditableSetting, 'shape' | 'named'>, value: SettingValue): string[] {
  const lines = wordsOf(setting, value)
  if (lines.length === 0) return [t('notSet')]
  if (value.kind !== 'one') return lines
  if (value.value === NEVER_CONFIGURED) return [t('neverConfigured')]
  return NOT_IN_USE.test(value.value) ? [t('notInUse', { mark: value.value })] : lines
}

/** What stands in the way of a draft, from here or from the source; null when nothing does. */
export function draftFault(t: T, { setting, value, result }: Draft): string | null {
  const [fault] = faultsOf(setting, value)
  if (fault) return t(`fault.${fault.code}`)
  return result ? resultWords(t, result) : null
}

/** What became of a row that was sent, where it is not simply saved. */
export function resultWords(t: T, { outcome, faults, failure }: SavedSetting): string | null {
  switch (outcome) {
    case 'saved':
    case 'already':
      return null
    case 'conflict':
      return t('outcome.conflict')
    case 'refused':
      return t('outcome.refused', { faults: faults.map(({ message }) => message).join(' ') })
    case 'gone':
      return t('outcome.gone')
    case 'not-tried':
      return t('outcome.notTried')
    case 'failed':
      return t('outcome.failed', { why: failure?.message ?? '' })
  }
}

/** Whether a draft says the same as what is set now. */
export const isChanged = ({ setting, value }: Draft): boolean => !isSameValue(setting.value, value)

/** A fault of a value in words, at its place in it. */
export type PlacedFault = { place: ValuePlace; message: string }

/** What must be mended in a value, and what the source found in exactly this value when it was sent. */
export function placedFaults(t: T, setting: EditableSetting, value: SettingValue, draft: Draft | undefined): PlacedFault[] {
  const here = faultsOf(setting, value).map(({ place, code }) => ({ place, message: t(`fault.${code}`) }))
  const isAsSent = draft?.result != null && isSameValue(draft.value, value)
  return [...here, ...(isAsSent ? (draft.result?.faults ?? []) : [])]
}
