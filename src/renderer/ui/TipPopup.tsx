import { Tooltip } from '@base-ui/react/tooltip'
import styles from './TipPopup.module.css'
import type { Tip } from './tips'

export function TipPopup({ tip, onClose }: { tip: Tip; onClose: () => void }) {
  return (
    <Tooltip.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Tooltip.Portal>
        <Tooltip.Positioner anchor={tip.anchor} side={tip.side} sideOffset={6} className={styles.positioner}>
          <Tooltip.Popup className={styles.popup}>{tip.text}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
