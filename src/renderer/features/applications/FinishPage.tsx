import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CreatedApplication } from '#shared/contract/applications'
import { useSendBlock, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import { failureWords } from '../../failures/failure-words'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Page } from '../../ui/Page'
import { PageHeader } from '../../ui/PageHeader'
import { WarningPanel } from '../../ui/WarningPanel'
import type { Failure } from '#shared/errors'
import { FailurePanel } from '../../failures/FailurePanel'
import styles from './Create.module.css'

export type FinishWays = {
  editKeyHref: (applicationId: string, keyId: string) => string
  onView: (applicationId: string) => void
  /** Sets the first key unrestricted; null when it worked. */
  onUnrestrict: (created: CreatedApplication, confirmation: { confirmation?: string }) => Promise<Failure | null>
}
type Props = { created: CreatedApplication; listHref: string } & FinishWays

/** Finish: the application is there, its key is disabled for everybody, and there are three ways on. */
export function FinishPage({ created, listHref, editKeyHref, onView, onUnrestrict }: Props) {
  const { t } = useTranslation('createApp')
  const { t: tf } = useTranslation('failures')
  const typeName = useTypeName()
  const sendBlock = useSendBlock()
  const confirmWrite = useConfirmWrite()
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [isOpenToAll, setOpenToAll] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const { application, keyId, madeBy, left } = created
  const action = t('finish.unrestrictConfirm', { type: typeName })

  const unrestrict = async () => {
    const confirmed = await confirmWrite(action)
    if (!confirmed) return
    setBusy(true)
    const failed = await onUnrestrict(created, confirmed)
    setBusy(false)
    setFailure(failed)
    if (failed) return
    setAsking(false)
    setOpenToAll(true)
  }

  return (
    <Page head={<PageHeader crumbs={[{ label: t('applications'), href: listHref }]} title={t('finish.title')} facts={application.name} />}>
      <div className={styles.finish}>
        <p className={styles.success} role="status">
          {t(madeBy === 'this-try' ? 'finish.added' : 'finish.addedEarlier', { name: application.name })}
        </p>
        <p>{t(isOpenToAll ? 'finish.openToAll' : 'finish.disabled')}</p>
        {left.map(({ part, failure: why }) => {
          const { what, todo } = failureWords(tf, why)
          return (
            <WarningPanel key={part} what={t(`finish.left.${part}`)}>
              <p>
                {what} {todo}
              </p>
            </WarningPanel>
          )
        })}
        <ul className={styles.ways}>
          {keyId !== undefined && (
            <li>
              <Link href={editKeyHref(application.id, keyId)}>{t('finish.edit')}</Link>
              <p className="muted">{t('finish.editMeans')}</p>
            </li>
          )}
          <li>
            <Button variant="primary" onClick={() => onView(application.id)}>
              {t('finish.view')}
            </Button>
            <p className="muted">{t('finish.viewMeans')}</p>
          </li>
          {keyId !== undefined && !isOpenToAll && (
            <li>
              <Button blockedBecause={sendBlock} onClick={() => setAsking(true)}>
                {t('finish.unrestrict')}
              </Button>
              <p className="muted">{t('finish.unrestrictMeans')}</p>
            </li>
          )}
        </ul>
      </div>
      <Dialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t('finish.unrestrictTitle')}
        text={t('finish.unrestrictText')}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('cancel')}</Button>
            <Button variant="danger" busy={isBusy} blockedBecause={sendBlock} onClick={() => void unrestrict()}>
              {action}
            </Button>
          </>
        }
      >
        {failure && <FailurePanel failure={failure} />}
      </Dialog>
    </Page>
  )
}
