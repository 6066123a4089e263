import { useTranslation } from 'react-i18next'
import { useCommand } from '../../commands/offers'
import { useFormat } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { tell } from '../../ui/toasts'
import type { Draft } from './iso-drafts'
import styles from './Iso.module.css'
import { useIso, type Place } from './iso.store'

/** What was chosen in all five lists and is not sent yet; discarding can be taken back. */
export function DraftsBar({ place, drafts }: { place: Place; drafts: readonly Draft[] }) {
  const { t } = useTranslation('iso')
  const format = useFormat()
  const discard = useIso((state) => state.discard)
  const restore = useIso((state) => state.restore)
  const review = useIso((state) => state.review)
  useCommand('changes.review', { run: () => review(place) })
  const counts = { count: drafts.length, shown: format.number(drafts.length) }
  const troubled = drafts.filter(({ trouble }) => trouble !== null).length

  const onDiscard = () => {
    const before = discard(place)
    tell({ title: t('discarded', counts), action: { label: t('undo'), run: () => restore(place, before) } })
  }
  return (
    <section className={styles.bar} aria-label={t('drafts')}>
      <span role="status">
        {t('draftCount', counts)}
        {troubled > 0 && <strong> · {t('troubleCount', { count: troubled, shown: format.number(troubled) })}</strong>}
      </span>
      <span className={styles.buttons}>
        <Button onClick={onDiscard}>{t('discard')}</Button>
        <Button variant="primary" onClick={() => review(place)}>
          {t('review.open')}
        </Button>
      </span>
    </section>
  )
}
