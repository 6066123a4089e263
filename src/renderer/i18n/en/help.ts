/** Each procedure of the hub's documentation, in our own words: steps in the order in which they are taken. */
export const help = {
  title: 'Help',
  facts: 'How everything is done here, step by step.',
  contents: 'On this page',
  open: 'Open {{page}}',
  rule: 'Good to know:',
  topics: {
    addKey: {
      title: 'Add an API key and restrict it',
      when: 'An application needs one more key, for example to replace one without an interruption.',
      steps: [
        'Open Applications and click the name of the application. Search by name above the list.',
        'Open its API Keys tab and click Add API Key.',
        'Type the addresses that may use the key, one by one or pasted as a list: single addresses, ranges and CIDR blocks.',
        'Click Add. The new key can be copied, shown for a moment, or handed over to a protected file.',
      ],
      note: 'A key with an empty list is denied everywhere. A key without restrictions works from everywhere, so that is asked once more.',
    },
    modify: {
      title: 'Change what addresses a key works from',
      when: 'A server moved, or a key is open to more than it needs.',
      steps: [
        'Open the API Keys tab of the application.',
        'Click the edit button in the row of the key. Rows without restrictions are yellow and say so.',
        'Change the list. What becomes wider or narrower is shown before anything is sent.',
        'Save. If somebody changed the key meanwhile, both versions stand side by side and you choose.',
      ],
      note: 'Address sets hold addresses that many keys share; a changed set can bring all of its keys up to date with one plan.',
    },
    rotate: {
      title: 'Change an API key',
      when: 'A key is old, may have been seen, or somebody who knew it has left.',
      steps: [
        'In the API Keys tab open the menu of the key and choose Rotate.',
        'Create the new key. It has the restrictions of the old one, and both work from now on.',
        'Prove it with a real sign-in.',
        'Put it into every place where the old one is used, and tick each.',
        'Delete the old key, now or on a planned day. It is never deleted before that.',
      ],
      note: 'A rotation can be left and continued at any time, also after a crash. The page Rotations lists those that are not finished.',
    },
    create: {
      title: 'Create an application',
      when: 'A new program is to work with the hub.',
      steps: [
        'On the Applications page, under Create New App, click Manually or From Catalog.',
        'Give it a name that no other application has. From the catalog, choose what it is first.',
        'If it is a source application, enter its base URI, user and password. They are tried with a real call before you go on.',
        'Choose the resources that it owns, and what it may use of other owners.',
        'Look through the summary and create it. It comes with a first API key that is disabled for all IP addresses.',
        'On the last page go to its key and set the addresses that may use it.',
      ],
      note: 'What you typed is kept as a draft, without the password, until the application is there.',
    },
    settings: {
      title: 'Set up API settings',
      when: 'An application owns resources whose defaults and mappings are to be chosen.',
      steps: [
        'Open the application and its Owned Resources tab.',
        'Click a resource. It opens with its Resource Defaults; the other tabs hold its mappings and behaviors.',
        'Click the edit button of a row and choose a Source Value.',
        'Review what changes, and save. What is saved can be taken back.',
      ],
      note: 'User and password of the source application are asked for once and kept in the keychain of this computer.',
    },
    noLink: {
      title: 'Find out why a resource cannot be clicked',
      when: 'A resource has settings but is no link, or an export answers with error 400.',
      steps: [
        'Open the Owned Resources tab and choose Why no links?',
        'Check now. The list of resources and the five settings endpoints of the source application are called, each with its own Accept header.',
        'Read which call failed and what to do: the base URI, the credentials, or the source application itself.',
        'Copy the result as text for whoever looks after the source application.',
      ],
      note: 'One failing endpoint is enough for no resource to be a link. What the others answered can still be shown and edited.',
    },
    iso: {
      title: 'Configure ISO codes',
      when: 'Countries, currencies, languages or regions of the source are to be matched with their ISO codes.',
      steps: [
        'Open API Configuration and click the application.',
        'Choose a list in ISO Code Settings.',
        'Search for a row and choose its ISO code. Recommendations are shown where a name or code agrees.',
        'Save. Rows that were changed by somebody else meanwhile are not overwritten.',
      ],
      note: 'Recommendations are never saved by themselves.',
    },
    upgrades: {
      title: 'Complete upgrade actions',
      when: 'A source application was upgraded and brought new settings.',
      steps: [
        'Open API Configuration and its upgrade actions, or the tab of that name of the application.',
        'Configure again with the user and password of the source application, or skip the action.',
        'Walk through the new settings that are listed and set each.',
      ],
      note: 'An action that was skipped comes again with the next upgrade.',
    },
    csv: {
      title: 'Export and import API settings',
      when: 'Settings are to be reviewed in a spreadsheet, compared, or changed in bulk.',
      steps: [
        'In API Configuration choose Export API Settings, for one application, several or all.',
        'Change the values in the spreadsheet. No cell can become a formula.',
        'Choose Import API Settings. A dry run says line by line what would change and what cannot.',
        'Apply it, and keep the report.',
      ],
      note: 'No export has a key, token or password in it.',
    },
    safe: {
      title: 'Keep API keys safe',
      when: 'Always.',
      steps: [
        'Do not put keys into code or into folders of source code: use environment variables or protected files elsewhere.',
        'Restrict every key to the addresses that need it, and each application to the resources that it needs.',
        'Delete keys that nobody uses. Key health finds them, and those that are too old or too open.',
        'Change keys from time to time, with a rotation.',
      ],
      note: 'Hand over to a file refuses folders of source code and synced folders unless you insist.',
    },
  },
}
