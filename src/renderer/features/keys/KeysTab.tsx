import { Plus } from 'lucide-react'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey, KeyId } from '#shared/contract/keys'
import { useBound, useHubBlock, useWriteBlock } from '../../bound/bound'
import { useCommand } from '../../commands/offers'
import { failureWords } from '../../failures/failure-words'
import { FailurePanel } from '../../failures/FailurePanel'
import { useFormat, useNow } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Skeleton } from '../../ui/Skeleton'
import { DataTable, type DataTableHandle } from '../../ui/table/DataTable'
import { tell } from '../../ui/toasts'
import { Toolbar } from '../../ui/Toolbar'
import type { AddressSetsHere } from './address-sets-here'
import { keyColumns, type RowAction } from './key-columns'
import { nameOf } from './key-words'
import type { Opened } from './KeyDialogs'
import { placeKey, useKeys, type Place } from './keys.store'

const KeyDialogs = lazy(() => import('./KeyDialogs').then((module) => ({ default: module.KeyDialogs })))

type Props = {
  place: Place
  applicationName: string
  addressSets: AddressSetsHere
  /** The policy that ages are held against. */
  maxAgeDays: number
  /** The key whose edit sheet the route asks for, and what to do once it is open. */
  editKeyId: string | null
  /** The key whose row takes the focus. */
  focusKeyId: string | null
  onEditOpened: () => void
  onRotate: (keyId: KeyId) => void
}
/** The number makes each opening a sheet of its own; it stays mounted while it slides away. */
type Sheet = {
  number: number
  isOpen: boolean
  opened: Opened | null
  /** The row that takes the focus afterwards; else what opened the sheet. */
  focusId: string | null
}

/** The API Keys tab: hints, restrictions and ages, and everything that is done with a key. */
export function KeysTab({ place, applicationName, addressSets, maxAgeDays, editKeyId, focusKeyId, onEditOpened, onRotate }: Props) {
  const { t } = useTranslation('keys')
  const { t: tf } = useTranslation('failures')
  const format = useFormat()
  const now = useNow(60_000)
  const { environmentId, applicationId } = place
  const list = useKeys((state) => state.byPlace[placeKey(place)])
  const load = useKeys((state) => state.load)
  const copy = useKeys((state) => state.copy)
  const clearFailure = useKeys((state) => state.clearFailure)
  const writeBlock = useWriteBlock()
  const hubBlock = useHubBlock()
  const isByKey = useBound().environment.connection === 'application-keys'
  const table = useRef<DataTableHandle>(null)
  const [sheet, setSheet] = useState<Sheet>({ number: 0, isOpen: false, opened: null, focusId: null })
  const loadHere = useCallback(() => void load({ environmentId, applicationId }), [load, environmentId, applicationId])
  useEffect(loadHere, [loadHere])
  const keys = list?.value?.keys

  const open = useCallback(
    (opened: Opened) => {
      clearFailure()
      setSheet((before) => sheetOf(before, opened))
    },
    [clearFailure],
  )
  useCommand('keys.add', { run: () => open({ kind: 'add' }), blockedBecause: writeBlock })
  const close = useCallback(() => setSheet((before) => ({ ...before, isOpen: false })), [])
  const isThere = keys !== undefined
  useEffect(() => {
    if (isThere && focusKeyId !== null) table.current?.focusRow(focusKeyId)
  }, [isThere, focusKeyId])
  const asked = editKeyId === null ? undefined : keys?.find(({ id }) => id === editKeyId)
  const [handled, setHandled] = useState<ApiKey | undefined>(undefined)
  if (asked !== handled) {
    setHandled(asked)
    if (asked) setSheet((before) => sheetOf(before, { kind: 'edit', key: asked }))
  }
  useEffect(() => {
    if (!asked) return
    clearFailure()
    onEditOpened()
  }, [asked, clearFailure, onEditOpened])

  const onCopied = useCallback(
    (clearsAt: string) => {
      const seconds = Math.max(1, Math.round((Date.parse(clearsAt) - Date.now()) / 1000))
      tell({ title: t('copied', { count: seconds }) })
    },
    [t],
  )
  const onCopy = useCallback(
    async (key: ApiKey) => {
      const result = await copy({ environmentId, applicationId }, key.id)
      if (result.ok) {
        onCopied(result.value.clearsAt)
        return
      }
      const { what, todo } = failureWords(tf, result.error)
      tell({ title: what, text: todo, urgent: true })
    },
    [copy, environmentId, applicationId, onCopied, tf],
  )
  const onAction = useCallback(
    (action: RowAction, key: ApiKey) => {
      if (action === 'copy') void onCopy(key)
      else if (action === 'rotate') onRotate(key.id)
      else open({ kind: action, key })
    },
    [onCopy, onRotate, open],
  )
  const knowsLastUsed = keys?.some(({ lastUsedOn }) => lastUsedOn !== undefined) ?? false
  const columns = useMemo(
    () => keyColumns({ t, format, now, maxAgeDays, addressSets, hubBlock, isByKey, onAction }, knowsLastUsed),
    [t, format, now, maxAgeDays, addressSets, hubBlock, isByKey, onAction, knowsLastUsed],
  )

  /** Closes, says so, and lets the row of the key take the focus. */
  const done = (key: ApiKey, title: string, action?: { label: string; run: () => void }) => {
    setSheet((before) => ({ ...before, isOpen: false, focusId: key.id }))
    tell({ title, ...(action ? { action } : {}) })
  }
  const finalFocus = () => {
    if (sheet.focusId === null) return true
    table.current?.focusRow(sheet.focusId)
    return false
  }

  return (
    <>
      <Toolbar
        end={
          <Button
            variant="primary"
            icon={<Plus aria-hidden="true" />}
            blockedBecause={isByKey ? hubBlock : writeBlock}
            onClick={() => open({ kind: isByKey ? 'paste' : 'add' })}
          >
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
      {sheet.opened && (
        <Suspense>
          <KeyDialogs
            key={sheet.number}
            opened={sheet.opened}
            isOpen={sheet.isOpen}
            place={place}
            applicationName={applicationName}
            addressSets={addressSets}
            onClose={close}
            onAdded={(key) => done(key, t('sheet.added', { hint: key.hint }), { label: t('copyAction'), run: () => void onCopy(key) })}
            onSaved={(key) => done(key, t('edit.saved', { name: nameOf(key) }))}
            onNoted={() => {
              close()
              tell({ title: t('notes.saved') })
            }}
            onRemoved={(key) => {
              close()
              tell({ title: t('delete.done', { name: nameOf(key) }) })
              table.current?.focusFirst()
            }}
            onCopied={(clearsAt) => {
              close()
              onCopied(clearsAt)
            }}
            onRotate={(key) => onRotate(key.id)}
            finalFocus={finalFocus}
          />
        </Suspense>
      )}
    </>
  )
}

const sheetOf = ({ number }: Sheet, opened: Opened): Sheet => ({ number: number + 1, isOpen: true, opened, focusId: null })
const idOf = ({ id }: ApiKey) => id
const toneOf = ({ restriction }: ApiKey) => (restriction.mode === 'unrestricted' ? ('warn' as const) : ('plain' as const))
