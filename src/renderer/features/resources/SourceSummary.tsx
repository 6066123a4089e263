import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CredentialState } from '#shared/contract/resources'
import { useHubBlock } from '../../bound/bound'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import { CredentialsSheet } from './CredentialsSheet'
import styles from './Resources.module.css'
import { useResources, type Place } from './resources.store'

type Props = { place: Place; applicationName: string; credentials: CredentialState }

/** The source application in two lines: where it is, and whether this computer can sign in to it. */
export function SourceSummary({ place, applicationName, credentials }: Props) {
  const { t } = useTranslation('resources')
  const hubBlock = useHubBlock()
  const clearFailure = useResources((state) => state.clearCredentialsFailure)
  const [sheet, setSheet] = useState({ opened: 0, isOpen: false })
  const { baseUri, stored, username = '' } = credentials
  if (baseUri === undefined) return null
  const close = () => setSheet(({ opened }) => ({ opened, isOpen: false }))

  return (
    <section className={styles.source}>
      <dl className={styles.sourceFacts}>
        <dt>{t('source.baseUri')}</dt>
        <dd className="mono">{baseUri}</dd>
        <dt>{t('source.credentials')}</dt>
        <dd>{stored === 'absent' ? <Badge tone="warn">{t('source.absent')}</Badge> : t(`source.${stored}`, { username })}</dd>
      </dl>
      <Button
        blockedBecause={hubBlock}
        onClick={() => {
          clearFailure()
          setSheet(({ opened }) => ({ opened: opened + 1, isOpen: true }))
        }}
      >
        {t(stored === 'absent' ? 'source.enter' : 'source.edit')}
      </Button>
      {sheet.opened > 0 && (
        <CredentialsSheet
          key={sheet.opened}
          open={sheet.isOpen}
          onClose={close}
          place={place}
          applicationName={applicationName}
          baseUri={baseUri}
          username={username}
        />
      )}
    </section>
  )
}
