import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { IsoIndex } from '#shared/rules/iso-matching'
import { useBound, useSendBlock, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat } from '../../i18n/use-format'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import type { Column } from '../../ui/table/column'
import { DataTable } from '../../ui/table/DataTable'
import { tell } from '../../ui/toasts'
import { codeInWords } from './iso-columns'
import { draftKey, type Draft } from './iso-drafts'
import styles from './Iso.module.css'
import { placeKey, useIso, type Place, type Saved } from './iso.store'
import { TroubleList } from './TroubleList'

type Props = { place: Place; applicationName: string; index: IsoIndex; drafts: readonly Draft[] }

/** Every change of all five lists, old and new, before anything is sent; afterwards what could not be saved and why. */
export function ReviewDialog({ place, applicationName, index, drafts }: Props) {
  const { t } = useTranslation('iso')
  const format = useFormat()
  const { environment } = useBound()
  const typeName = useTypeName()
  const sendBlock = useSendBlock()
  const confirmWrite = useConfirmWrite()
  const review = useIso((state) => state.review)
  const choose = useIso((state) => state.choose)
  const save = useIso((state) => state.save)
  const isSaving = useIso((state) => state.isSaving)
  const failure = useIso((state) => state.failures[placeKey(place)] ?? null)
  const columns = useMemo(() => reviewColumns(t, index), [t, index])
  const action = t('review.save', { type: typeName })
  const isUndecided = drafts.some(({ trouble }) => trouble?.outcome === 'conflict')
  const toSend = drafts.filter(({ trouble }) => trouble?.outcome !== 'gone')

  const sayWhatHappened = ({ saved, left, undo }: Saved) => {
    const leftWords = left === 0 ? {} : { text: t('savedLeft', { count: left, shown: format.number(left) }) }
    const onUndo = () => {
      choose(place, undo)
      review(place)
    }
    if (saved > 0)
      tell({
        title: t('saved', { count: saved, shown: format.number(saved) }),
        ...leftWords,
        action: { label: t('undo'), run: onUndo },
      })
    else if (left === 0) tell({ title: t('savedNone') })
  }
  const onSave = async () => {
    const confirmed = await confirmWrite(action)
    if (!confirmed) return
    const done = await save(place, confirmed)
    if (!done) return
    if (done.left === 0) review(null)
    sayWhatHappened(done)
  }

  return (
    <Dialog
      isWide
      open
      onClose={() => review(null)}
      title={t('review.title', { count: drafts.length, shown: format.number(drafts.length) })}
      text={t('review.text', { application: applicationName, environment: environment.name })}
      actions={
        <>
          <Button onClick={() => review(null)}>{t('review.close')}</Button>
          <Button
            variant="primary"
            busy={isSaving}
            blockedBecause={sendBlock ?? (toSend.length === 0 ? t('review.nothing') : isUndecided ? t('review.chooseFirst') : null)}
            onClick={() => void onSave()}
          >
            {action}
          </Button>
        </>
      }
    >
      {failure && <FailurePanel failure={failure} />}
      <TroubleList place={place} index={index} drafts={drafts} />
      {drafts.length > 0 && (
        // As high as its rows, up to seven: a dialog has no height of its own to give to a table.
        <div className={styles.reviewed} style={{ height: 34 + 36 * Math.min(7, drafts.length) }}>
          <DataTable fit label={t('review.tableLabel')} columns={columns} rows={drafts} rowId={keyOf} rowTone={toneOf} />
        </div>
      )}
    </Dialog>
  )
}

const keyOf = ({ list, id }: Draft) => draftKey(list, id)
const toneOf = ({ trouble }: Draft) => (trouble ? 'warn' : 'plain')

const reviewColumns = (t: TFunction<'iso'>, index: IsoIndex): Column<Draft>[] => [
  {
    id: 'name',
    header: t('column.name'),
    value: ({ title }) => title,
    cell: ({ list, title, trouble }) => (
      <>
        {trouble && <Badge tone={trouble.outcome === 'not-tried' ? 'neutral' : 'bad'}>{t(`trouble.${trouble.outcome}`)}</Badge>}
        <span data-tip={`${title} · ${t(`list.${list}`)}`}>
          {title} <span className="muted">{t(`list.${list}`)}</span>
        </span>
      </>
    ),
    minWidth: 150,
    grow: 1,
  },
  {
    id: 'change',
    header: t('review.change'),
    value: ({ isoCode }) => isoCode,
    cell: ({ list, base, isoCode }) => {
      const [before, after] = [codeInWords(t, index, list, base), codeInWords(t, index, list, isoCode)]
      return (
        <span data-tip={`${before} → ${after}`}>
          <span className="visually-hidden">{t('review.from')} </span>
          <del className="muted">{base === '' ? t('noCode') : base}</del>
          <span aria-hidden="true"> → </span>
          <span className="visually-hidden"> {t('review.to')} </span>
          {after}
        </span>
      )
    },
    minWidth: 170,
    grow: 1,
  },
]
