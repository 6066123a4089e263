import { Menu } from '@base-ui/react/menu'
import { ChevronsUpDown, Plug, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments'
import type { EnvironmentId } from '#shared/contract/op'
import { useCommand } from '../../commands/offers'
import { EnvironmentMark, useTypeWord } from './EnvironmentMark'
import styles from './Environments.module.css'
import { useEnvironments } from './environments.store'
import { RemoveDialog } from './RemoveDialog'

type Props = { modifier: string; onChoose: (id: EnvironmentId) => void; onConnect: () => void; onRemoved: () => void }

/** Which environment this window shows, and the way to another. */
export function EnvironmentPicker({ modifier, onChoose, onConnect, onRemoved }: Props) {
  const { t } = useTranslation('environments')
  const typeWord = useTypeWord()
  const byId = useEnvironments((state) => state.byId)
  const order = useEnvironments((state) => state.order)
  const { t: tp } = useTranslation('environmentPages')
  const boundId = useEnvironments((state) => state.boundId)
  const [removing, setRemoving] = useState<Environment | null>(null)
  const bound = boundId === null ? null : (byId[boundId] ?? null)
  useCommand('environment.remove', bound ? { run: () => setRemoving(bound) } : null)
  const shortcut = (index: number) => (index >= 0 && index < 9 ? `${modifier} ${index + 1}` : '')

  return (
    <>
      <Menu.Root>
        <Menu.Trigger className={styles.picker} aria-label={bound ? t('picker', { name: bound.name }) : t('pickerNone')}>
          {bound && <EnvironmentMark type={bound.type} />}
          <span className={styles.pickerName} data-tip={bound?.name} data-tip-if="cut">
            {bound?.name ?? t('pickerNone')}
          </span>
          <ChevronsUpDown className={styles.pickerIcon} aria-hidden="true" />
        </Menu.Trigger>
        <Menu.Portal role="region" aria-label={tp('choose.title')}>
          <Menu.Positioner className={styles.positioner} side="bottom" align="start" sideOffset={4}>
            <Menu.Popup className={styles.menu}>
              <Menu.RadioGroup value={boundId} onValueChange={(id: EnvironmentId) => onChoose(id)}>
                {order.flatMap((id, index) => {
                  const environment = byId[id]
                  if (!environment) return []
                  return (
                    <Menu.RadioItem key={id} value={id} className={styles.menuItem} closeOnClick>
                      <EnvironmentMark type={environment.type} />
                      <span className={styles.menuName}>{environment.name}</span>
                      <span className={styles.menuType}>{typeWord(environment.type)}</span>
                      <span className={styles.shortcut}>{shortcut(index)}</span>
                    </Menu.RadioItem>
                  )
                })}
              </Menu.RadioGroup>
              <Menu.Separator className={styles.separator} />
              <Menu.Item className={styles.menuItem} onClick={onConnect}>
                <Plug aria-hidden="true" />
                <span className={styles.menuName}>{t('connectToHub')}</span>
              </Menu.Item>
              {bound && (
                <Menu.Item className={styles.menuItem} onClick={() => setRemoving(bound)}>
                  <Trash2 aria-hidden="true" />
                  <span className={styles.menuName}>{t('removeItem', { name: bound.name })}</span>
                </Menu.Item>
              )}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <RemoveDialog environment={removing} onClose={() => setRemoving(null)} onRemoved={onRemoved} />
    </>
  )
}
