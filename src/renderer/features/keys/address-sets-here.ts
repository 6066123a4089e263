import type { AddressSet, BehindKey } from '#shared/contract/address-sets'
import type { KeyId } from '#shared/contract/keys'
import type { Result } from '#shared/result'

/** What the keys' screens need of address sets, which are a feature of their own; put together in app/ApplicationRoute. */
export type AddressSetsHere = {
  sets: readonly AddressSet[]
  behind: ReadonlyMap<KeyId, BehindKey>
  /** Where the plan for a set is. */
  planHref: (setId: string) => string
  saveAs: (name: string, addresses: string[]) => Promise<Result<AddressSet>>
}
