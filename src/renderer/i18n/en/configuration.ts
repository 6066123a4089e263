export const configuration = {
  title: 'API Configuration',
  facts: 'ISO codes and upgrade actions of applications that have settings available.',
  application: 'Application',
  choose: 'Choose an application',
  tabs: 'API Configuration',
  tab: { iso: 'ISO Code Settings', upgrades: 'Upgrade Actions' },
  noneTitle: 'No application has settings available',
  noneText: 'An application is listed here once it has a base URI, owned resources, and a source application that answers with settings.',
  inbox: 'Upgrade actions of all applications',
  import: 'Import API Settings',
  resources: 'Owned Resources',
}
