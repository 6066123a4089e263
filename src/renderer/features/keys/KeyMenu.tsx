import { Menu } from '@base-ui/react/menu'
import { Ellipsis, Eye, FileKey, RefreshCw, Tag, Terminal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '#shared/contract/keys'
import { IconButton } from '../../ui/IconButton'
import styles from './Keys.module.css'
import { nameOf } from './key-words'

export type KeyMenuAction = 'reveal' | 'copyLine' | 'handOver' | 'notes' | 'rotate'
type Props = { apiKey: ApiKey; tabIndex: number; hubBlock: string | null; onAction: (action: KeyMenuAction, key: ApiKey) => void }

/** What is done with a key less often. What needs the hub says so while it cannot be reached. */
export function KeyMenu({ apiKey, tabIndex, hubBlock, onAction }: Props) {
  const { t } = useTranslation('keys')
  const items = [
    { action: 'reveal', icon: <Eye aria-hidden="true" />, needsHub: true },
    { action: 'copyLine', icon: <Terminal aria-hidden="true" />, needsHub: true },
    { action: 'handOver', icon: <FileKey aria-hidden="true" />, needsHub: true },
    { action: 'notes', icon: <Tag aria-hidden="true" />, needsHub: false },
    { action: 'rotate', icon: <RefreshCw aria-hidden="true" />, needsHub: false },
  ] as const
  const name = t('more', { name: nameOf(apiKey) })

  return (
    <Menu.Root>
      <Menu.Trigger render={<IconButton label={name} icon={<Ellipsis aria-hidden="true" />} tabIndex={tabIndex} />} />
      <Menu.Portal role="region" aria-label={name}>
        <Menu.Positioner className={styles.positioner} align="end" sideOffset={4}>
          <Menu.Popup className={styles.menu}>
            {items.map(({ action, icon, needsHub }) => (
              <Menu.Item
                key={action}
                className={styles.menuItem}
                label={t(`menu.${action}`)}
                disabled={needsHub && hubBlock !== null}
                data-tip={needsHub && hubBlock !== null ? hubBlock : undefined}
                onClick={() => onAction(action, apiKey)}
              >
                {icon}
                <span className={styles.menuName}>{t(`menu.${action}`)}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
