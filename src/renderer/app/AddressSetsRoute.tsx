import { useCallback } from 'react'
import { useLocation, useSearch } from 'wouter'
import { AddressSetsPage } from '../features/address-sets/AddressSetsPage'
import { AddressListField } from '../features/keys/AddressListField'
import { paths } from './routes'

/** Address sets, with the address editor of the API keys. `?set=` names the one whose plan is shown. */
export function AddressSetsRoute() {
  const [, navigate] = useLocation()
  const chosenId = new URLSearchParams(useSearch()).get('set')
  const onChoose = useCallback(
    (id: string | null) => navigate(id === null ? `${paths.addressSets}?` : paths.addressSetPlan(id), { replace: true }),
    [navigate],
  )
  return <AddressSetsPage editor={AddressListField} chosenId={chosenId} onChoose={onChoose} keyHref={paths.editKey} />
}
