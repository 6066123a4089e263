import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBound, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import type { ApiKey } from '#shared/contract/keys'
import type { AddressSetsHere } from './address-sets-here'
import { createIdempotencyKeys } from './idempotency'
import { useKeys, type Place } from './keys.store'
import { enteredIn, useRestrictionForm, type Entry } from './restriction-form'
import { RestrictionSheet } from './RestrictionSheet'

type Props = {
  open: boolean
  place: Place
  applicationName: string
  addressSets: AddressSetsHere
  onClose: () => void
  onAdded: (key: ApiKey) => void
  finalFocus: () => HTMLElement | boolean
}

/** Add API Key. Restricted unless chosen otherwise; nothing typed is lost on a failure. */
export function AddKeySheet({ open, place, applicationName, addressSets, onClose, onAdded, finalFocus }: Props) {
  const { t } = useTranslation('keys')
  const { environment } = useBound()
  const confirmWrite = useConfirmWrite()
  const add = useKeys((state) => state.add)
  const isAdding = useKeys((state) => state.inFlight === 'add')
  const failure = useKeys((state) => state.failure)
  const form = useRestrictionForm({ restriction: { mode: 'restricted', addresses: [] } })
  const [idempotencyKeyFor] = useState(() => createIdempotencyKeys())
  const type = useTypeName()

  const onSend = async (entry: Entry, action: string) => {
    const confirmed = await confirmWrite(action)
    if (!confirmed) return
    const { restriction, addressSetId } = enteredIn(entry)
    const result = await add({
      ...place,
      restriction,
      idempotencyKey: idempotencyKeyFor(restriction),
      ...(addressSetId === undefined ? {} : { addressSetId }),
      ...confirmed,
    })
    if (result.ok) onAdded(result.value)
    else form.refuse(entry, result.error.faults ?? [])
  }

  return (
    <RestrictionSheet
      open={open}
      onClose={onClose}
      finalFocus={finalFocus}
      form={form}
      addressSets={addressSets}
      isSending={isAdding}
      failure={failure}
      onSend={onSend}
      words={{
        title: t('sheet.title'),
        subtitle: t('sheet.subtitle', { application: applicationName, environment: environment.name }),
        restricted: t('sheet.restricted'),
        unrestricted: t('sheet.unrestricted'),
        field: t('editor.label'),
        confirm: t('sheet.confirm', { type }),
        sureTitle: t('sheet.sureTitle'),
        sureText: t('sheet.sureText'),
        sureConfirm: t('sheet.sureConfirm', { type }),
      }}
    />
  )
}
