export const refreshes = {
  title: 'Automatic refresh of {{name}}',
  text: 'While Hubkeeper runs it reads this environment again by itself: not during a change, not so that the keychain asks for its password, and more rarely while the hub does not answer.',
  legend: 'Automatic refresh',
  save: 'Save',
  cancel: 'Cancel',
  offMeans: 'It is read when you choose Refresh.',
  offProduction: 'It is read when you choose Refresh. Production is never read by itself unless you choose it here.',
  every: {
    off: { label: 'Off', status: 'Automatic refresh: off' },
    '15-minutes': { label: 'Every 15 minutes', status: 'Refreshes every 15 minutes' },
    hour: { label: 'Every hour', status: 'Refreshes every hour' },
    '4-hours': { label: 'Every 4 hours', status: 'Refreshes every 4 hours' },
    day: { label: 'Every day', status: 'Refreshes every day' },
  },
  pause: {
    offline: '{{status}} · paused while offline',
    keychain: '{{status}} · waits until the keychain is used',
    change: '{{status}} · waits for a change to end',
  },
  next: 'Next at {{clock}}',
}
