import { Menu } from '@base-ui/react/menu'
import { ChevronDown, Save, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AddressSet } from '#shared/contract/address-sets'
import { tell } from '../../ui/toasts'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { TextField } from '../../ui/form/TextField'
import { failureWords } from '../../failures/failure-words'
import { addressesOf } from './address-draft'
import type { AddressSetsHere } from './address-sets-here'
import styles from './Keys.module.css'
import { badCount, finished, withSet, type Entry } from './restriction-form'

type Props = { entry: Entry; onChange: (part: Partial<Entry>) => void; addressSets: AddressSetsHere }

/** Above the address editor: fill the list from a set, let go of the set, or make a set of the list. */
export function AddressSetTools({ entry, onChange, addressSets: { sets, saveAs } }: Props) {
  const { t } = useTranslation('keys')
  const [isNaming, setNaming] = useState(false)
  const from = sets.find(({ id }) => id === entry.addressSetId)
  const whole = finished(entry)
  const notYet = badCount(whole) > 0 ? t('sets.correctFirst') : whole.draft.chips.length === 0 ? t('sets.emptyList') : null

  return (
    <div className={styles.setTools}>
      {sets.length > 0 && (
        <Menu.Root>
          <Menu.Trigger render={<Button icon={<ChevronDown aria-hidden="true" />}>{t('sets.use')}</Button>} />
          <Menu.Portal role="region" aria-label={t('sets.use')}>
            <Menu.Positioner className={styles.positioner} align="start" sideOffset={4}>
              <Menu.Popup className={styles.menu}>
                <SetItems sets={sets.filter(({ origin }) => origin === 'own')} label={t('sets.own')} onChoose={choose} />
                <SetItems sets={sets.filter(({ origin }) => origin === 'published')} label={t('sets.published')} onChoose={choose} />
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      )}
      <Button variant="quiet" icon={<Save aria-hidden="true" />} blockedBecause={notYet} onClick={() => setNaming(true)}>
        {t('sets.saveAs')}
      </Button>
      {entry.addressSetId !== undefined && (
        <span className={styles.fromSet}>
          {t('sets.from', { name: from?.name ?? t('sets.unknown') })}
          <button
            type="button"
            aria-label={t('sets.letGo', { name: from?.name ?? t('sets.unknown') })}
            onClick={() => onChange({ addressSetId: undefined })}
          >
            <X aria-hidden="true" />
          </button>
        </span>
      )}
      {isNaming && (
        <SaveAsDialog
          onClose={() => setNaming(false)}
          onSave={async (name) => {
            const result = await saveAs(name, addressesOf(whole.draft))
            if (result.ok) onChange({ addressSetId: result.value.id })
            return result
          }}
        />
      )}
    </div>
  )

  function choose(set: AddressSet) {
    onChange(withSet(entry, set))
  }
}

function SetItems({ sets, label, onChoose }: { sets: AddressSet[]; label: string; onChoose: (set: AddressSet) => void }) {
  const { t } = useTranslation('keys')
  if (sets.length === 0) return null
  return (
    <Menu.Group>
      <Menu.GroupLabel className={styles.menuLabel}>{label}</Menu.GroupLabel>
      {sets.map((set) => (
        <Menu.Item key={set.id} className={styles.menuItem} label={set.name} onClick={() => onChoose(set)}>
          <span className={styles.menuName}>{set.name}</span>
          <span className="muted small">{t('entries', { count: set.addresses.length })}</span>
        </Menu.Item>
      ))}
    </Menu.Group>
  )
}

/** Only a name is missing to make a set of the list. */
function SaveAsDialog({ onClose, onSave }: { onClose: () => void; onSave: (name: string) => ReturnType<AddressSetsHere['saveAs']> }) {
  const { t } = useTranslation('keys')
  const { t: tf } = useTranslation('failures')
  const [name, setName] = useState('')
  const [error, setError] = useState<string | undefined>(undefined)
  const [isSaving, setSaving] = useState(false)

  const save = async () => {
    if (name.trim() === '') {
      setError(t('sets.nameMissing'))
      return
    }
    setSaving(true)
    const result = await onSave(name.trim())
    setSaving(false)
    if (result.ok) {
      tell({ title: t('sets.saved', { name: result.value.name }) })
      onClose()
    } else setError(result.error.faults?.[0]?.message ?? failureWords(tf, result.error).what)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('sets.saveAsTitle')}
      text={t('sets.saveAsText')}
      actions={
        <>
          <Button onClick={onClose}>{t('sheet.cancel')}</Button>
          <Button variant="primary" busy={isSaving} onClick={() => void save()}>
            {t('sets.saveAsConfirm')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          label={t('sets.name')}
          value={name}
          error={error}
          maxLength={80}
          autoFocus
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  )
}
