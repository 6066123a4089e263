import { useTranslation } from 'react-i18next'
import type { Rotation } from '#shared/contract/rotations'
import { useFormat } from '../../i18n/use-format'
import { Badge } from '../../ui/Badge'
import { dueOf } from './due'

/** The planned end, and in words whether it has come. */
export function DueBadge({ rotation, now }: { rotation: Rotation; now: number }) {
  const { t } = useTranslation('rotations')
  const format = useFormat()
  const due = dueOf(rotation, now)
  switch (due.kind) {
    case 'finished':
      return null
    case 'none':
      return <span className="muted">{t('due.none')}</span>
    case 'later':
      return <span>{format.date(`${rotation.endsOn ?? ''}T12:00:00`)}</span>
    case 'today':
      return <Badge tone="warn">{t('due.today')}</Badge>
    case 'overdue':
      return <Badge tone="warn-strong">{t('due.overdue', { count: -due.days })}</Badge>
  }
}
