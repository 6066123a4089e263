import type { TFunction } from 'i18next'
import type { ImportLine } from '#shared/contract/imports'
import { Badge } from '../../ui/Badge'
import type { Column } from '../../ui/table/column'
import { KIND_TONES, lineSentences, OUTCOME_TONES, valueText } from './import-lines'

type Deps = { t: TFunction<'imports'>; tf: TFunction<'failures'> }

/** The plan's table: what is set now, what the file says, and what becomes of it. */
export const importColumns = ({ t, tf }: Deps): Column<ImportLine>[] => [
  {
    id: 'setting',
    header: t('column.setting'),
    value: (line) => line.title,
    cell: (line) => <Text text={line.title || line.setting?.id || t('noTitle')} />,
    minWidth: 180,
    grow: 3,
  },
  {
    id: 'application',
    header: t('column.application'),
    value: (line) => line.applicationName,
    cell: (line) => <Text text={line.applicationName} />,
    minWidth: 130,
    grow: 2,
    priority: 3,
  },
  {
    id: 'now',
    header: t('column.now'),
    value: (line) => valueText(line.base),
    cell: (line) => <Value line={line} value={line.base} t={t} />,
    minWidth: 120,
    grow: 2,
    priority: 2,
  },
  {
    id: 'inFile',
    header: t('column.inFile'),
    value: (line) => valueText(line.value),
    cell: (line) => <Value line={line} value={line.value} t={t} />,
    minWidth: 120,
    grow: 2,
  },
  {
    id: 'what',
    header: t('column.what'),
    value: (line) => (line.result ? t(`outcome.${line.result.outcome}`) : t(`kind.${line.kind}`)),
    cell: ({ kind, result }) =>
      result ? (
        <Badge tone={OUTCOME_TONES[result.outcome]}>{t(`outcome.${result.outcome}`)}</Badge>
      ) : (
        <Badge tone={KIND_TONES[kind]} tip={t(`kindMeans.${kind}`)}>
          {t(`kind.${kind}`)}
        </Badge>
      ),
    minWidth: 160,
  },
  {
    id: 'why',
    header: t('column.why'),
    value: (line) => lineSentences(line, t, tf).join(' '),
    cell: (line) => <Text text={lineSentences(line, t, tf).join(' ')} />,
    minWidth: 180,
    grow: 4,
    priority: 4,
  },
]

const Text = ({ text }: { text: string }) => (
  <span data-tip={text} data-tip-if="cut">
    {text}
  </span>
)

function Value({ line, value, t }: { line: ImportLine; value: ImportLine['value']; t: TFunction<'imports'> }) {
  const text = valueText(value)
  if (text !== '') return <Text text={text} />
  // Nothing can be told of a setting that is not here.
  return value === null || line.kind === 'unknown' ? null : <span className="muted">{t('notSet')}</span>
}
