import { useCallback, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Version } from '#shared/contract/history'
import type { SettingRef, SettingValue } from '#shared/contract/settings'
import { isSameValue } from '#shared/rules/setting-edit'
import { useWriteBlock } from '../../bound/bound'
import { factsInLine } from '../../facts/fact-words'
import { FactList } from '../../facts/FactChanges'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat, useNow } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { Skeleton } from '../../ui/Skeleton'
import styles from './History.module.css'
import { subjectKey, useHistory, type Place } from './history.store'

type Props = {
  place: Place
  setting: SettingRef & { value: SettingValue }
  /** Sets it to an older value again, by a new change that is reviewed like any other. */
  onRevert: (value: SettingValue) => void
}

/** What a setting was set to, as far as snapshots go back. */
export function SettingHistory({ place, setting, onRevert }: Props) {
  const { t } = useTranslation('past')
  const format = useFormat()
  const now = useNow()
  const writeBlock = useWriteBlock()
  const { family, id } = setting
  const subject = useMemo(() => ({ area: 'setting' as const, family, id }), [family, id])
  const known = useHistory((state) => state.versions[subjectKey(place, subject)])
  const load = useHistory((state) => state.load)
  const loadHere = useCallback(() => void load(place, subject), [load, place, subject])
  useEffect(loadHere, [loadHere])

  const versions = known?.value ?? []
  const at = (iso: string) => format.clock(iso, now)
  const [newest] = versions
  return (
    <section>
      <h3>{t('history')}</h3>
      {known?.failure && <FailurePanel failure={known.failure} onRetry={loadHere} />}
      {!known?.value && known?.state !== 'failed' && <Skeleton label={t('historyLoading')} rows={2} />}
      {versions.length === 1 && newest?.until === null && <p className="muted">{t('sinceFirst', { at: at(newest.seenAt) })}</p>}
      {(versions.length > 1 || typeof newest?.until === 'string') && (
        <ol className={styles.versions}>
          {versions.map((version, index) => (
            <li key={version.seenAt} className={styles.version}>
              <div className={styles.when}>
                <time dateTime={version.seenAt} data-tip={format.exact(version.seenAt)}>
                  {version.until === null
                    ? t('since', { at: at(version.seenAt) })
                    : t('fromUntil', { from: at(version.seenAt), until: at(version.until) })}
                </time>
                {version.until === null && <strong>{t('now')}</strong>}
                {canRevert(version, setting.value, index) && (
                  <Button
                    blockedBecause={writeBlock}
                    aria-label={t('revertName', { value: factsInLine(t, version.facts) })}
                    onClick={() => version.value && onRevert(version.value)}
                  >
                    {t('revert')}
                  </Button>
                )}
              </div>
              <FactList facts={version.facts} />
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

const canRevert = ({ value, until }: Version, current: SettingValue, index: number) =>
  value !== undefined && (index > 0 || until !== null) && !isSameValue(value, current)
