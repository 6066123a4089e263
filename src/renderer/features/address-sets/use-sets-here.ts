import { useEffect, useMemo } from 'react'
import type { AddressSet, BehindKey } from '#shared/contract/address-sets'
import type { KeyId } from '#shared/contract/keys'
import type { EnvironmentId } from '#shared/contract/op'
import { useAddressSets } from './address-sets.store'

const NO_SETS: AddressSet[] = []
const NONE_BEHIND: BehindKey[] = []

/** Address sets for the screens of API keys: what there is, which keys lag behind, and making one of a list. */
export function useSetsHere(environmentId: EnvironmentId, planHref: (setId: string) => string) {
  const sets = useAddressSets((state) => state.list.value) ?? NO_SETS
  const behind = useAddressSets((state) => state.behind.value) ?? NONE_BEHIND
  const load = useAddressSets((state) => state.load)
  const save = useAddressSets((state) => state.save)
  useEffect(() => void load(environmentId), [load, environmentId])
  return useMemo(
    () => ({
      sets,
      behind: new Map<KeyId, BehindKey>(behind.map((key) => [key.keyId, key])),
      planHref,
      saveAs: (name: string, addresses: string[]) => save({ name, addresses, note: '' }),
    }),
    [sets, behind, planHref, save],
  )
}
