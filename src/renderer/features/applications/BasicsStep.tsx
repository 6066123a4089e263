import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationDraft } from '#shared/contract/applications'
import type { Failure } from '#shared/errors'
import type { CatalogItem } from '#shared/wire/administration-plane'
import { useBound } from '../../bound/bound'
import { FailurePanel } from '../../failures/FailurePanel'
import { RadioChoices } from '../../ui/form/RadioChoices'
import { SearchField } from '../../ui/form/SearchField'
import { TextField } from '../../ui/form/TextField'
import { useApplicationChanges } from './application-changes.store'
import styles from './Create.module.css'
import type { Faults } from './create-draft'

type Props = {
  draft: ApplicationDraft
  faults: Faults
  isNameTaken: boolean
  onChange: (patch: Partial<ApplicationDraft>) => void
}

/** Template (from the catalog), name and description. */
export function BasicsStep({ draft, faults, isNameTaken, onChange }: Props) {
  const { t } = useTranslation('createApp')
  const nameFault = isNameTaken ? t('fault.nameTaken') : faults.name && t(`fault.${faults.name}`)
  return (
    <>
      {draft.origin === 'catalog' && (
        <Templates draft={draft} fault={faults.catalogId && t(`fault.${faults.catalogId}`)} onChange={onChange} />
      )}
      <TextField
        label={t('basics.name')}
        hint={t('basics.nameHint')}
        maxLength={100}
        value={draft.name}
        error={nameFault}
        onChange={({ target }) => onChange({ name: target.value })}
      />
      <TextField
        label={t('basics.description')}
        maxLength={1000}
        value={draft.description}
        onChange={({ target }) => onChange({ description: target.value })}
      />
    </>
  )
}

type TemplatesProps = { draft: ApplicationDraft; fault: string | undefined; onChange: (patch: Partial<ApplicationDraft>) => void }

function Templates({ draft, fault, onChange }: TemplatesProps) {
  const { t } = useTranslation('createApp')
  const { environment } = useBound()
  const catalog = useApplicationChanges((state) => state.catalog)
  const [items, setItems] = useState<CatalogItem[]>([])
  const [failure, setFailure] = useState<Failure | null>(null)
  const [query, setQuery] = useState('')
  useEffect(() => {
    void catalog(environment.id).then((result) => {
      if (result.ok) setItems(result.value)
      else setFailure(result.error)
    })
  }, [catalog, environment.id])
  const shown = items.filter(
    ({ id, name, partner }) => id === draft.catalogId || `${name} ${partner}`.toLowerCase().includes(query.toLowerCase()),
  )
  return (
    <div className={styles.templates}>
      <SearchField label={t('basics.searchTemplates')} value={query} onChange={setQuery} />
      {failure && <FailurePanel failure={failure} />}
      <RadioChoices
        legend={t('basics.template')}
        value={draft.catalogId ?? ''}
        onChange={(catalogId) => {
          const item = items.find(({ id }) => id === catalogId)
          // A name that was typed stays; the template's is only an offer.
          const isOffered = draft.name === '' || items.some(({ name }) => name === draft.name)
          const owned = item?.resources.filter(({ access }) => access.includes('owned')).map(({ name }) => name) ?? []
          onChange({ catalogId, ownedResources: owned, ...(isOffered && item ? { name: item.name } : {}) })
        }}
        choices={shown.map(({ id, name, version, kind, partner }) => ({
          value: id,
          label: `${name} ${version}`,
          explanation: t('basics.templateMeans', { kind: t(`kind.${kind}`), partner }),
        }))}
      />
      {fault && <p className={styles.fault}>{fault}</p>}
    </div>
  )
}
