import { useTranslation } from 'react-i18next'
import type { ComparedRow } from '#shared/contract/compare'
import { FactChanges, FactList } from '../../facts/FactChanges'
import { Button } from '../../ui/Button'
import { Sheet } from '../../ui/Sheet'

type Props = { row: ComparedRow; names: { left: string; right: string }; onClose: () => void }

/** A row of a comparison with all its lines. */
export function CompareDetails({ row, names, onClose }: Props) {
  const { t } = useTranslation('compare')
  const { t: tp } = useTranslation('past')
  return (
    <Sheet
      open
      onClose={onClose}
      title={row.title}
      subtitle={`${tp(`area.${row.area}`)} · ${row.applicationName}`}
      dirty={false}
      footer={<Button onClick={onClose}>{t('close')}</Button>}
    >
      <p>
        <strong>{t(`outcome.${row.outcome}`)}</strong>: {t(`means.${row.outcome}`, names)}
      </p>
      {row.place !== '' && (
        <section>
          <h3>{t('place')}</h3>
          <p>{row.place}</p>
        </section>
      )}
      <section>
        <h3>{row.outcome === 'different' ? `${names.left} → ${names.right}` : row.outcome === 'missing' ? names.left : names.right}</h3>
        {row.outcome === 'different' ? (
          <FactChanges before={row.left} after={row.right} />
        ) : (
          <FactList facts={row.right ?? row.left ?? []} />
        )}
      </section>
    </Sheet>
  )
}
