export const common = {
  close: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  dismiss: 'Dismiss',
  loading: 'Loading…',
  clearSearch: 'Clear search',
  asOf: 'As of {{clock}}, {{ago}}',
  neverRead: 'Not read yet',
  notifications: 'Notifications',
  breadcrumb: 'Breadcrumb',
}
