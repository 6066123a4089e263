import { Lock, LockOpen } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minutesUnlocked, useBound } from '../../bound/bound'
import { useNow } from '../../i18n/use-format'
import { Button } from '../../ui/Button'

const ProtectionDialog = lazy(() => import('./ProtectionDialog').then((module) => ({ default: module.ProtectionDialog })))

/** How the environment is guarded, in the strip: what it says is also the way to change it. */
export function ProtectionControl() {
  const { t } = useTranslation('environments')
  const { environment } = useBound()
  const now = useNow(10_000)
  const [open, setOpen] = useState(false)
  const minutes = minutesUnlocked(environment, now)
  const { protection } = environment
  const words =
    protection !== 'read-only'
      ? t(`protection.${protection}`)
      : minutes > 0
        ? t('protection.unlocked', { minutes })
        : t('protection.locked')
  const Icon = protection === 'read-only' && minutes === 0 ? Lock : LockOpen

  return (
    <>
      <Button variant="strip" icon={<Icon aria-hidden="true" />} onClick={() => setOpen(true)}>
        {words}
      </Button>
      {/* A new dialog each time, so that nothing typed before is left in it. */}
      {open && (
        <Suspense>
          <ProtectionDialog environment={environment} minutes={minutes} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
