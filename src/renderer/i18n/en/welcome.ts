export const welcome = {
  title: 'Enhance Your Hubkeeper',
  lead: 'Hubkeeper looks after the applications, API keys and API settings of your integration hub, online and offline.',
  question: 'May Hubkeeper track how it is used?',
  explanation:
    'If you allow it, how often commands are used is sent to an analytics service, together with the version of Hubkeeper. Preferences has the whole list. Never a name, URL, key or value from your environments. Nothing is sent unless you allow it and your organisation has configured a measurement id.',
  decline: 'Decline usage analytics',
  declineMeans: 'Nothing is sent.',
  allow: 'Allow usage analytics',
  allowMeans: 'Commands are counted, as described below.',
  later: 'You can change this later in Preferences.',
  ways: 'Begin',
  connect: 'Connect to a hub',
  connectMeans: 'With the hub’s URL and an administration token.',
  sandbox: 'Explore the sandbox',
  sandboxMeans: 'A practice hub on this computer. It needs no network and no account.',
  starting: 'Starting the sandbox…',
  goOn: 'Go on to {{name}}',
}
