export const updates = {
  title: 'Updates',
  version: 'This is version {{version}}. Newer ones are looked for, downloaded and installed only when you say so.',
  check: 'Check for updates',
  download: 'Download it',
  install: 'Restart and install it',
  noFeed: 'This copy was made without a place to get updates from. Ask whoever gave it to you for a newer one.',
  upToDate: 'There is no newer version.',
  available: 'Version {{version}} is available.',
  ready: 'Version {{version}} is downloaded and ready.',
  busy: { check: 'Looking…', download: 'Downloading…', install: 'Restarting…' },
  failed: { what: 'The update could not be fetched.', todo: 'Nothing was changed. Check the network connection and try again.' },
}
