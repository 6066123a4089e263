import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CredentialState } from '#shared/contract/resources'
import { useHubBlock, useWriteBlock } from '../../bound/bound'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import type { BaseUriTools } from './base-uri-tools'
import { BaseUriSheet } from './BaseUriSheet'
import { CredentialsSheet } from './CredentialsSheet'
import styles from './Resources.module.css'
import { useResources, type Place } from './resources.store'

type Props = { place: Place; applicationName: string; credentials: CredentialState; baseUri: BaseUriTools | null }

/** The source application in two lines: where it is, and whether this computer can sign in to it. */
export function SourceSummary({ place, applicationName, credentials, baseUri: tools }: Props) {
  const { t } = useTranslation('resources')
  const hubBlock = useHubBlock()
  const writeBlock = useWriteBlock()
  const clearFailure = useResources((state) => state.clearCredentialsFailure)
  const [sheet, setSheet] = useState<{ opened: number; which: 'credentials' | 'base-uri' | null }>({ opened: 0, which: null })
  const { baseUri, stored, username = '' } = credentials
  if (baseUri === undefined && tools?.isLocal !== true) return null
  const open = (which: 'credentials' | 'base-uri') => setSheet(({ opened }) => ({ opened: opened + 1, which }))
  const close = () => setSheet(({ opened }) => ({ opened, which: null }))

  return (
    <section className={styles.source}>
      <dl className={styles.sourceFacts}>
        <dt>{t('source.baseUri')}</dt>
        <dd className="mono">{baseUri ?? t('source.unknown')}</dd>
        <dt>{t('source.credentials')}</dt>
        <dd>{stored === 'absent' ? <Badge tone="warn">{t('source.absent')}</Badge> : t(`source.${stored}`, { username })}</dd>
      </dl>
      <div className={styles.checkButtons}>
        {tools && (
          <Button blockedBecause={tools.isLocal ? null : writeBlock} onClick={() => open('base-uri')}>
            {t(baseUri === undefined ? 'source.enterBaseUri' : 'source.editBaseUri')}
          </Button>
        )}
        <Button
          blockedBecause={baseUri === undefined ? t('source.uriFirst') : hubBlock}
          onClick={() => {
            clearFailure()
            open('credentials')
          }}
        >
          {t(stored === 'absent' ? 'source.enter' : 'source.edit')}
        </Button>
      </div>
      {sheet.opened > 0 && baseUri !== undefined && (
        <CredentialsSheet
          key={sheet.opened}
          open={sheet.which === 'credentials'}
          onClose={close}
          place={place}
          applicationName={applicationName}
          baseUri={baseUri}
          username={username}
        />
      )}
      {tools && sheet.which === 'base-uri' && (
        <BaseUriSheet key={sheet.opened} baseUri={baseUri ?? ''} applicationName={applicationName} tools={tools} onClose={close} />
      )}
    </section>
  )
}
