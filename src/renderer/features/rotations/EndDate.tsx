import { useTranslation } from 'react-i18next'
import type { Rotation } from '#shared/contract/rotations'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/form/TextField'
import { todayOf } from '#shared/rules/rotation'
import styles from './Rotations.module.css'
import { useRotations } from './rotations.store'

/** The day from which the old key is to be removed: a reminder that can be moved or taken away. */
export function EndDate({ rotation, now }: { rotation: Rotation; now: number }) {
  const { t } = useTranslation('rotations')
  const take = useRotations((state) => state.take)
  return (
    <div className={styles.endDate}>
      <TextField
        type="date"
        label={t('wait.endsOn')}
        hint={t('wait.hint')}
        min={todayOf(now)}
        value={rotation.endsOn ?? ''}
        onChange={({ target: { value } }) => {
          if (value === '' || value >= todayOf(now)) void take('setEnd', rotation, { endsOn: value === '' ? null : value })
        }}
      />
      {rotation.endsOn !== null && <Button onClick={() => void take('setEnd', rotation, { endsOn: null })}>{t('wait.clear')}</Button>}
    </div>
  )
}
