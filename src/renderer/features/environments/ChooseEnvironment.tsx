import { useTranslation } from 'react-i18next'
import type { EnvironmentId } from '#shared/contract/op'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat, useNow } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { Page } from '../../ui/Page'
import { PageHeader } from '../../ui/PageHeader'
import { EnvironmentMark, useTypeWord } from './EnvironmentMark'
import styles from './Environments.module.css'
import { useEnvironments } from './environments.store'

/** A window that belongs to no environment yet: after one was removed, or when opening it failed. */
export function ChooseEnvironment({ onChoose, onConnect }: { onChoose: (id: EnvironmentId) => void; onConnect: () => void }) {
  const { t } = useTranslation('environments')
  const { t: tp } = useTranslation('environmentPages')
  const typeWord = useTypeWord()
  const format = useFormat()
  const now = useNow()
  const byId = useEnvironments((state) => state.byId)
  const order = useEnvironments((state) => state.order)
  const failure = useEnvironments((state) => state.failure)

  return (
    <Page
      head={
        <PageHeader
          title={tp('choose.title')}
          facts={tp('choose.facts')}
          actions={<Button onClick={onConnect}>{t('connectToHub')}</Button>}
        />
      }
    >
      {failure && <FailurePanel failure={failure} />}
      <ul className={styles.choose}>
        {order.flatMap((id) => {
          const environment = byId[id]
          if (!environment) return []
          return (
            <li key={id}>
              <button type="button" className={styles.chooseItem} onClick={() => onChoose(id)}>
                <EnvironmentMark type={environment.type} />
                <b>{environment.name}</b>
                <span className="muted">{typeWord(environment.type)}</span>
                <span className={styles.chooseAge}>
                  {environment.readAt === undefined ? '' : tp('choose.asOf', { ago: format.ago(environment.readAt, now) })}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </Page>
  )
}
