import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeepSnapshots, PreferencesPatch } from '#shared/contract/preferences'
import { FailurePanel } from '../../failures/FailurePanel'
import { RadioChoices } from '../../ui/form/RadioChoices'
import { SelectField } from '../../ui/form/SelectField'
import { LANGUAGES } from '../../i18n/language'
import { Page } from '../../ui/Page'
import { PageHeader } from '../../ui/PageHeader'
import { Skeleton } from '../../ui/Skeleton'
import { AnalyticsDetails } from './AnalyticsDetails'
import { NumberPreference } from './NumberPreference'
import { PreferenceBlock } from './PreferenceBlock'
import styles from './Preferences.module.css'
import { usePreferences, type PreferenceName } from './preferences.store'

const KEEP = ['30-days', '90-days', '1-year', 'for-ever'] as const satisfies KeepSnapshots[]
const CLIPBOARD_SECONDS = [30, 60, 120, 300, 600]
const REVEAL_SECONDS = [10, 30, 60, 120, 300]

/** A value that was set elsewhere is a choice like the others. */
const withOwn = (choices: number[], own: number) => (choices.includes(own) ? choices : [own, ...choices])

/** What a person chooses for this computer. Each choice is saved at once, and says so. `children` stand below, as one of its blocks. */
export function PreferencesPage({ cache, children }: { cache: ReactNode; children?: ReactNode }) {
  const { t: tp } = useTranslation('past')
  const { t } = useTranslation('preferences')
  const { t: tc } = useTranslation('common')
  const value = usePreferences((state) => state.value)
  const saved = usePreferences((state) => state.saved)
  const failure = usePreferences((state) => state.failure)
  const set = usePreferences((state) => state.set)
  const save = <Name extends PreferenceName>(name: Name, next: NonNullable<PreferencesPatch[Name]>) => void set(name, next)
  const seconds = (count: number) => (count % 60 === 0 ? t('minutes', { count: count / 60 }) : t('seconds', { count }))

  return (
    <Page head={<PageHeader title={t('title')} facts={t('facts')} />}>
      {failure && <FailurePanel failure={failure} />}
      {!value && <Skeleton label={tc('loading')} />}
      {value && (
        <div className={styles.blocks}>
          <PreferenceBlock isSaved={saved === 'theme'}>
            <RadioChoices
              legend={t('theme.legend')}
              value={value.theme}
              onChange={(next) => save('theme', next)}
              choices={(['system', 'light', 'dark'] as const).map((each) => ({ value: each, label: t(`theme.${each}`) }))}
            />
          </PreferenceBlock>
          <PreferenceBlock isSaved={saved === 'language'}>
            <RadioChoices
              legend={t('language.legend')}
              value={value.language}
              onChange={(next) => save('language', next)}
              choices={[
                { value: 'system', label: t('language.system') },
                // Each in its own language: whoever looks for it may read no other.
                ...(Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[]).map((each) => ({ value: each, label: LANGUAGES[each] })),
              ]}
            />
          </PreferenceBlock>
          <PreferenceBlock isSaved={saved === 'analytics'}>
            <RadioChoices
              legend={t('analytics.legend')}
              value={value.analytics === 'allowed' ? 'allowed' : 'declined'}
              onChange={(next) => save('analytics', next)}
              choices={(['declined', 'allowed'] as const).map((each) => ({
                value: each,
                label: t(`analytics.${each}`),
                explanation: t(`analytics.${each}Means`),
              }))}
            />
            <AnalyticsDetails />
          </PreferenceBlock>
          <PreferenceBlock isSaved={saved === 'clipboardSeconds'}>
            <div className={styles.select}>
              <SelectField
                label={t('clipboard.label')}
                hint={t('clipboard.hint')}
                value={String(value.clipboardSeconds)}
                onChange={(next) => save('clipboardSeconds', Number(next))}
                items={withOwn(CLIPBOARD_SECONDS, value.clipboardSeconds).map((count) => ({ value: String(count), label: seconds(count) }))}
              />
            </div>
          </PreferenceBlock>
          <PreferenceBlock isSaved={saved === 'revealSeconds'}>
            <div className={styles.select}>
              <SelectField
                label={t('reveal.label')}
                hint={t('reveal.hint')}
                value={String(value.revealSeconds)}
                onChange={(next) => save('revealSeconds', Number(next))}
                items={withOwn(REVEAL_SECONDS, value.revealSeconds).map((count) => ({ value: String(count), label: seconds(count) }))}
              />
            </div>
          </PreferenceBlock>
          {(['keyMaxAgeDays', 'keyMaxPerApplication', 'keyMaxAddresses'] as const).map((name) => (
            <PreferenceBlock key={name} isSaved={saved === name}>
              <NumberPreference name={name} value={value[name]} onSave={(next) => save(name, next)} />
            </PreferenceBlock>
          ))}
          <PreferenceBlock isSaved={saved === 'keepSnapshots'}>
            <div className={styles.select}>
              <SelectField
                label={tp('keep.label')}
                hint={tp('keep.hint')}
                value={value.keepSnapshots}
                onChange={(next) => save('keepSnapshots', next)}
                items={KEEP.map((each) => ({ value: each, label: tp(`keep.${each}`) }))}
              />
            </div>
            {cache}
          </PreferenceBlock>
          <PreferenceBlock isSaved={saved === 'csvPreset'}>
            <RadioChoices
              legend={t('csv.legend')}
              value={value.csvPreset}
              onChange={(next) => save('csvPreset', next)}
              choices={(['excel', 'plain'] as const).map((each) => ({
                value: each,
                label: t(`csv.${each}`),
                explanation: t(`csv.${each}Means`),
              }))}
            />
          </PreferenceBlock>
          {children}
        </div>
      )}
    </Page>
  )
}
