import { useTranslation } from 'react-i18next'
import type { IsoIndex } from '#shared/rules/iso-matching'
import { failureWords } from '../../failures/failure-words'
import { useFormat } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { WarningPanel } from '../../ui/WarningPanel'
import { codeInWords } from './iso-columns'
import { draftKey, type Draft, type Trouble } from './iso-drafts'
import styles from './Iso.module.css'
import { useIso, type Place } from './iso.store'

type Troubled = Draft & { trouble: Trouble }
type Props = { place: Place; index: IsoIndex; drafts: readonly Draft[] }
const MOST = 10

/** What happened to each change that was not saved, and the ways on. Nothing that was chosen is lost by looking at it. */
export function TroubleList({ place, index, drafts }: Props) {
  const { t } = useTranslation('iso')
  const format = useFormat()
  const keepMine = useIso((state) => state.keepMine)
  const discard = useIso((state) => state.discard)
  // What was not sent because of others has nothing to say of itself: it goes with the next try.
  const troubled = drafts.filter((draft): draft is Troubled => draft.trouble !== null && draft.trouble.outcome !== 'not-tried')
  const conflicts = troubled.filter(({ trouble }) => trouble.outcome === 'conflict').map(({ list, id }) => draftKey(list, id))
  const more = troubled.length - MOST

  return (
    <>
      {conflicts.length > 1 && (
        <div className={styles.buttons}>
          <Button onClick={() => discard(place, conflicts)}>{t('takeAllTheirs', { shown: format.number(conflicts.length) })}</Button>
          <Button onClick={() => keepMine(place, conflicts)}>{t('keepAllMine', { shown: format.number(conflicts.length) })}</Button>
        </div>
      )}
      {troubled.slice(0, MOST).map((draft) => (
        <TroublePanel key={draftKey(draft.list, draft.id)} place={place} index={index} draft={draft} />
      ))}
      {more > 0 && <p className="muted">{t('moreTrouble', { count: more, shown: format.number(more) })}</p>}
    </>
  )
}

function TroublePanel({ place, index, draft }: { place: Place; index: IsoIndex; draft: Troubled }) {
  const { t } = useTranslation('iso')
  const { t: tf } = useTranslation('failures')
  const keepMine = useIso((state) => state.keepMine)
  const discard = useIso((state) => state.discard)
  const { list, id, title, base, isoCode, trouble } = draft
  const key = draftKey(list, id)
  const words = (code: string) => codeInWords(t, index, list, code)
  const failure = trouble.failure && failureWords(tf, trouble.failure)
  return (
    <WarningPanel what={t(`happened.${trouble.outcome}`, { name: title })}>
      {trouble.faults.map((fault) => (
        <p key={fault}>{fault}</p>
      ))}
      {failure && (
        <p>
          {failure.what} {failure.todo}
        </p>
      )}
      {trouble.outcome === 'conflict' && (
        <dl className={styles.sides}>
          <dt>{t('sides.was')}</dt>
          <dd>{words(base)}</dd>
          <dt>{t('sides.theirs')}</dt>
          <dd>{words(trouble.theirs ?? '')}</dd>
          <dt>{t('sides.mine')}</dt>
          <dd>{words(isoCode)}</dd>
        </dl>
      )}
      <div className={styles.buttons}>
        {trouble.outcome === 'conflict' ? (
          <>
            <Button onClick={() => discard(place, [key])}>{t('takeTheirs')}</Button>
            <Button onClick={() => keepMine(place, [key])}>{t('keepMine')}</Button>
          </>
        ) : (
          <Button onClick={() => discard(place, [key])}>{t('drop')}</Button>
        )}
      </div>
    </WarningPanel>
  )
}
