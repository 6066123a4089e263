import { useTranslation } from 'react-i18next'
import { useFormat, useNow } from '../i18n/use-format'

/** "As of 9:41, 3 minutes ago"; the exact time on hover. */
export function AsOf({ at }: { at: string | undefined }) {
  const { t } = useTranslation('common')
  const format = useFormat()
  const now = useNow()
  if (at === undefined) return <span>{t('neverRead')}</span>
  return (
    <time dateTime={at} data-tip={format.exact(at)}>
      {t('asOf', { clock: format.clock(at, now), ago: format.ago(at, now) })}
    </time>
  )
}

/** A short local date; the exact time on hover. */
export function ShortDate({ at }: { at: string }) {
  const format = useFormat()
  return (
    <time dateTime={at} data-tip={format.exact(at)}>
      {format.date(at)}
    </time>
  )
}
