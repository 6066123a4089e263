import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments'
import type { RefreshEvery } from '#shared/contract/refreshes'
import type { Failure } from '#shared/errors'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { RadioChoices } from '../../ui/form/RadioChoices'
import { useRefreshes } from './refreshes.store'

const CHOICES = ['off', '15-minutes', 'hour', '4-hours', 'day'] as const satisfies RefreshEvery[]

type Props = { environment: Environment; every: RefreshEvery; onClose: () => void }

/** Chooses how often an environment is read by itself. */
export function RefreshDialog({ environment, every, onClose }: Props) {
  const { t } = useTranslation('refreshes')
  const set = useRefreshes((state) => state.set)
  const [chosen, setChosen] = useState(every)
  const [failure, setFailure] = useState<Failure | null>(null)
  const save = async () => {
    const failed = chosen === every ? null : await set(environment.id, chosen)
    setFailure(failed)
    if (!failed) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title', { name: environment.name })}
      text={t('text')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" onClick={save}>
            {t('save')}
          </Button>
        </>
      }
    >
      <RadioChoices
        legend={t('legend')}
        hideLegend
        value={chosen}
        onChange={setChosen}
        choices={CHOICES.map((value) => ({
          value,
          label: t(`every.${value}.label`),
          ...(value === 'off' ? { explanation: t(environment.type === 'production' ? 'offProduction' : 'offMeans') } : {}),
        }))}
      />
      {failure && <FailurePanel failure={failure} />}
    </Dialog>
  )
}
