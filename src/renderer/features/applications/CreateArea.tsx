import { Plus } from 'lucide-react'
import { useEffect, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationDraft } from '#shared/contract/applications'
import { useBound, useAdministrationBlock } from '../../bound/bound'
import { useCommand } from '../../commands/offers'
import { ShortDate } from '../../ui/Age'
import { Button } from '../../ui/Button'
import { useApplicationChanges } from './application-changes.store'
import styles from './Create.module.css'

type Props = { onCreate: (origin: ApplicationDraft['origin'], draftId: string) => void }

/** Create New App: by hand or from the catalog, and what was begun and not finished. */
export function CreateArea({ onCreate }: Props) {
  const { t } = useTranslation('createApp')
  const { environment } = useBound()
  const writeBlock = useAdministrationBlock()
  const id = useId()
  const drafts = useApplicationChanges((state) => state.drafts)
  const loadDrafts = useApplicationChanges((state) => state.loadDrafts)
  const removeDraft = useApplicationChanges((state) => state.removeDraft)
  useEffect(() => void loadDrafts(environment.id), [loadDrafts, environment.id])
  const begin = (origin: ApplicationDraft['origin']) => onCreate(origin, crypto.randomUUID())
  useCommand('applications.createManually', { run: () => begin('manual'), blockedBecause: writeBlock })
  useCommand('applications.createFromCatalog', { run: () => begin('catalog'), blockedBecause: writeBlock })
  const nameOf = (draft: ApplicationDraft) => draft.name || t('unnamed')

  return (
    <section className={styles.area} aria-labelledby={id}>
      <h2 id={id}>{t('area')}</h2>
      <Button icon={<Plus aria-hidden="true" />} blockedBecause={writeBlock} onClick={() => begin('manual')}>
        {t('manually')}
      </Button>
      <Button icon={<Plus aria-hidden="true" />} blockedBecause={writeBlock} onClick={() => begin('catalog')}>
        {t('fromCatalog')}
      </Button>
      {drafts.map(({ id: draftId, draft, savedAt }) => (
        <span key={draftId} className={styles.draft}>
          <Button variant="quiet" onClick={() => onCreate(draft.origin, draftId)}>
            {t('continue', { name: nameOf(draft) })}
          </Button>
          <span className="muted small">
            <ShortDate at={savedAt} />
          </span>
          <Button variant="quiet" onClick={() => void removeDraft(environment.id, draftId)}>
            {t('discard', { name: nameOf(draft) })}
          </Button>
        </span>
      ))}
    </section>
  )
}
