import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Rotation } from '#shared/contract/rotations'
import { useFormat } from '../../i18n/use-format'

/** A rotation that is over: how it ended, and where to go from here. */
export function OverStep({ rotation, keysHref, listHref }: { rotation: Rotation; keysHref: string; listHref: string }) {
  const { t } = useTranslation('rotations')
  const format = useFormat()
  const { state, oldKey, newKey, orphans } = rotation
  const day = format.date(rotation.changedAt)
  return (
    <>
      <h2>{t(state === 'done' ? 'over.doneTitle' : 'over.abandonedTitle')}</h2>
      <p>
        {state === 'done'
          ? t('over.doneText', { old: oldKey.hint, made: newKey?.hint ?? '', day })
          : t('over.abandonedText', { old: oldKey.hint, day })}
      </p>
      {orphans.length > 0 && <p>{t('over.orphans', { count: orphans.length, list: orphans.map(({ hint }) => hint).join(', ') })}</p>}
      <p>
        <Link href={keysHref}>{t('over.toKeys', { application: rotation.applicationName })}</Link>
        {' · '}
        <Link href={listHref}>{t('over.toList')}</Link>
      </p>
    </>
  )
}
