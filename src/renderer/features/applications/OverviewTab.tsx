import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationDetail } from '#shared/contract/applications'
import { failureWords } from '../../failures/failure-words'
import { useFormat } from '../../i18n/use-format'
import { ShortDate } from '../../ui/Age'
import { Facts } from '../../ui/Facts'
import { WarningPanel } from '../../ui/WarningPanel'

/** The facts of an application, and what the last reading left out of it. */
export function OverviewTab({ detail, history }: { detail: ApplicationDetail; history: ReactNode }) {
  const { t } = useTranslation('applicationTabs')
  const { t: ta } = useTranslation('applications')
  const { t: tf } = useTranslation('failures')
  const format = useFormat()
  const { application, gaps } = detail
  const { authentication, metadata } = application
  const authenticationWords =
    authentication.type === 'none'
      ? t('overview.none')
      : authentication.username === undefined
        ? t('overview.basic')
        : t('overview.basicUser', { username: authentication.username })
  const dated = (on: string, who: string) => (
    <>
      <ShortDate at={on} /> <span className="muted">{t('overview.by', { who })}</span>
    </>
  )

  return (
    <>
      {gaps.map(({ part, failure }) => {
        const { what, todo } = failureWords(tf, failure)
        return (
          <WarningPanel key={part} what={t('overview.gap', { part })}>
            <p>
              {what} {todo}
            </p>
          </WarningPanel>
        )
      })}
      <Facts
        title={t('overview.about')}
        facts={[
          { name: t('overview.description'), value: application.description || t('overview.noDescription') },
          { name: t('overview.id'), value: application.id, mono: true },
          { name: t('overview.origin'), value: ta(`origin.${application.origin}`) },
          { name: t('overview.keys'), value: format.number(application.apiKeyCount) },
        ]}
      />
      <Facts
        title={t('overview.source')}
        facts={
          application.baseUri === undefined
            ? [{ name: t('overview.baseUri'), value: t('overview.noBaseUri') }]
            : [
                { name: t('overview.baseUri'), value: application.baseUri, mono: true },
                { name: t('overview.authentication'), value: authenticationWords },
                ...(application.sourceKind === null ? [] : [{ name: t('overview.kind'), value: t(`overview.${application.sourceKind}`) }]),
                { name: t('overview.owned'), value: format.number(application.ownedResourceCount) },
                { name: t('overview.settings'), value: t(application.hasSettings ? 'overview.hasSettings' : 'overview.noSettings') },
              ]
        }
      />
      <Facts
        title={t('overview.history')}
        facts={[
          { name: t('overview.created'), value: dated(metadata.createdOn, metadata.createdBy) },
          { name: t('overview.modified'), value: dated(metadata.modifiedOn, metadata.modifiedBy) },
        ]}
      />
      {history}
    </>
  )
}
