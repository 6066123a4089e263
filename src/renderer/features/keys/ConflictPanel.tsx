import { useTranslation } from 'react-i18next'
import type { Restriction } from '#shared/wire/administration-plane'
import { Button } from '../../ui/Button'
import { WarningPanel } from '../../ui/WarningPanel'
import styles from './Keys.module.css'

type Props = {
  was: Restriction
  mine: Restriction
  /** As the hub has it now; null when the key is gone. */
  theirs: Restriction | null
  isSaving: boolean
  onTakeTheirs: () => void
  /** Null while entries are to be corrected. */
  onSaveMine: (() => void) | null
}

/** Somebody changed the key meanwhile: what it was, what it is now, what was typed here, and the two ways on. */
export function ConflictPanel({ was, mine, theirs, isSaving, onTakeTheirs, onSaveMine }: Props) {
  const { t } = useTranslation('keys')
  if (!theirs)
    return (
      <WarningPanel what={t('conflict.gone')}>
        <p>{t('conflict.goneText')}</p>
        <div className={styles.buttons}>
          <Button onClick={onTakeTheirs}>{t('conflict.close')}</Button>
        </div>
      </WarningPanel>
    )
  return (
    <WarningPanel what={t('conflict.title')}>
      <p>{t('conflict.text')}</p>
      <dl className={styles.sides}>
        <Side name={t('conflict.was')} restriction={was} />
        <Side name={t('conflict.theirs')} restriction={theirs} />
        <Side name={t('conflict.mine')} restriction={mine} />
      </dl>
      <div className={styles.buttons}>
        <Button onClick={onTakeTheirs}>{t('conflict.takeTheirs')}</Button>
        <Button busy={isSaving} blockedBecause={onSaveMine === null ? t('conflict.correctFirst') : null} onClick={onSaveMine ?? undefined}>
          {t('conflict.saveMine')}
        </Button>
      </div>
    </WarningPanel>
  )
}

function Side({ name, restriction }: { name: string; restriction: Restriction }) {
  const { t } = useTranslation('keys')
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {restriction.mode === 'unrestricted'
          ? t('noRestrictions')
          : restriction.addresses.length === 0
            ? t('deniedEverywhere')
            : restriction.addresses.join(', ')}
      </dd>
    </div>
  )
}
