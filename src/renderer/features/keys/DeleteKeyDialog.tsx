import { useTranslation } from 'react-i18next'
import { useBound, useSendBlock, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import type { ApiKey } from '#shared/contract/keys'
import { failureWords } from '../../failures/failure-words'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { WarningPanel } from '../../ui/WarningPanel'
import styles from './Keys.module.css'
import { nameOf } from './key-words'
import { placeKey, useKeys, type Place } from './keys.store'

type Props = { place: Place; apiKey: ApiKey; onClose: () => void; onRemoved: () => void; onRotate: () => void }

/** Deletes a key, after saying which and where it is used. The last one stays; rotating it is offered instead. */
export function DeleteKeyDialog({ place, apiKey, onClose, onRemoved, onRotate }: Props) {
  const { t } = useTranslation('keys')
  const { t: tf } = useTranslation('failures')
  const { environment } = useBound()
  const typeName = useTypeName()
  const sendBlock = useSendBlock()
  const confirmWrite = useConfirmWrite()
  const remove = useKeys((state) => state.remove)
  const isRemoving = useKeys((state) => state.inFlight === 'remove')
  const failure = useKeys((state) => state.failure)
  const clearFailure = useKeys((state) => state.clearFailure)
  const known = useKeys((state) => state.byPlace[placeKey(place)]?.value?.keys)
  const isLast = known?.length === 1 || failure?.code === 'last-api-key'
  const action = t('delete.confirm', { type: typeName })
  const places = apiKey.notes.usages

  const onDelete = async () => {
    // After a conflict the list here is new, and so is what the person looks at.
    const etag = known?.find(({ id }) => id === apiKey.id)?.etag
    const confirmed = await confirmWrite(action)
    if (!confirmed) return
    const result = await remove({ ...place, keyId: apiKey.id, ...(etag === undefined ? {} : { etag }), ...confirmed })
    if (result.ok) onRemoved()
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('delete.title', { name: nameOf(apiKey) })}
      text={t('delete.text', { environment: environment.name })}
      actions={
        <>
          <Button onClick={onClose}>{t('sheet.cancel')}</Button>
          {isLast && <Button onClick={onRotate}>{t('delete.rotate')}</Button>}
          <Button
            variant="danger"
            busy={isRemoving}
            blockedBecause={isLast ? tf('last-api-key.what') : sendBlock}
            onClick={() => void onDelete()}
          >
            {action}
          </Button>
        </>
      }
    >
      {places.length === 0 ? (
        <p className="muted">{t('delete.usedNowhere')}</p>
      ) : (
        <div>
          <p>{t('delete.usedIn', { count: places.length })}</p>
          <ul className={styles.places}>
            {places.map(({ id, place: where, owner }) => (
              <li key={id}>
                {where}
                {owner !== '' && <span className="muted"> · {owner}</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {isLast && <WarningPanel what={tf('last-api-key.what')} />}
      {failure && failure.code !== 'last-api-key' && (
        <FailurePanel
          failure={failure}
          onRetry={failure.code === 'conflict' ? clearFailure : undefined}
          words={failure.code === 'conflict' ? { what: failureWords(tf, failure).what, todo: t('delete.moved') } : undefined}
        />
      )}
    </Dialog>
  )
}
