import { app, Menu } from 'electron'
import type { CommandId } from '#shared/commands'
import type { EnvironmentId } from '#shared/contract/op'
import { events, type EventName, type Events } from '#shared/contract/events'
import { desktopWords } from '#shared/words/desktop'
import { createDueReminder, type Reminder } from './features/rotations/due-reminder'
import type { RotationRecord } from './features/rotations/rotations.repo'
import { systemClock } from './platform/clock'
import type { Log } from './platform/log'
import { desktopNotifier, type Notifier } from './window/desktop-notifier'
import type { DesktopState } from './window/desktop-state'
import { menuTemplate } from './window/menu'
import type { OurWindow, Windows } from './window/windows'

type Deps = {
  windows: Windows
  desktop: DesktopState
  log: Log
  built: { unfinishedRotations: () => RotationRecord[]; nameOf: (environmentId: EnvironmentId) => string }
  open: (environmentId?: EnvironmentId) => void
}

const LOOK_EVERY_MS = 30 * 60_000
/** Not while the first rows are on their way. */
const FIRST_LOOK_AFTER_MS = 10_000

/** What stands around the windows: the menu, a second start of the app, the log of pages that stop working, and reminders. */
export function startDesktop({ windows, desktop, log, built, open }: Deps): void {
  windows.reportTo((what, facts) => {
    log.error(what, facts)
  })
  const platform = process.platform === 'darwin' ? 'mac' : process.platform === 'win32' ? 'windows' : 'linux'
  const run = (command: CommandId, browser: { id: number } | undefined) => {
    const window = windows.ofMenu(browser?.id)
    if (window) send(window, 'commands.run', { command })
    // On a Mac the menu is there without any window.
    else open()
  }
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(platform, run)))

  app.on('second-instance', () => {
    if (!windows.bringForward()) open()
  })

  // Tests and demonstrations do not want to speak to the person at the desktop.
  if (process.env.HUBKEEPER_NOTIFICATIONS !== 'off') remindOfRotations({ windows, desktop, built, open }, desktopNotifier)
}

/** A reminder leads to its rotation, in a window of its environment if there is one. */
function remindOfRotations({ windows, desktop, built, open }: Omit<Deps, 'log'>, notifier: Notifier): void {
  const { title, text } = desktopWords.due
  const reminder = createDueReminder({
    clock: systemClock,
    unfinished: () => built.unfinishedRotations(),
    remindedOn: (id) => desktop.remindedOn(id),
    keepReminded: (day, ids) => {
      desktop.keepReminded(day, ids)
    },
    remind({ application, label, environmentId, rotationId }: Reminder) {
      notifier.show({
        title: title(application),
        body: text(label, built.nameOf(environmentId)),
        onClick() {
          const window = windows.bringForward(environmentId)
          if (window) send(window, 'rotations.reminded', { environmentId, rotationId })
          else open(environmentId)
        },
      })
    },
  })
  setTimeout(() => {
    reminder.look()
  }, FIRST_LOOK_AFTER_MS).unref()
  setInterval(() => {
    reminder.look()
  }, LOOK_EVERY_MS).unref()
}

/** To one window, parsed as everything that main announces. */
function send<N extends EventName>(window: OurWindow, name: N, payload: Events[N]): void {
  window.send(name, events[name].parse(payload))
}
