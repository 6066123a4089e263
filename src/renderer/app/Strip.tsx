import { useTranslation } from 'react-i18next'
import { useBound } from '../bound/bound'
import { useTypeWord } from '../features/environments/EnvironmentMark'
import { ProtectionControl } from '../features/environments/ProtectionControl'
import { SyncControl } from '../features/environments/SyncControl'
import styles from './Strip.module.css'
import { classNames } from '../ui/class-names'

/** Where am I: the environment's colour, its type in words, its name, its protection, and the age of what is shown. */
export function Strip() {
  const { t } = useTranslation('shell')
  const { environment } = useBound()
  const typeWord = useTypeWord()
  const { tenant } = environment
  return (
    <header className={classNames(styles.strip, styles[environment.type])} aria-label={t('strip')}>
      <span className={styles.type}>{typeWord(environment.type).toUpperCase()}</span>
      <b className={styles.name} data-tip={`${tenant.name} · ${tenant.label}`}>
        {environment.name}
      </b>
      <div className={styles.right}>
        <ProtectionControl />
        <SyncControl />
      </div>
    </header>
  )
}
