import { Notification } from 'electron'

export type Notice = { title: string; body: string; onClick: () => void }
/** Words that the desktop shows outside of the windows. */
export type Notifier = { show(notice: Notice): void }

// Kept until they are gone: a notification that is collected as garbage takes its click with it.
const shown = new Set<Notification>()

export const desktopNotifier: Notifier = {
  show({ title, body, onClick }) {
    if (!Notification.isSupported()) return
    const notification = new Notification({ title, body })
    shown.add(notification)
    notification.on('click', () => {
      shown.delete(notification)
      onClick()
    })
    notification.on('close', () => {
      shown.delete(notification)
    })
    notification.show()
  },
}
