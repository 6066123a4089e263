import { Dialog } from '@base-ui/react/dialog'
import { Boxes, Globe, KeyRound, SquareTerminal, type LucideIcon } from 'lucide-react'
import { memo, useCallback, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { CommandPlatform } from '#shared/commands'
import { useFormat } from '../../i18n/use-format'
import { afterPaint } from '../../ui/after-paint'
import type { CommandsStoreApi } from './commands.store'
import { Keys } from './Keys'
import { foundEntries, type Entry, type EntryKind } from './palette-entries'
import styles from './Palette.module.css'
import { useEntries } from './use-entries'
import type { Runner } from './use-runner'

type Props = { open: boolean; onClose: () => void; runner: Runner; store: CommandsStoreApi; platform: CommandPlatform }

/** So many lines are put in the page; who does not find it among them types another word. */
const MOST = 60
/** As many as are seen at once: they come with the first frame, the others after it. */
const AT_FIRST = 14
const PAGE = 8
const ICONS: Record<EntryKind, LucideIcon> = { command: SquareTerminal, environment: Globe, application: Boxes, key: KeyRound }

/** One field that finds every command, page, environment, application and key label, and runs or opens it. */
export function Palette({ open, onClose, runner, store, platform }: Props) {
  const { t } = useTranslation('commands')
  const chosen = useRef<Entry | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const boundId = runner.bound?.id
  useEffect(() => {
    if (open && boundId !== undefined) void store.getState().loadLabels(boundId)
  }, [open, boundId, store])

  const onChoose = (entry: Entry) => {
    if (entry.blockedBecause !== null) return
    store.getState().ran(entry.id)
    chosen.current = entry
    onClose()
  }
  // Run once the focus is back where it was: what opens next gives it back to there, and a page takes it for its own.
  const onClosed = () => {
    const entry = chosen.current
    chosen.current = null
    entry?.run()
  }

  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      onOpenChangeComplete={(isOpen) => !isOpen && onClosed()}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} initialFocus={input}>
          <Dialog.Title className="visually-hidden">{t('palette.title')}</Dialog.Title>
          <Finder inputRef={input} runner={runner} store={store} platform={platform} onChoose={onChoose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

type FinderProps = Omit<Props, 'open' | 'onClose'> & {
  inputRef: React.RefObject<HTMLInputElement | null>
  onChoose: (entry: Entry) => void
}

/** New each time the palette is opened, so that nothing typed before is left in it. */
function Finder({ inputRef, runner, store, platform, onChoose }: FinderProps) {
  const { t } = useTranslation('commands')
  const format = useFormat()
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  const [query, setQuery] = useState('')
  const [activeAt, setActiveAt] = useState(0)
  const recent = useStore(store, (state) => state.recent)
  const entries = useEntries(runner, store, platform)
  const found = useMemo(() => foundEntries(entries, query, recent), [entries, query, recent])
  const [most, setMost] = useState(AT_FIRST)
  useEffect(() => afterPaint(() => setMost(MOST)), [])
  const shown = found.slice(0, most)
  const active = Math.min(activeAt, shown.length - 1)
  const latest = useRef(onChoose)
  useEffect(() => {
    latest.current = onChoose
  })
  const chooseLatest = useCallback((entry: Entry) => latest.current(entry), [])
  const recentWord = t('palette.recent')
  const optionId = (index: number) => `${id}-${String(index)}`

  // Only where a key moved it to: looking for its place costs a layout, and the first line is always in sight.
  const movedTo = useRef(false)
  useEffect(() => {
    if (movedTo.current) list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
    movedTo.current = false
  }, [active])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const next = nextAt(event, active, shown.length)
    if (next !== null) {
      event.preventDefault()
      movedTo.current = true
      setActiveAt(next)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const entry = shown[active]
      if (entry) onChoose(entry)
    }
  }
  const counts = { count: found.length, shown: format.number(found.length) }
  const status =
    found.length === 0
      ? t('palette.nothing')
      : found.length > shown.length
        ? t('palette.more', { found: t('palette.found', counts), shown: format.number(shown.length) })
        : t('palette.found', counts)

  return (
    <>
      <input
        ref={inputRef}
        className={styles.input}
        type="text"
        role="combobox"
        aria-label={t('palette.title')}
        aria-expanded
        aria-autocomplete="list"
        aria-controls={id}
        aria-activedescendant={active < 0 ? undefined : optionId(active)}
        placeholder={t('palette.placeholder')}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setActiveAt(0)
          movedTo.current = true
        }}
        onKeyDown={onKeyDown}
      />
      <ul ref={list} id={id} role="listbox" aria-label={t('palette.list')} className={styles.list} tabIndex={-1}>
        {shown.map((entry, index) => (
          <Line
            key={entry.id}
            id={optionId(index)}
            entry={entry}
            isActive={index === active}
            index={index}
            of={found.length}
            recent={recent.includes(entry.id) ? recentWord : null}
            onPoint={setActiveAt}
            onChoose={chooseLatest}
          />
        ))}
      </ul>
      <p role="status" className={styles.status}>
        {status}
      </p>
    </>
  )
}

type LineProps = {
  id: string
  entry: Entry
  isActive: boolean
  index: number
  of: number
  /** The word for it, if it is. */
  recent: string | null
  onPoint: (index: number) => void
  onChoose: (entry: Entry) => void
}

const Line = memo(function Line({ id, entry, isActive, index, of, recent, onPoint, onChoose }: LineProps) {
  const { kind, title, detail, keys, blockedBecause } = entry
  const Icon = ICONS[kind]
  const isBlocked = blockedBecause !== null
  return (
    // The field has the focus and the keys; a click here is only a second way.
    <li
      id={id}
      role="option"
      className={styles.line}
      aria-selected={isActive}
      aria-disabled={isBlocked || undefined}
      aria-posinset={index + 1}
      aria-setsize={of}
      onMouseMove={isActive ? undefined : () => onPoint(index)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(entry)}
    >
      <Icon aria-hidden="true" className={styles.icon} />
      <span className={styles.words}>
        <span className={styles.title}>{title}</span>
        {isBlocked && <span className={styles.reason}>{blockedBecause}</span>}
      </span>
      {recent !== null && <span className={styles.detail}>{recent}</span>}
      {kind !== 'command' && <span className={styles.detail}>{detail}</span>}
      {keys && <Keys keys={keys} />}
    </li>
  )
})

function nextAt(event: KeyboardEvent, active: number, count: number): number | null {
  if (count === 0 || event.ctrlKey || event.metaKey || event.altKey) return null
  switch (event.key) {
    case 'ArrowDown':
      return (active + 1) % count
    case 'ArrowUp':
      return (active + count - 1) % count
    case 'PageDown':
      return Math.min(count - 1, active + PAGE)
    case 'PageUp':
      return Math.max(0, active - PAGE)
    default:
      return null
  }
}
