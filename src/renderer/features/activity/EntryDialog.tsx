import { useTranslation } from 'react-i18next'
import type { ActivityEntry } from '#shared/contract/activity'
import { useFormat } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Facts, type Fact } from '../../ui/Facts'
import { whatWords, whyWords } from './activity-words'

type Props = { entry: ActivityEntry; onCopy: (requestId: string) => void; onClose: () => void }

/** All that one entry says, at full length. */
export function EntryDialog({ entry, onCopy, onClose }: Props) {
  const { t } = useTranslation('activity')
  const { t: tf } = useTranslation('failures')
  const format = useFormat()
  const { environmentName, environmentId, applicationName, subject, before, after, requestId } = entry
  const why = whyWords(tf, entry)
  const outcome = why === null ? t('done') : why === '' ? t('failed') : t('failedBecause', { why })
  const fact = (name: string, value: string | null, mono = false): Fact[] => (value === null || value === '' ? [] : [{ name, value, mono }])

  return (
    <Dialog
      open
      isWide
      onClose={onClose}
      title={whatWords(t, entry.what)}
      text={t('entry.title', { number: format.number(entry.id) })}
      actions={
        <>
          {requestId !== null && <Button onClick={() => onCopy(requestId)}>{t('copyId')}</Button>}
          <Button variant="primary" onClick={onClose}>
            {t('entry.close')}
          </Button>
        </>
      }
    >
      <Facts
        title={t('entry.facts')}
        facts={[
          ...fact(t('entry.at'), format.exact(entry.at)),
          ...fact(t('entry.environment'), environmentId === null ? t('everyEnvironment') : (environmentName ?? environmentId)),
          ...fact(t('entry.application'), applicationName),
          ...fact(t('entry.subject'), subject),
          ...fact(t('entry.before'), before),
          ...fact(t('entry.after'), after),
          ...fact(t('entry.outcome'), outcome),
          ...fact(t('entry.requestId'), requestId, true),
        ]}
      />
    </Dialog>
  )
}
