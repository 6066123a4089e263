import { useTranslation } from 'react-i18next'
import { restrictionChange } from '#shared/rules/restriction-change'
import type { KnownRestriction } from '#shared/wire/administration-plane'
import { useFormat } from '../../i18n/use-format'
import { WarningPanel } from '../../ui/WarningPanel'
import { Folded } from './Folded'
import styles from './Keys.module.css'
import { addressWords } from './restriction-words'

/** What a change does, by addresses and not by how they are written: added, removed, how many in all. */
export function RestrictionImpact({ before, after }: { before: KnownRestriction; after: KnownRestriction }) {
  const { t } = useTranslation('keys')
  const format = useFormat()
  const { added, removed, addressesBefore, addressesAfter, isWider, isNarrower } = restrictionChange(before, after)
  const counted = (count: bigint | 'all') => (count === 'all' ? t('impact.all') : addressWords(t, format, count))
  if (!isWider && !isNarrower) return <p className="muted small">{t('impact.same')}</p>
  const isBetweenLists = before.mode === 'restricted' && after.mode === 'restricted'

  return (
    <section className={styles.impact} aria-label={t('impact.title')}>
      <h3>{t('impact.title')}</h3>
      <p role="status">{t('impact.total', { before: counted(addressesBefore), after: counted(addressesAfter) })}</p>
      {isBetweenLists && added.length > 0 && <Entries title={t('impact.added')} texts={added.map(({ text }) => text)} />}
      {isBetweenLists && removed.length > 0 && <Entries title={t('impact.removed')} texts={removed.map(({ text }) => text)} />}
      {addressesAfter === 0n && <WarningPanel what={t('impact.denied')} />}
      {isWider && <WarningPanel what={t(after.mode === 'unrestricted' ? 'impact.open' : 'impact.wider')} />}
    </section>
  )
}

function Entries({ title, texts }: { title: string; texts: string[] }) {
  return (
    <div>
      <span className="muted">{title}</span>
      <Folded
        className={styles.entries}
        items={texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      />
    </div>
  )
}
