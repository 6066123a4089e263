import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AddressSet, AddressSetId } from '#shared/contract/address-sets'
import { countAddresses } from '#shared/rules/addresses'
import { readable } from '#shared/rules/restriction-change'
import { useCommand } from '../../commands/offers'
import { useBound } from '../../bound/bound'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat } from '../../i18n/use-format'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { IconButton } from '../../ui/IconButton'
import { Page } from '../../ui/Page'
import { PageHeader } from '../../ui/PageHeader'
import { Skeleton } from '../../ui/Skeleton'
import type { Column } from '../../ui/table/column'
import { DataTable } from '../../ui/table/DataTable'
import { useAddressSets } from './address-sets.store'
import { AddressSetSheet, type ListEditor } from './AddressSetSheet'
import { BulkPlan } from './BulkPlan'
import { DeleteSetDialog } from './DeleteSetDialog'

type Props = {
  editor: ListEditor
  /** The set whose plan is shown. */
  chosenId: string | null
  onChoose: (id: AddressSetId | null) => void
  keyHref: (applicationId: string, keyId: string) => string
}
type Opened = { kind: 'new' } | { kind: 'edit' | 'delete'; set: AddressSet }

/** Own and published sets, and for the chosen one the keys that lag behind it. */
export function AddressSetsPage({ editor, chosenId, onChoose, keyHref }: Props) {
  const { t } = useTranslation('addressSets')
  const format = useFormat()
  const { environment } = useBound()
  const list = useAddressSets((state) => state.list)
  const behind = useAddressSets((state) => state.behind)
  const load = useAddressSets((state) => state.load)
  const clearFailure = useAddressSets((state) => state.clearFailure)
  const [sheet, setSheet] = useState<{ number: number; isOpen: boolean; opened: Opened | null }>({ number: 0, isOpen: false, opened: null })
  const loadHere = useCallback(() => void load(environment.id), [load, environment.id])
  useEffect(loadHere, [loadHere])

  const open = useCallback(
    (opened: Opened) => {
      clearFailure()
      setSheet(({ number }) => ({ number: number + 1, isOpen: true, opened }))
    },
    [clearFailure],
  )
  useCommand('addressSets.new', { run: () => open({ kind: 'new' }) })
  const close = () => setSheet((before) => ({ ...before, isOpen: false }))
  const sets = list.value
  const chosen = sets?.find(({ id }) => id === chosenId)
  const columns = useMemo(() => {
    const lagging = (id: string) => behind.value?.filter(({ setId }) => setId === id).length ?? 0
    const all: Column<AddressSet>[] = [
      { id: 'name', header: t('column.name'), value: (set) => set.name, minWidth: 180, grow: 3 },
      {
        id: 'origin',
        header: t('column.origin'),
        value: (set) => set.origin,
        cell: (set) => t(`origin.${set.origin}`),
        minWidth: 150,
        priority: 3,
      },
      {
        id: 'addresses',
        header: t('column.addresses'),
        value: (set) => Number(countAddresses(readable(set.addresses))),
        cell: (set) => format.count(countAddresses(readable(set.addresses))),
        minWidth: 110,
        align: 'end',
      },
      {
        id: 'behind',
        header: t('column.behind'),
        value: (set) => lagging(set.id),
        cell: (set, isActive) => (
          <Button
            variant="quiet"
            tabIndex={isActive ? 0 : -1}
            aria-label={t('plan.open', { name: set.name })}
            onClick={() => onChoose(set.id)}
          >
            {lagging(set.id) === 0 ? t('none') : <Badge tone="warn">{t('behindCount', { count: lagging(set.id) })}</Badge>}
          </Button>
        ),
        minWidth: 150,
      },
      {
        id: 'actions',
        header: t('column.actions'),
        hideHeader: true,
        sortable: false,
        value: () => '',
        cell: (set, isActive) =>
          set.origin === 'own' && <RowActions name={set.name} tabIndex={isActive ? 0 : -1} onAction={(kind) => open({ kind, set })} />,
        minWidth: 88,
        align: 'end',
      },
    ]
    return all
  }, [t, format, behind.value, onChoose, open])

  return (
    <Page
      head={
        <PageHeader
          title={t('title')}
          facts={t('facts')}
          actions={
            <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => open({ kind: 'new' })}>
              {t('new')}
            </Button>
          }
        />
      }
    >
      {list.failure && <FailurePanel failure={list.failure} onRetry={loadHere} />}
      {behind.failure && <FailurePanel failure={behind.failure} onRetry={loadHere} />}
      {!sets && list.state === 'loading' && <Skeleton label={t('loading')} rows={4} />}
      {sets?.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
      {sets && sets.length > 0 && (
        <DataTable fit label={t('tableLabel')} columns={columns} rows={sets} rowId={({ id }) => id} onOpen={({ id }) => onChoose(id)} />
      )}
      {chosen && <BulkPlan key={chosen.id} set={chosen} keyHref={keyHref} onClose={() => onChoose(null)} />}
      {sheet.opened && dialog(sheet.opened)}
    </Page>
  )

  function dialog(opened: Opened): ReactNode {
    if (opened.kind === 'delete') return sheet.isOpen && <DeleteSetDialog set={opened.set} onClose={close} />
    return (
      <AddressSetSheet
        key={sheet.number}
        open={sheet.isOpen}
        set={opened.kind === 'edit' ? opened.set : null}
        editor={editor}
        onClose={close}
        onSaved={(set) => {
          close()
          onChoose(set.id)
        }}
      />
    )
  }
}

type RowActionsProps = { name: string; tabIndex: number; onAction: (kind: 'edit' | 'delete') => void }

function RowActions({ name, tabIndex, onAction }: RowActionsProps) {
  const { t } = useTranslation('addressSets')
  return (
    <>
      <IconButton label={t('edit', { name })} icon={<Pencil aria-hidden="true" />} tabIndex={tabIndex} onClick={() => onAction('edit')} />
      <IconButton
        label={t('delete', { name })}
        icon={<Trash2 aria-hidden="true" />}
        tabIndex={tabIndex}
        onClick={() => onAction('delete')}
      />
    </>
  )
}
