import { Plus, Trash2 } from 'lucide-react'
import { useId } from 'react'
import { useFieldArray } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { KeyNotes, type ApiKey } from '#shared/contract/keys'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import form from '../../ui/form/Form.module.css'
import { TextArea } from '../../ui/form/TextArea'
import { TextField } from '../../ui/form/TextField'
import { useZodForm } from '../../ui/form/use-zod-form'
import { IconButton } from '../../ui/IconButton'
import { Sheet } from '../../ui/Sheet'
import styles from './Keys.module.css'
import { useKeys, type Place } from './keys.store'

type Props = {
  open: boolean
  place: Place
  apiKey: ApiKey
  onClose: () => void
  onSaved: () => void
  finalFocus: () => HTMLElement | boolean
}

const NotesForm = KeyNotes.omit({ addressSetId: true })

/** What this computer knows of a key beside the hub: label, note, and where it is used. */
export function NotesSheet({ open, place, apiKey, onClose, onSaved, finalFocus }: Props) {
  const { t } = useTranslation('keys')
  const formId = useId()
  const setNotes = useKeys((state) => state.setNotes)
  const isSaving = useKeys((state) => state.inFlight === 'setNotes')
  const failure = useKeys((state) => state.failure)
  const { label, note, usages } = apiKey.notes
  const { control, register, handleSubmit, formState } = useZodForm({
    schema: NotesForm,
    defaults: { label, note, usages },
    words: (_field, code) => t(code === 'too_big' ? 'notes.faults.long' : 'notes.faults.place'),
  })
  // `key` would hide the usage's own id, which is kept with it.
  const rows = useFieldArray({ control, name: 'usages', keyName: 'rowId' })
  const { errors, isDirty } = formState

  const onSubmit = handleSubmit(async (notes) => {
    const result = await setNotes(place, apiKey.id, notes)
    if (result.ok) onSaved()
  })

  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('notes.title')}
      subtitle={apiKey.hint}
      dirty={isDirty && open}
      finalFocus={finalFocus}
      footer={
        <>
          <Button onClick={onClose}>{t('sheet.cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} busy={isSaving}>
            {t('notes.save')}
          </Button>
        </>
      }
    >
      <p className="muted">{t('notes.text')}</p>
      <form id={formId} className={form.stack} onSubmit={(event) => void onSubmit(event)} noValidate>
        <TextField label={t('notes.label')} error={errors.label?.message} {...register('label')} />
        <TextArea label={t('notes.note')} error={errors.note?.message} {...register('note')} />
        <fieldset className={styles.usages}>
          <legend className={form.legend}>{t('notes.usages')}</legend>
          <p className="muted small">{t('notes.usagesMean')}</p>
          {rows.fields.map((row, index) => (
            <div key={row.rowId} className={styles.usage} role="group" aria-label={t('notes.place', { number: index + 1 })}>
              <TextField label={t('notes.where')} error={errors.usages?.[index]?.place?.message} {...register(`usages.${index}.place`)} />
              <TextField label={t('notes.owner')} error={errors.usages?.[index]?.owner?.message} {...register(`usages.${index}.owner`)} />
              <TextField label={t('notes.placeNote')} error={errors.usages?.[index]?.note?.message} {...register(`usages.${index}.note`)} />
              <IconButton
                label={t('notes.removePlace', { number: index + 1 })}
                icon={<Trash2 aria-hidden="true" />}
                onClick={() => rows.remove(index)}
              />
            </div>
          ))}
          <div>
            <Button
              icon={<Plus aria-hidden="true" />}
              onClick={() => rows.append({ id: crypto.randomUUID(), place: '', owner: '', note: '' })}
            >
              {t('notes.addPlace')}
            </Button>
          </div>
        </fieldset>
      </form>
      {failure && <FailurePanel failure={failure} />}
    </Sheet>
  )
}
