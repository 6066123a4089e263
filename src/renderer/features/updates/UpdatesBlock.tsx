import { useTranslation } from 'react-i18next'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import styles from './Updates.module.css'
import { useUpdates } from './updates.store'

/** Which version this is, and the way to a newer one: three steps, each of them the person's. */
export function UpdatesBlock({ version }: { version: string }) {
  const { t } = useTranslation('updates')
  const { status, busy, failure, check, download, install } = useUpdates((state) => state)

  const said = () => {
    if (busy !== null) return t(`busy.${busy}`)
    switch (status?.state) {
      case undefined:
        return ''
      case 'no-feed':
        return t('noFeed')
      case 'up-to-date':
        return t('upToDate')
      case 'available':
        return t('available', { version: status.version })
      case 'ready':
        return t('ready', { version: status.version })
    }
  }

  return (
    <section className={styles.updates} aria-labelledby="updates-title">
      <h2 id="updates-title" className={styles.title}>
        {t('title')}
      </h2>
      <p className={styles.words}>{t('version', { version })}</p>
      <div className={styles.actions}>
        <Button onClick={() => void check()} busy={busy === 'check'}>
          {t('check')}
        </Button>
        {status?.state === 'available' && (
          <Button variant="primary" onClick={() => void download()} busy={busy === 'download'}>
            {t('download')}
          </Button>
        )}
        {status?.state === 'ready' && (
          <Button variant="primary" onClick={() => void install()} busy={busy === 'install'}>
            {t('install')}
          </Button>
        )}
      </div>
      <p role="status" className={styles.words}>
        {said()}
      </p>
      {failure && <FailurePanel failure={failure} words={{ what: t('failed.what'), todo: t('failed.todo') }} />}
    </section>
  )
}
