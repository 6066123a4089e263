/** What main itself says to a person, outside of any page: in dialogs of the system and in notifications. */
export const desktopWords = {
  unsaved: {
    closeTitle: 'Close this window and lose what is not saved?',
    quitTitle: 'Quit Hubkeeper and lose what is not saved?',
    stay: 'Keep editing',
    close: 'Close without saving',
    quit: 'Quit without saving',
    more: (count: number) => `and ${String(count)} more`,
  },
  crashed: {
    title: 'This window stopped working again.',
    text: 'It was opened anew once already. What was sent to the hub before is not affected.',
    reload: 'Open it again',
    close: 'Close the window',
  },
  hung: {
    title: 'This window does not answer.',
    text: 'You can wait, or open the same page anew. What is listed here was not saved and is lost then:',
    wait: 'Wait',
    reload: 'Open it anew',
  },
  due: {
    title: (application: string) => `Rotation of ${application}: the planned end is reached`,
    text: (label: string, environment: string) => `The old API key ${label} in ${environment} can be removed. Choose this to go on.`,
  },
}
export type DesktopWords = typeof desktopWords
