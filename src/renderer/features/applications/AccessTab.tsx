import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccessState, ApplicationDetail } from '#shared/contract/applications'
import type { Failure } from '#shared/errors'
import { useBound, useAdministrationBlock, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { Skeleton } from '../../ui/Skeleton'
import { tell } from '../../ui/toasts'
import { WarningPanel } from '../../ui/WarningPanel'
import { AccessStep } from './AccessStep'
import { useApplicationChanges } from './application-changes.store'
import styles from './Applications.module.css'

type Owners = AccessState['owners']

/** What the application may call through the proxy. The choice stays when somebody else's change comes between. */
export function AccessTab({ detail: { application } }: { detail: ApplicationDetail }) {
  const { t } = useTranslation('applicationTabs')
  const { environment } = useBound()
  const typeName = useTypeName()
  const writeBlock = useAdministrationBlock()
  const confirmWrite = useConfirmWrite()
  const { access, setAccess, inFlight, failure, clearFailure } = useApplicationChanges((state) => state)
  const [base, setBase] = useState<AccessState | null>(null)
  const [edited, setEdited] = useState<Owners | null>(null)
  const [readFailure, setReadFailure] = useState<Failure | null>(null)
  const action = t('access.save', { type: typeName })

  const read = useCallback(
    () =>
      access(environment.id, application.id).then((result) => {
        setReadFailure(result.ok ? null : result.error)
        if (result.ok) setBase(result.value)
      }),
    [access, environment.id, application.id],
  )
  useEffect(() => {
    clearFailure()
    void read()
  }, [read, clearFailure])

  const onSave = async () => {
    const confirmed = await confirmWrite(action)
    if (!confirmed || !edited) return
    const result = await setAccess(environment.id, {
      applicationId: application.id,
      owners: edited,
      ...(base?.etag === undefined ? {} : { etag: base.etag }),
      ...confirmed,
    })
    if (result.ok) {
      setBase(result.value)
      setEdited(null)
      tell({ title: t('access.saved') })
    } else if (result.error.code === 'conflict') await read()
  }

  if (readFailure) return <FailurePanel failure={readFailure} onRetry={() => void read()} />
  if (!base) return <Skeleton label={t('access.loading')} rows={4} />
  return (
    <div className={styles.tab}>
      <AccessStep access={edited ?? base.owners} exceptId={application.id} onChange={setEdited} />
      {failure?.code === 'conflict' ? (
        <WarningPanel what={t('access.conflict')}>
          <p>
            {t('access.conflictText', {
              list:
                base.owners.map(({ name, applicationId, resources }) => `${name ?? applicationId} (${resources.length})`).join(', ') ||
                t('access.nothing'),
            })}
          </p>
        </WarningPanel>
      ) : (
        failure && <FailurePanel failure={failure} />
      )}
      <div className={styles.buttons}>
        {edited && (
          <Button
            onClick={() => {
              clearFailure()
              setEdited(null)
            }}
          >
            {t('access.reset')}
          </Button>
        )}
        <Button
          variant="primary"
          busy={inFlight === 'setAccess'}
          blockedBecause={writeBlock ?? (edited ? null : t('access.unchanged'))}
          onClick={() => void onSave()}
        >
          {action}
        </Button>
      </div>
    </div>
  )
}
