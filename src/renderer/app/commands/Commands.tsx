import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandId } from '#shared/commands'
import { commandFor } from '#shared/rules/accelerators'
import { minutesUnlocked } from '../../bound/bound'
import { ProtectionDialog } from '../../features/environments/ProtectionDialog'
import { useEnvironments } from '../../features/environments/environments.store'
import { useNow } from '../../i18n/use-format'
import { tell } from '../../ui/toasts'
import { useBridge } from '../bridge'
import { paths } from '../routes'
import { useShell } from '../shell.store'
import { createCommandsStore } from './commands.store'
import { Palette } from './Palette'
import { ShortcutSheet } from './ShortcutSheet'
import { useRunner } from './use-runner'

/** Toasts are dialogs too, but ask for nothing; nor does one that is on its way out. */
const ASKING = '[role="dialog"]:not([aria-modal="false"], [data-closed]), [role="alertdialog"]:not([data-closed])'

type Shown = 'palette' | 'shortcuts' | 'protection' | null

/** Everything that is asked of the window by a key, by the menu or by name, for whichever page is shown. */
export function Commands() {
  const { t } = useTranslation('commands')
  const bridge = useBridge()
  const [store] = useState(() => createCommandsStore(bridge.api))
  const [shown, setShown] = useState<Shown>(null)
  const platform = useShell((state) => state.facts?.platform ?? 'linux')
  const openEnvironment = useEnvironments((state) => state.open)
  const now = useNow()
  const shows = useMemo(
    () => ({
      palette: () => setShown('palette'),
      shortcuts: () => setShown('shortcuts'),
      protection: () => setShown('protection'),
      openWindow: () => store.getState().openWindow(),
    }),
    [store],
  )
  const runner = useRunner(shows)
  const { run, bound, navigate } = runner
  const close = useCallback(() => setShown(null), [])

  /** From a key or the menu: not while a question or a sheet is open, whose answer it could change. */
  const ask = useCallback(
    (id: CommandId, fromMenu: boolean) => {
      if (shown === 'palette' && id === 'commands.open') close()
      else if (!document.querySelector(ASKING)) run(id)
      else if (fromMenu) tell({ title: t('reason.dialogOpen') })
    },
    [shown, close, run, t],
  )

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return
      const id = commandFor(event, platform, isTyping(event.target))
      if (id === null) return
      event.preventDefault()
      ask(id, false)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [platform, ask])

  useEffect(() => bridge.listen('commands.run', ({ command }) => ask(command, true)), [bridge, ask])
  const boundId = bound?.id
  useEffect(
    () =>
      bridge.listen('rotations.reminded', ({ environmentId, rotationId }) => {
        const isThere = environmentId === boundId ? Promise.resolve(true) : openEnvironment(environmentId)
        void isThere.then((isOpen) => isOpen && navigate(paths.rotation(rotationId)))
      }),
    [bridge, boundId, openEnvironment, navigate],
  )

  return (
    <>
      <Palette open={shown === 'palette'} onClose={close} runner={runner} store={store} platform={platform} />
      <ShortcutSheet open={shown === 'shortcuts'} onClose={close} platform={platform} />
      {shown === 'protection' && bound && <ProtectionDialog environment={bound} minutes={minutesUnlocked(bound, now)} onClose={close} />}
    </>
  )
}

/** Whether a key would write something where the focus is. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input:not([type="checkbox"], [type="radio"], [type="button"]), textarea, select')
}
