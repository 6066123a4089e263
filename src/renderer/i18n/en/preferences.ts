export const preferences = {
  title: 'Preferences',
  facts: 'For this computer. Each choice is saved at once.',
  saved: 'Saved',
  theme: { legend: 'Theme', system: 'As the desktop', light: 'Light', dark: 'Dark' },
  language: { legend: 'Language', system: 'Like the desktop' },
  analytics: {
    legend: 'Usage analytics',
    declined: 'Decline usage analytics',
    declinedMeans: 'Nothing is sent.',
    allowed: 'Allow usage analytics',
    allowedMeans:
      'The names of screens and commands, and the version, go to an analytics service if your organisation configured it. Never a name, URL, key or value.',
  },
  clipboard: {
    label: 'Clear the clipboard after',
    hint: 'A copied API key is removed from the clipboard if it is still there.',
    seconds_one: '{{count}} second',
    seconds_other: '{{count}} seconds',
    minutes_one: '{{count}} minute',
    minutes_other: '{{count}} minutes',
  },
  keyMaxAgeDays: { label: 'Key policy: oldest API key', hint: 'In days. Key health marks keys that are older.' },
  keyMaxPerApplication: { label: 'Key policy: API keys an application', hint: 'Key health marks applications that have more.' },
  keyMaxAddresses: {
    label: 'Key policy: addresses a key',
    hint: 'Key health marks lists that let in more. An IPv6 network of 64 bits counts as one.',
  },
  outOfRange: 'A whole number from {{min}} to {{max}}.',
  csv: {
    legend: 'CSV exports',
    excel: 'Excel',
    excelMeans: 'UTF-8 with a mark that Excel recognises.',
    plain: 'Plain CSV',
    plainMeans: 'UTF-8 without a mark, for programs.',
  },
}
