import { Plus } from 'lucide-react'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '#shared/contract/keys'
import { useHubBlock, useWriteBlock } from '../../bound/bound'
import { failureWords } from '../../failures/failure-words'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat, useNow } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Skeleton } from '../../ui/Skeleton'
import { DataTable, type DataTableHandle } from '../../ui/table/DataTable'
import { tell } from '../../ui/toasts'
import { Toolbar } from '../../ui/Toolbar'
import { keyColumns } from './key-columns'
import { placeKey, useKeys, type Place } from './keys.store'

const AddKeySheet = lazy(() => import('./AddKeySheet').then((module) => ({ default: module.AddKeySheet })))

/** The API Keys tab: hints, restrictions and ages; copying and adding. */
export function KeysTab({ place, applicationName }: { place: Place; applicationName: string }) {
  const { t } = useTranslation('keys')
  const { t: tf } = useTranslation('failures')
  const format = useFormat()
  const now = useNow(60_000)
  const { environmentId, applicationId } = place
  const list = useKeys((state) => state.byPlace[placeKey(place)])
  const load = useKeys((state) => state.load)
  const copy = useKeys((state) => state.copy)
  const clearAddFailure = useKeys((state) => state.clearAddFailure)
  const writeBlock = useWriteBlock()
  const hubBlock = useHubBlock()
  const table = useRef<DataTableHandle>(null)
  const added = useRef<string | null>(null)
  // The number makes each opening a sheet of its own, with its own idempotency key; it stays mounted while it slides away.
  const [sheet, setSheet] = useState({ opened: 0, isOpen: false })
  const loadHere = useCallback(() => void load({ environmentId, applicationId }), [load, environmentId, applicationId])
  useEffect(loadHere, [loadHere])

  const onCopy = useCallback(
    async (key: ApiKey) => {
      const result = await copy({ environmentId, applicationId }, key.id)
      if (result.ok) {
        const seconds = Math.max(1, Math.round((Date.parse(result.value.clearsAt) - Date.now()) / 1000))
        tell({ title: t('copied', { count: seconds }) })
        return
      }
      const { what, todo } = failureWords(tf, result.error)
      tell({ title: what, text: todo, urgent: true })
    },
    [copy, environmentId, applicationId, t, tf],
  )
  const columns = useMemo(
    () => keyColumns({ t, format, now, copyBlock: hubBlock, onCopy: (key) => void onCopy(key) }),
    [t, format, now, hubBlock, onCopy],
  )

  const openSheet = () => {
    clearAddFailure()
    added.current = null
    setSheet(({ opened }) => ({ opened: opened + 1, isOpen: true }))
  }
  const closeSheet = () => setSheet(({ opened }) => ({ opened, isOpen: false }))
  const onAdded = (key: ApiKey) => {
    added.current = key.id
    closeSheet()
    tell({ title: t('sheet.added', { hint: key.hint }), action: { label: t('copyAction'), run: () => void onCopy(key) } })
  }
  /** After adding, the new row takes the focus, and the button that opened the sheet does not get it back. */
  const finalFocus = () => {
    if (added.current === null) return true
    table.current?.focusRow(added.current)
    return false
  }

  const keys = list?.value?.keys
  return (
    <>
      <Toolbar
        end={
          <Button variant="primary" icon={<Plus aria-hidden="true" />} blockedBecause={writeBlock} onClick={openSheet}>
            {t('add')}
          </Button>
        }
      >
        {keys && (
          <span role="status" className="muted small">
            {t('counted', { count: keys.length })}
          </span>
        )}
      </Toolbar>
      {list?.failure && <FailurePanel failure={list.failure} onRetry={loadHere} />}
      {!keys && list?.state !== 'failed' && <Skeleton label={t('loading')} rows={4} />}
      {keys?.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
      {keys && keys.length > 0 && (
        <DataTable ref={table} fit label={t('tableLabel')} columns={columns} rows={keys} rowId={idOf} rowTone={toneOf} />
      )}
      {sheet.opened > 0 && (
        <Suspense>
          <AddKeySheet
            key={sheet.opened}
            open={sheet.isOpen}
            place={place}
            applicationName={applicationName}
            onClose={closeSheet}
            onAdded={onAdded}
            finalFocus={finalFocus}
          />
        </Suspense>
      )}
    </>
  )
}

const idOf = ({ id }: ApiKey) => id
const toneOf = ({ restriction }: ApiKey) => (restriction.mode === 'unrestricted' ? ('warn' as const) : ('plain' as const))
