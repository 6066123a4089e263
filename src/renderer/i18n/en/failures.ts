import type { ConnectionFault, ErrorCode } from '#shared/errors'

/** What happened, and what to do. */
type Words = { what: string; todo: string }

/** One entry for every way a call can fail; leave one out and this does not compile. */
const byCode = {
  'invalid-input': { what: 'Some entries were refused.', todo: 'Correct what is marked and try again.' },
  'not-found': { what: 'It is no longer there.', todo: 'Refresh the environment to see what is there now.' },
  conflict: { what: 'Something else came in between.', todo: 'Refresh, look at what changed, and try again.' },
  'last-api-key': { what: 'Each application has a minimum of one API Key.', todo: 'Add another key first.' },
  'read-only': { what: 'This environment is read-only.', todo: 'Unlock it for 15 minutes in the strip at the top.' },
  'confirmation-required': {
    what: 'This environment asks to be confirmed before a change.',
    todo: 'Type the name of the environment exactly as it is shown.',
  },
  'wrong-environment': {
    what: 'This window belongs to another environment. Nothing was sent.',
    todo: 'Choose the environment in the sidebar and try again.',
  },
  'wrong-tenant': {
    what: 'The hub behind this address is another tenant. Nothing was sent.',
    todo: 'Check the hub URL and the token, or connect it as an environment of its own.',
  },
  unauthorized: {
    what: 'The hub refused the administration token.',
    todo: 'Ask for a new token, then connect again with it.',
  },
  'unsafe-place': {
    what: 'The key was not written: this is no place for it.',
    todo: 'Choose another place, outside of source trees and synced folders, with a name that is not taken.',
  },
  'address-refused': {
    what: 'The hub refused the key from the address of this computer.',
    todo: 'Add this address to the key’s restriction, or use a computer whose address is listed.',
  },
  'source-unauthorized': {
    what: 'The source application refused its user and password.',
    todo: 'Verify that the Base URI and credentials are correct and try again.',
  },
  'credentials-missing': {
    what: 'What it takes to sign in is not stored here, or could not be read.',
    todo: 'Enter it again: user and password of a source application on its Owned Resources tab, a hub’s token by connecting again.',
  },
  'manual-step': {
    what: 'This environment is connected by application key, so Hubkeeper cannot do this itself.',
    todo: 'Go through it in the hub’s console, then try again here.',
  },
  remote: { what: 'The other side answered with an error.', todo: 'Try again. If it stays, tell its operators what stands here.' },
  malformed: {
    what: 'An answer arrived that is not what it should be.',
    todo: 'Check that the URL is that of a hub or source application and not of a sign-in page or proxy.',
  },
  'keychain-unavailable': {
    what: 'The keychain of this computer is locked, missing or did not answer. Nothing was stored and nothing was deleted.',
    todo: 'Unlock the keychain and try again.',
  },
  disk: { what: 'The file could not be written.', todo: 'Check that there is space, and that you may write in this folder.' },
  'database-too-new': { what: 'The data here was written by a newer Hubkeeper.', todo: 'Start the newer version. Nothing was changed.' },
  cancelled: { what: 'Stopped.', todo: 'What was known before is still here.' },
  'nothing-to-export': {
    what: 'There is nothing to export, so no file was written.',
    todo: 'An export needs a source application that has API settings.',
  },
  internal: { what: 'Something went wrong inside Hubkeeper.', todo: 'Try again. If it stays, report the incident number below.' },
} satisfies Record<Exclude<ErrorCode, 'unreachable'>, Words>

const unreachable = {
  dns: { what: 'The name of the host is not known.', todo: 'Check the spelling of the URL, and that this computer is on the network.' },
  refused: {
    what: 'The host is there, but nothing answers at this port.',
    todo: 'Check the port in the URL, and that the hub is running.',
  },
  tls: {
    what: 'The host’s certificate is not trusted.',
    todo: 'Ask your network team for the missing certificate authority. Hubkeeper never switches verification off.',
  },
  proxy: { what: 'The proxy did not let the connection through.', todo: 'Check the proxy settings of this computer.' },
  timeout: { what: 'No answer in time.', todo: 'Check the network or VPN and try again.' },
  cut: { what: 'The connection broke off in the middle.', todo: 'Try again. If it stays, ask who looks after the network.' },
  'too-large': {
    what: 'The answer was larger than Hubkeeper accepts.',
    todo: 'Check that the URL is that of a hub or source application.',
  },
  redirect: {
    what: 'The host pointed to another address. Hubkeeper does not follow, so that no credential ends up elsewhere.',
    todo: 'Enter the final URL of the hub.',
  },
  other: { what: 'No connection.', todo: 'Check the network and the URL, and try again.' },
} satisfies Record<ConnectionFault, Words>

export const failures = {
  ...byCode,
  unreachable,
  answeredStatus: 'It answered {{status}}.',
  facts: {
    code: 'Code',
    status: 'Status',
    reason: 'Connection step',
    at: 'Where',
    requestId: 'Request id',
    incident: 'Incident',
    message: 'Message',
  },
}
