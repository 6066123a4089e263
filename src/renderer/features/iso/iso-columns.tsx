import type { TFunction } from 'i18next'
import {
  choiceOf,
  choicesFor,
  parentChoice,
  searchChoices,
  type IsoCodeState,
  type IsoIndex,
  type IsoWhere,
} from '#shared/rules/iso-matching'
import type { IsoList } from '#shared/wire/media-types'
import { Badge, type BadgeTone } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import type { Column } from '../../ui/table/column'
import type { Choosing, Trouble } from './iso-drafts'
import { choosing, type Line } from './iso-lines'
import styles from './Iso.module.css'
import type { Option } from '../../ui/form/Picker'
import { CodePicker } from './CodePicker'

type T = TFunction<'iso'>
type Deps = {
  t: T
  index: IsoIndex
  where: IsoWhere
  onChoose: (chosen: Choosing) => void
  onUndo: (line: Line) => void
  onResolve: () => void
}

/** A code with the name that the source has for it. */
export const codeInWords = (t: T, index: IsoIndex, list: IsoList, code: string) =>
  code === '' ? t('noCode') : [code, choiceOf(index, list, code)?.title].filter(Boolean).join(' · ')

export const isoColumns = ({ t, index, where, onChoose, onUndo, onResolve }: Deps): Column<Line>[] => [
  {
    id: 'name',
    header: t('column.name'),
    value: ({ row }) => row.title,
    cell: ({ row }) => (
      <span data-tip={row.title} data-tip-if="cut">
        {row.title}
      </span>
    ),
    minWidth: 110,
    grow: 2,
  },
  {
    id: 'code',
    header: t('column.code'),
    value: ({ row }) => row.code,
    cell: ({ row }) => <code>{row.code}</code>,
    minWidth: 156,
    priority: 3,
  },
  {
    id: 'isoCode',
    header: t('column.isoCode'),
    value: ({ code }) => code,
    cell: (line, isActive) => <CodeCell {...{ t, index, where, onChoose, line, isActive }} />,
    minWidth: 200,
    grow: 3,
  },
  {
    id: 'state',
    header: t('column.state'),
    value: ({ state, draft }) => (draft?.trouble ? 0 : draft ? 1 : STATES.indexOf(state) + 2),
    cell: ({ state, draft }) => <StateCell t={t} state={state} changed={draft !== null} trouble={draft?.trouble ?? null} />,
    minWidth: 116,
    grow: 2,
  },
  {
    id: 'recommendation',
    header: t('column.recommendation'),
    value: ({ recommendation }) => recommendation?.choice.isoCode ?? '',
    cell: (line, isActive) => <RecommendationCell {...{ t, onChoose, onUndo, onResolve, line, isActive }} />,
    minWidth: 146,
    grow: 2,
  },
]

const STATES: readonly IsoCodeState[] = ['unknown', 'inactive', 'none', 'set']
const TONES: Record<IsoCodeState, BadgeTone> = { set: 'good', none: 'warn', unknown: 'warn-strong', inactive: 'warn' }

function CodeCell({ t, index, where, onChoose, line, isActive }: Omit<Deps, 'onUndo' | 'onResolve'> & { line: Line; isActive: boolean }) {
  const { list, row, draft, code } = line
  const by = parentChoice(index, list, row, where)
  const words = codeInWords(t, index, list, code)
  const find = (query: string): Option[] => {
    const none = code !== '' && t('noCode').toLowerCase().startsWith(query.trim().toLowerCase())
    const found = searchChoices(index, list, choicesFor(index, list, row, where).choices, query)
    // A source may list a code twice; what is chosen is the code.
    const byCode = new Map<string, Option>()
    for (const { isoCode, title } of found) if (!byCode.has(isoCode)) byCode.set(isoCode, { value: isoCode, code: isoCode, label: title })
    return [...(none ? [{ value: '', label: t('noCode') }] : []), ...byCode.values()]
  }
  return (
    <>
      {draft && (
        <span className={styles.before}>
          <span className="visually-hidden">{t('was', { code: codeInWords(t, index, list, draft.base) })}</span>
          <span aria-hidden="true" data-tip={codeInWords(t, index, list, draft.base)}>
            <del>{draft.base === '' ? t('noCode') : draft.base}</del> →
          </span>
        </span>
      )}
      <CodePicker
        label={t('codeOf', { name: row.title, code: words })}
        placeholder={t('findCode')}
        shown={code === '' ? <span className="muted">{words}</span> : words}
        value={code}
        find={find}
        onChange={(isoCode) => onChoose(choosing(line, isoCode))}
        hint={by && t('narrowedTo', { name: by.choice.title })}
        tabIndex={isActive ? 0 : -1}
        className={draft ? styles.changed : undefined}
      />
    </>
  )
}

type StateProps = { t: T; state: IsoCodeState; changed: boolean; trouble: Trouble | null }
function StateCell({ t, state, changed, trouble }: StateProps) {
  if (trouble) {
    const [fault] = trouble.faults
    return (
      <>
        <Badge tone={trouble.outcome === 'not-tried' ? 'neutral' : 'bad'}>{t(`trouble.${trouble.outcome}`)}</Badge>
        {fault !== undefined && <span data-tip={trouble.faults.join('\n')}>{fault}</span>}
      </>
    )
  }
  return changed ? (
    <Badge tip={t('changedMeans')}>{t('changed')}</Badge>
  ) : (
    <Badge tone={TONES[state]} tip={t(`stateMeans.${state}`)}>
      {t(`state.${state}`)}
    </Badge>
  )
}

type RecommendationProps = Pick<Deps, 't' | 'onChoose' | 'onUndo' | 'onResolve'> & { line: Line; isActive: boolean }
function RecommendationCell({ t, onChoose, onUndo, onResolve, line, isActive }: RecommendationProps) {
  const { row, draft, recommendation } = line
  const tabIndex = isActive ? 0 : -1
  if (draft)
    return (
      <>
        {draft.trouble && (
          <Button className={styles.inRow} tabIndex={tabIndex} aria-label={t('resolveName', { name: row.title })} onClick={onResolve}>
            {t('resolve')}
          </Button>
        )}
        <Button
          variant="quiet"
          className={styles.inRow}
          tabIndex={tabIndex}
          aria-label={t('undoName', { name: row.title })}
          onClick={() => onUndo(line)}
        >
          {t('undo')}
        </Button>
      </>
    )
  if (!recommendation) return null
  const { choice, by } = recommendation
  return (
    <>
      <Button
        className={styles.inRow}
        tabIndex={tabIndex}
        aria-label={t('applyName', { code: `${choice.isoCode} ${choice.title}`, name: row.title })}
        tip={t(`becauseOf.${by}`)}
        onClick={() => onChoose(choosing(line, choice.isoCode))}
      >
        {t('apply')}
      </Button>
      <span data-tip={`${choice.isoCode} · ${choice.title}`} data-tip-if="cut">
        <code>{choice.isoCode}</code> {choice.title}
      </span>
    </>
  )
}
