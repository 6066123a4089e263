import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Proof, Rotation } from '#shared/contract/rotations'
import { useHubBlock } from '../../bound/bound'
import { failureWords } from '../../failures/failure-words'
import { ShortDate } from '../../ui/Age'
import { Button } from '../../ui/Button'
import { tell } from '../../ui/toasts'
import { WarningPanel } from '../../ui/WarningPanel'
import styles from './Rotations.module.css'
import { useRotations } from './rotations.store'

/** The new key is tried with a real call before anything depends on it. */
export function ProveStep({ rotation, editKeyHref }: { rotation: Rotation; editKeyHref: string }) {
  const { t } = useTranslation('rotations')
  const hubBlock = useHubBlock()
  const take = useRotations((state) => state.take)
  const inFlight = useRotations((state) => state.inFlight)
  const { proof } = rotation

  return (
    <>
      <h2>{t('prove.title')}</h2>
      <p>{t('prove.text', { hint: rotation.newKey?.hint ?? '' })}</p>
      <ValueWords rotation={rotation} />
      {proof && proof.outcome !== 'accepted' && <Refusal proof={proof} editKeyHref={editKeyHref} />}
      <div className={styles.buttons}>
        <CopyNewButton rotation={rotation} />
        {proof?.outcome === 'address-refused' && (
          <Button busy={inFlight === 'confirmVerified'} onClick={() => void take('confirmVerified', rotation, {})}>
            {t('prove.byHand')}
          </Button>
        )}
        <Button variant="primary" busy={inFlight === 'verify'} blockedBecause={hubBlock} onClick={() => void take('verify', rotation, {})}>
          {t('prove.try')}
        </Button>
      </div>
    </>
  )
}

/** What a refused proof means: the three answers of the hub, and no answer, are four different things to do. */
function Refusal({ proof, editKeyHref }: { proof: Proof; editKeyHref: string }) {
  const { t } = useTranslation('rotations')
  const { t: tf } = useTranslation('failures')
  const { outcome, failure, fromAddress } = proof
  if ((outcome === 'unreachable' || outcome === 'other') && failure) {
    const { what, todo } = failureWords(tf, failure)
    return (
      <WarningPanel what={t('prove.notTried')}>
        <p>
          {what} {todo}
        </p>
      </WarningPanel>
    )
  }
  return (
    <WarningPanel what={t(`prove.${outcome}.title`)}>
      <p>{fromAddress === undefined ? t(`prove.${outcome}.text`) : t('prove.fromAddress', { address: fromAddress })}</p>
      {outcome === 'address-refused' && (
        <p>
          {t('prove.address-refused.more')} <Link href={editKeyHref}>{t('prove.editRestriction')}</Link>
        </p>
      )}
      <p className="muted">
        {t('prove.triedOn')} <ShortDate at={proof.at} />
      </p>
    </WarningPanel>
  )
}

/** Where the value of the new key is, so that nobody fears it is lost. */
export function ValueWords({ rotation: { value } }: { rotation: Rotation }) {
  const { t } = useTranslation('rotations')
  return value === 'none' ? null : <p className="muted">{t(`value.${value}`)}</p>
}

export function CopyNewButton({ rotation }: { rotation: Rotation }) {
  const { t } = useTranslation('rotations')
  const hubBlock = useHubBlock()
  const copyNew = useRotations((state) => state.copyNew)
  const inFlight = useRotations((state) => state.inFlight)
  const onCopy = async () => {
    const result = await copyNew(rotation)
    if (!result.ok) return
    const seconds = Math.max(1, Math.round((Date.parse(result.value.clearsAt) - Date.now()) / 1000))
    tell({ title: t('copied', { count: seconds }) })
  }
  return (
    <Button
      icon={<Copy aria-hidden="true" />}
      busy={inFlight === 'copyNew'}
      // What is in the keychain here can be copied without the hub.
      blockedBecause={rotation.value === 'here' || rotation.value === 'session' ? null : hubBlock}
      onClick={() => void onCopy()}
    >
      {t('copyNew')}
    </Button>
  )
}
