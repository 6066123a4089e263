import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AddressSet } from '#shared/contract/address-sets'
import type { FieldFault } from '#shared/errors'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/form/TextField'
import { Sheet } from '../../ui/Sheet'
import { tell } from '../../ui/toasts'
import { useAddressSets } from './address-sets.store'

export type EditedList = { addresses: string[]; badCount: number }
/** The address editor of the API keys, given by the app. */
export type ListEditor = (props: {
  initial: readonly string[]
  faults: readonly FieldFault[]
  onChange: (list: EditedList) => void
}) => ReactNode

const NO_FAULTS: readonly FieldFault[] = []
type Props = { open: boolean; set: AddressSet | null; editor: ListEditor; onClose: () => void; onSaved: (set: AddressSet) => void }

/** Makes or changes a set. Keys keep their addresses until the plan is applied. */
export function AddressSetSheet({ open, set, editor: Editor, onClose, onSaved }: Props) {
  const { t } = useTranslation('addressSets')
  const save = useAddressSets((state) => state.save)
  const isSaving = useAddressSets((state) => state.inFlight === 'save')
  const failure = useAddressSets((state) => state.failure)
  const [initial] = useState<readonly string[]>(set?.addresses ?? [])
  const [name, setName] = useState(set?.name ?? '')
  const [note, setNote] = useState(set?.note ?? '')
  const [list, setList] = useState<EditedList>({ addresses: [...initial], badCount: 0 })
  const [isNameMissing, setNameMissing] = useState(false)
  const faults = failure?.faults ?? NO_FAULTS
  const nameFault = isNameMissing ? t('sheet.nameMissing') : faults.find(({ path }) => path === 'name')?.message
  const isDirty = name !== (set?.name ?? '') || note !== (set?.note ?? '') || list.addresses.join() !== initial.join()

  const onSave = async () => {
    setNameMissing(name.trim() === '')
    if (name.trim() === '') return
    const result = await save({ ...(set ? { id: set.id } : {}), name: name.trim(), note, addresses: list.addresses })
    if (!result.ok) return
    tell({ title: t('sheet.saved', { name: result.value.name }) })
    onSaved(result.value)
  }

  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t(set ? 'sheet.editTitle' : 'sheet.newTitle')}
      dirty={isDirty && open}
      footer={
        <>
          <Button onClick={onClose}>{t('sheet.cancel')}</Button>
          <Button
            variant="primary"
            busy={isSaving}
            blockedBecause={list.badCount > 0 ? t('sheet.toCorrect', { count: list.badCount }) : null}
            onClick={() => void onSave()}
          >
            {t('sheet.save')}
          </Button>
        </>
      }
    >
      <p className="muted">{t('sheet.text')}</p>
      <TextField label={t('sheet.name')} value={name} error={nameFault} maxLength={80} onChange={(event) => setName(event.target.value)} />
      <TextField label={t('sheet.note')} value={note} maxLength={2000} onChange={(event) => setNote(event.target.value)} />
      <Editor initial={initial} faults={faults} onChange={setList} />
      {failure && nameFault === undefined && <FailurePanel failure={failure} />}
    </Sheet>
  )
}
