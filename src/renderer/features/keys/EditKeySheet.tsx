import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBound, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import type { ApiKey } from '#shared/contract/keys'
import type { KnownRestriction, Restriction } from '#shared/wire/administration-plane'
import { badCount, enteredIn, finished, useRestrictionForm, type Entered, type Entry } from './restriction-form'
import type { AddressSetsHere } from './address-sets-here'
import { ConflictPanel } from './ConflictPanel'
import { nameOf } from './key-words'
import { placeKey, useKeys, type Place } from './keys.store'
import { RestrictionImpact } from './RestrictionImpact'
import { RestrictionSheet } from './RestrictionSheet'

type Props = {
  open: boolean
  place: Place
  apiKey: ApiKey
  addressSets: AddressSetsHere
  onClose: () => void
  onSaved: (key: ApiKey) => void
  finalFocus: () => HTMLElement | boolean
}

/** Modify restriction. Says before saving what the change does, and when the key moved meanwhile shows both sides. */
export function EditKeySheet({ open, place, apiKey, addressSets, onClose, onSaved, finalFocus }: Props) {
  const { t } = useTranslation('keys')
  const { environment } = useBound()
  const confirmWrite = useConfirmWrite()
  const modify = useKeys((state) => state.modify)
  const isSaving = useKeys((state) => state.inFlight === 'modify')
  const failure = useKeys((state) => state.failure)
  const clearFailure = useKeys((state) => state.clearFailure)
  const now = useKeys((state) => state.byPlace[placeKey(place)]?.value?.keys.find(({ id }) => id === apiKey.id))
  const form = useRestrictionForm(enteredOf(apiKey))
  // The version that was shown; only a person's choice moves on to another.
  const [etag, setEtag] = useState(apiKey.etag)
  const type = useTypeName()
  const confirm = t('edit.confirm', { type })
  const isConflict = failure?.code === 'conflict'
  const mine = enteredIn(form.entry)

  const save = async (entry: Entry, action: string, overEtag: string | undefined) => {
    const confirmed = await confirmWrite(action)
    if (!confirmed) return
    const { restriction, addressSetId } = enteredIn(entry)
    const result = await modify({
      ...place,
      keyId: apiKey.id,
      restriction,
      ...(overEtag === undefined ? {} : { etag: overEtag }),
      ...(addressSetId === undefined ? {} : { addressSetId }),
      ...confirmed,
    })
    if (result.ok) onSaved(result.value)
    else form.refuse(entry, result.error.faults ?? [])
  }
  const saveMine = () => {
    if (mine.restriction.mode === 'restricted') {
      void save(finished(form.entry), confirm, now?.etag)
      return
    }
    // Going unrestricted is asked once more, also over a version that somebody else made.
    setEtag(now?.etag)
    clearFailure()
  }
  const takeTheirs = (theirs: ApiKey) => {
    form.reset(enteredOf(theirs))
    setEtag(theirs.etag)
    clearFailure()
  }

  return (
    <RestrictionSheet
      open={open}
      onClose={onClose}
      finalFocus={finalFocus}
      form={form}
      addressSets={addressSets}
      isSending={isSaving}
      failure={isConflict ? null : failure}
      nothingToSend={isConflict ? t('conflict.chooseFirst') : form.isDirty || form.entry.typed !== '' ? null : t('edit.nothing')}
      onSend={(entry, action) => save(entry, action, etag)}
      above={
        isConflict && (
          <ConflictPanel
            was={form.base.restriction}
            mine={mine.restriction}
            theirs={now ? editable(now.restriction) : null}
            isSaving={isSaving}
            onTakeTheirs={() => (now ? takeTheirs(now) : onClose())}
            onSaveMine={badCount(finished(form.entry)) > 0 ? null : saveMine}
          />
        )
      }
      below={<RestrictionImpact before={(isConflict ? now?.restriction : undefined) ?? form.base.restriction} after={mine.restriction} />}
      words={{
        title: t('edit.title'),
        subtitle: t('edit.subtitle', { name: nameOf(apiKey), environment: environment.name }),
        restricted: t('edit.restricted'),
        unrestricted: t('edit.unrestricted'),
        field: t('edit.field'),
        confirm,
        sureTitle: t('edit.sureTitle'),
        sureText: t('edit.sureText'),
        sureConfirm: t('edit.sureConfirm', { type }),
      }}
    />
  )
}

const enteredOf = ({ restriction, notes }: ApiKey): Entered => ({ restriction: editable(restriction), addressSetId: notes.addressSetId })

/** What is not known here is changed in the hub's console, and nothing leads to this sheet. */
const editable = (restriction: KnownRestriction): Restriction =>
  restriction.mode === 'unknown' ? { mode: 'restricted', addresses: [] } : restriction
