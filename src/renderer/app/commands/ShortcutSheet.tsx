import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  acceleratorsOf,
  COMMAND_GROUPS,
  COMMANDS,
  isNthEnvironment,
  type Command,
  type CommandGroup,
  type CommandPlatform,
} from '#shared/commands'
import { keysShown } from '#shared/rules/accelerators'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Keys } from './Keys'
import styles from './ShortcutSheet.module.css'

type Props = { open: boolean; onClose: () => void; platform: CommandPlatform }
type Row = { id: string; words: string; accelerators: readonly string[] }

const ALL: readonly Command[] = COMMANDS

/** All shortcuts by what they are for, as this platform writes them. */
export function ShortcutSheet({ open, onClose, platform }: Props) {
  const { t } = useTranslation('commands')
  const { t: tc } = useTranslation('common')
  const rowsOf = (group: CommandGroup): Row[] => [
    ...ALL.filter((command) => command.group === group && !isNthEnvironment(command.id))
      .map(({ id }) => ({ id, words: t(`name.${id}`), accelerators: acceleratorsOf(id, platform) }))
      .filter(({ accelerators }) => accelerators.length > 0),
    ...(group === 'environment' ? [{ id: 'nth', words: t('sheet.nth'), accelerators: ['Mod+1…9'] }] : []),
    ...(group === 'view'
      ? [
          { id: 'in', words: t('sheet.zoomIn'), accelerators: ['Mod+='] },
          { id: 'out', words: t('sheet.zoomOut'), accelerators: ['Mod+-'] },
          { id: 'reset', words: t('sheet.zoomReset'), accelerators: ['Mod+0'] },
        ]
      : []),
  ]
  const inLists: Row[] = [
    { id: 'rows', words: t('sheet.rows'), accelerators: ['↑', '↓', 'PageUp', 'PageDown'] },
    { id: 'ends', words: t('sheet.firstRow'), accelerators: ['Home', 'End'] },
    { id: 'open', words: t('sheet.openRow'), accelerators: ['Enter'] },
    { id: 'inside', words: t('sheet.insideRow'), accelerators: ['Tab'] },
    { id: 'escape', words: t('sheet.escape'), accelerators: ['Esc'] },
  ]

  return (
    <Dialog
      open={open}
      onClose={onClose}
      isWide
      title={t('sheet.title')}
      text={t('sheet.text')}
      actions={
        <Button variant="primary" onClick={onClose}>
          {tc('close')}
        </Button>
      }
    >
      {/* Taller than a small window: its lines can be scrolled by keys. */}
      <div className={styles.scroller} tabIndex={0} role="group" aria-label={t('sheet.title')}>
        <div className={styles.groups}>
          {COMMAND_GROUPS.map((group) => (
            <Group key={group} title={t(`sheet.group.${group}`)} rows={rowsOf(group)} platform={platform} or={t('sheet.or')} />
          ))}
          <Group title={t('sheet.tables')} rows={inLists} platform={platform} or="" />
        </div>
      </div>
    </Dialog>
  )
}

type GroupProps = { title: string; rows: readonly Row[]; platform: CommandPlatform; or: ReactNode }

function Group({ title, rows, platform, or }: GroupProps) {
  return (
    <section className={styles.group}>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.rows}>
        {rows.map(({ id, words, accelerators }) => (
          <div key={id} className={styles.row}>
            <dt>{words}</dt>
            <dd className={styles.keys}>
              {accelerators.map((accelerator, index) => (
                <Fragment key={accelerator}>
                  {index > 0 && <span className="muted small"> {or} </span>}
                  <Keys keys={keysShown(accelerator, platform)} />
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
