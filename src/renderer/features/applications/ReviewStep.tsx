import { useTranslation } from 'react-i18next'
import type { ApplicationDraft } from '#shared/contract/applications'
import { Button } from '../../ui/Button'
import { Facts } from '../../ui/Facts'
import styles from './Create.module.css'
import type { STEPS } from './create-draft'

type Step = (typeof STEPS)[number]

/** All that will be sent, with a way back to each part. */
export function ReviewStep({ draft, onEdit }: { draft: ApplicationDraft; onEdit: (step: Step) => void }) {
  const { t } = useTranslation('createApp')
  const { name, description, catalogId, hasSource, baseUri, authentication, username, ownedResources, access } = draft
  const part = (step: Step, facts: { name: string; value: string; mono?: boolean }[]) => (
    <div className={styles.part}>
      <Facts title={t(`step.${step}`)} facts={facts} />
      <Button variant="quiet" onClick={() => onEdit(step)}>
        {t('review.edit', { part: t(`step.${step}`) })}
      </Button>
    </div>
  )
  return (
    <>
      {part('basics', [
        ...(catalogId === undefined ? [] : [{ name: t('basics.template'), value: catalogId }]),
        { name: t('basics.name'), value: name },
        { name: t('basics.description'), value: description || t('review.none') },
      ])}
      {part(
        'source',
        hasSource
          ? [
              { name: t('source.baseUri'), value: baseUri, mono: true },
              { name: t('source.authentication'), value: authentication === 'basic' ? t('review.basic', { username }) : t('source.none') },
            ]
          : [{ name: t('source.baseUri'), value: t('review.none') }],
      )}
      {part('resources', [
        {
          name: t('resources.owned'),
          value:
            ownedResources.length === 0
              ? t('review.none')
              : t('review.resources', { count: ownedResources.length, list: ownedResources.slice(0, 8).join(', ') }),
        },
      ])}
      {part(
        'access',
        access.length === 0
          ? [{ name: t('step.access'), value: t('review.none') }]
          : access.map((owner) => ({ name: owner.name ?? owner.applicationId, value: owner.resources.join(', ') })),
      )}
      <p>{t('review.key')}</p>
    </>
  )
}
