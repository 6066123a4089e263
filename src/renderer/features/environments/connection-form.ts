import { z } from 'zod'
import { Connection, ConnectionKind } from '#shared/contract/environments'
import { REGION_HOSTS, type Region } from '#shared/wire/media-types'

export const REGIONS = Object.keys(REGION_HOSTS) as Region[]

/** What is typed: the contract's connection, with the hub chosen by region or by its own URL. */
export const ConnectionForm = Connection.omit({ hubUrl: true, administrationToken: true })
  // Copied tokens bring spaces and line ends along; no token has them.
  .extend({
    way: ConnectionKind,
    administrationToken: z.string().trim().max(2560),
    /** One a line. */
    apiKeys: z.string().max(50_000),
    region: z.enum(['us', 'ca', 'eu', 'ap', 'own']),
    ownUrl: z.string().trim(),
  })
  .refine(({ region, ownUrl }) => region !== 'own' || isHubUrl(ownUrl), {
    path: ['ownUrl'],
    // Said together with the other faults, not only once they are gone.
    when: () => true,
  })
  .refine(({ way, administrationToken }) => way !== 'administration' || administrationToken !== '', {
    path: ['administrationToken'],
    when: () => true,
  })
  .refine(({ way, apiKeys }) => way !== 'application-keys' || keysIn(apiKeys).length > 0, { path: ['apiKeys'], when: () => true })
export type ConnectionInput = z.input<typeof ConnectionForm>
export type ConnectionForm = z.output<typeof ConnectionForm>

export const hubUrlOf = ({ region, ownUrl }: Pick<ConnectionForm, 'region' | 'ownUrl'>) =>
  region === 'own' ? ownUrl : `https://${REGION_HOSTS[region]}`

/** Plain HTTP only to this computer itself, for a sandbox hub. */
function isHubUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
}

/** Keys as they are pasted: one a line, or with spaces and commas between them. */
export const keysIn = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter((key) => key !== ''))]
