import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccessState, ResourceOwner } from '#shared/contract/applications'
import { useBound } from '../../bound/bound'
import { Checklist } from '../../ui/form/Checklist'
import { useApplicationChanges } from './application-changes.store'
import styles from './Create.module.css'

type Owners = AccessState['owners']
type Props = { access: Owners; exceptId?: string; onChange: (access: Owners) => void }

/** Which resources of which other owners the application may call through the proxy (multiple owners). */
export function AccessStep({ access, exceptId, onChange }: Props) {
  const { t } = useTranslation('createApp')
  const { environment } = useBound()
  const owners = useApplicationChanges((state) => state.owners)
  const [all, setAll] = useState<ResourceOwner[] | null>(null)
  useEffect(() => {
    void owners(environment.id).then((result) => setAll(result.ok ? result.value : []))
  }, [owners, environment.id])
  const chosenOf = (applicationId: string) => access.find((owner) => owner.applicationId === applicationId)?.resources ?? []
  const shown = (all ?? []).filter(({ applicationId }) => applicationId !== exceptId)

  return (
    <>
      <p>{t('access.text')}</p>
      {all !== null && shown.length === 0 && <p className="muted">{t('access.nobody')}</p>}
      {shown.map(({ applicationId, name, resources }) => {
        const chosen = chosenOf(applicationId)
        return (
          <details key={applicationId} className={styles.owner} open={chosen.length > 0}>
            <summary>
              {name} <span className="muted">{t('access.chosen', { count: chosen.length, all: resources.length })}</span>
            </summary>
            <Checklist
              label={t('access.resourcesOf', { name })}
              searchLabel={t('access.searchOf', { name })}
              allLabel={t('resources.all')}
              counted={t('resources.chosen', { count: chosen.length, shown: String(chosen.length) })}
              items={[...new Set([...resources, ...chosen])]}
              chosen={new Set(chosen)}
              onChange={(next) =>
                onChange([
                  ...access.filter((owner) => owner.applicationId !== applicationId),
                  ...(next.size > 0 ? [{ applicationId, name, resources: [...next] }] : []),
                ])
              }
            />
          </details>
        )
      })}
    </>
  )
}
