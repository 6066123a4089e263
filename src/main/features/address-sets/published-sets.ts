import { AddressSet, AddressSetId } from '#shared/contract/address-sets'
import { readable } from '#shared/rules/restriction-change'
import { AddressList } from '#shared/wire/administration-plane'

/** Own sets have a uuid, so that no list of a hub can be taken for one. */
const PREFIX = 'published:'

/**
 * The hub's lists as address sets. Entries that cannot be read are left out, since no key could be given them either; a
 * list that does not fit (longer than a restriction may be) is no set.
 */
export const publishedSets = (lists: readonly unknown[]): AddressSet[] =>
  lists.flatMap((body) => {
    const list = AddressList.safeParse(body).data
    return list ? (AddressSet.safeParse(asSet(list)).data ?? []) : []
  })

const asSet = ({ id, product, region, addresses, updatedOn }: AddressList) => ({
  id: AddressSetId.safeParse(`${PREFIX}${id}`).data,
  name: `${product} (${region})`,
  addresses: readable(addresses).map(({ text }) => text),
  note: '',
  origin: 'published',
  updatedAt: updatedOn,
})
