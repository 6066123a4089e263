import { lazy, Suspense } from 'react'
import type { ApiKey } from '#shared/contract/keys'
import { AddKeySheet } from './AddKeySheet'
import type { AddressSetsHere } from './address-sets-here'
import { EditKeySheet } from './EditKeySheet'
import type { Place } from './keys.store'

const CopyLineDialog = lazy(() => import('./CopyLineDialog').then((module) => ({ default: module.CopyLineDialog })))
const DeleteKeyDialog = lazy(() => import('./DeleteKeyDialog').then((module) => ({ default: module.DeleteKeyDialog })))
const HandOverSheet = lazy(() => import('./HandOverSheet').then((module) => ({ default: module.HandOverSheet })))
const NotesSheet = lazy(() => import('./NotesSheet').then((module) => ({ default: module.NotesSheet })))
const PasteKeySheet = lazy(() => import('./PasteKeySheet').then((module) => ({ default: module.PasteKeySheet })))
const RevealDialog = lazy(() => import('./RevealDialog').then((module) => ({ default: module.RevealDialog })))

/** Which sheet or dialog was opened, and for which key. */
export type Opened =
  { kind: 'add' } | { kind: 'paste' } | { kind: 'edit' | 'delete' | 'reveal' | 'copyLine' | 'handOver' | 'notes'; key: ApiKey }

type Props = {
  opened: Opened
  /** A sheet that was closed stays a moment, to slide away. */
  isOpen: boolean
  place: Place
  applicationName: string
  addressSets: AddressSetsHere
  onClose: () => void
  onAdded: (key: ApiKey) => void
  onSaved: (key: ApiKey) => void
  onNoted: () => void
  onRemoved: (key: ApiKey) => void
  onCopied: (clearsAt: string) => void
  onRotate: (key: ApiKey) => void
  finalFocus: () => HTMLElement | boolean
}

/** The one sheet or dialog that is open over the table. */
export function KeyDialogs(props: Props) {
  return <Suspense>{dialogOf(props)}</Suspense>
}

function dialogOf(props: Props) {
  const { opened, isOpen, place, applicationName, addressSets, onClose, onAdded, onSaved, onNoted, onRemoved, onCopied, onRotate } = props
  const { finalFocus } = props
  const sheet = { open: isOpen, place, onClose, finalFocus }
  if (opened.kind === 'add') return <AddKeySheet {...sheet} applicationName={applicationName} addressSets={addressSets} onAdded={onAdded} />
  if (opened.kind === 'paste') return <PasteKeySheet {...sheet} applicationName={applicationName} onAdded={onAdded} />
  const { kind, key } = opened
  switch (kind) {
    case 'edit':
      return <EditKeySheet {...sheet} apiKey={key} addressSets={addressSets} onSaved={onSaved} />
    case 'handOver':
      return <HandOverSheet {...sheet} apiKey={key} applicationName={applicationName} />
    case 'notes':
      return <NotesSheet {...sheet} apiKey={key} onSaved={onNoted} />
    case 'delete':
      return isOpen ? (
        <DeleteKeyDialog place={place} apiKey={key} onClose={onClose} onRemoved={() => onRemoved(key)} onRotate={() => onRotate(key)} />
      ) : null
    case 'reveal':
      return isOpen ? <RevealDialog place={place} apiKey={key} onClose={onClose} /> : null
    case 'copyLine':
      return isOpen ? (
        <CopyLineDialog place={place} apiKey={key} applicationName={applicationName} onClose={onClose} onCopied={onCopied} />
      ) : null
  }
}
