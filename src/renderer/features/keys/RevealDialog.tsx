import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '#shared/contract/keys'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Skeleton } from '../../ui/Skeleton'
import styles from './Keys.module.css'
import { nameOf } from './key-words'
import { useKeys, type Place } from './keys.store'

type Props = { place: Place; apiKey: ApiKey; onClose: () => void }
type Shown = { value: string; hidesAt: number }

/**
 * Shows a key until `hidesAt`. The value lives in this component alone, and what closes or hides the dialog takes it out
 * of the page: it is in no store and in no other part of the screen.
 */
export function RevealDialog({ place, apiKey, onClose }: Props) {
  const { t } = useTranslation('keys')
  const reveal = useKeys((state) => state.reveal)
  const failure = useKeys((state) => state.failure)
  const [shown, setShown] = useState<Shown | null>(null)
  const [seconds, setSeconds] = useState(0)
  const asked = useRef(false)
  const { environmentId, applicationId } = place
  const { id } = apiKey

  const ask = useCallback(async () => {
    const result = await reveal({ environmentId, applicationId }, id)
    if (!result.ok) return
    const hidesAt = Date.parse(result.value.hidesAt)
    setSeconds(secondsUntil(hidesAt))
    setShown({ value: result.value.value, hidesAt })
  }, [reveal, environmentId, applicationId, id])
  useEffect(() => {
    // Each look is recorded: asked once for this dialog, however often it is rendered.
    if (asked.current) return
    asked.current = true
    void ask()
  }, [ask])
  useEffect(() => {
    if (!shown) return undefined
    const timer = setInterval(() => {
      const left = secondsUntil(shown.hidesAt)
      setSeconds(left)
      if (left > 0) return
      setShown(null)
      onClose()
    }, 250)
    return () => clearInterval(timer)
  }, [shown, onClose])

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('reveal.title', { name: nameOf(apiKey) })}
      text={t('reveal.text')}
      actions={
        <Button variant={shown ? 'primary' : 'plain'} onClick={onClose}>
          {t(shown ? 'reveal.hide' : 'reveal.close')}
        </Button>
      }
    >
      {shown ? (
        <>
          <code className={styles.value} aria-label={t('reveal.value')}>
            {shown.value}
          </code>
          <p className="muted small">{t('reveal.hidesIn', { count: seconds })}</p>
        </>
      ) : failure ? (
        <FailurePanel failure={failure} onRetry={() => void ask()} />
      ) : (
        <Skeleton label={t('reveal.asking')} rows={1} />
      )}
    </Dialog>
  )
}

const MOST_SECONDS = 30
/** Never longer than half a minute, also when the clock was set back meanwhile. */
const secondsUntil = (at: number) => Math.min(MOST_SECONDS, Math.max(0, Math.ceil((at - Date.now()) / 1000)))
