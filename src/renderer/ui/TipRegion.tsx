import { lazy, Suspense, useEffect, useState } from 'react'
import { followTips, type Tip } from './tips'

const TipPopup = lazy(() => import('./TipPopup').then((module) => ({ default: module.TipPopup })))

/** The one place where tips appear. */
export function TipRegion() {
  const [tip, setTip] = useState<Tip | null>(null)
  useEffect(() => followTips(setTip), [])
  if (!tip) return null
  return (
    <Suspense>
      <TipPopup tip={tip} onClose={() => setTip(null)} />
    </Suspense>
  )
}
