import { useTranslation } from 'react-i18next'
import type { Rotation } from '#shared/contract/rotations'
import { useFormat } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { EndDate } from './EndDate'
import styles from './Rotations.module.css'

/** Both keys work until the planned day; nothing is ever removed by itself. */
export function WaitStep({ rotation, now, onEarly }: { rotation: Rotation; now: number; onEarly: () => void }) {
  const { t } = useTranslation('rotations')
  const format = useFormat()
  return (
    <>
      <h2>{t('wait.title')}</h2>
      <p>{t('wait.text', { day: format.date(`${rotation.endsOn ?? ''}T12:00:00`) })}</p>
      <EndDate rotation={rotation} now={now} />
      <div className={styles.buttons}>
        <Button onClick={onEarly}>{t('wait.early')}</Button>
      </div>
    </>
  )
}
