import type { HealthRow } from '../contract/health'
import type { CsvColumn } from './settings-csv'

export type KeyInventoryRow = {
  environment: string
  environmentType: string
  application: string
  key: string
  label: string
  addedOn: string
  addedBy: string
  lastUsedOn: string
  restriction: string
  entries: number | null
  addresses: string
  findings: string
  applicationId: string
  keyId: string
  readAt: string
}

/** The columns of the key inventory, in their order. docs/csv.md describes them. No column holds anything of a key's value but its hint. */
export const KEY_INVENTORY_COLUMNS: readonly CsvColumn<KeyInventoryRow>[] = [
  { id: 'environment', header: 'Environment', kind: 'text' },
  { id: 'environmentType', header: 'Environment type', kind: 'text' },
  { id: 'application', header: 'Application', kind: 'text' },
  { id: 'key', header: 'API key', kind: 'text' },
  { id: 'label', header: 'Label', kind: 'text' },
  // As the hub sends them: an instant by the contract, but not of our own making.
  { id: 'addedOn', header: 'Added on', kind: 'text' },
  { id: 'addedBy', header: 'Added by', kind: 'text' },
  { id: 'lastUsedOn', header: 'Last used on', kind: 'text' },
  { id: 'restriction', header: 'Restriction', kind: 'text' },
  { id: 'entries', header: 'Entries', kind: 'number' },
  { id: 'addresses', header: 'Addresses', kind: 'number' },
  { id: 'findings', header: 'Findings', kind: 'text' },
  { id: 'applicationId', header: 'Application id', kind: 'text' },
  { id: 'keyId', header: 'API key id', kind: 'text' },
  { id: 'readAt', header: 'Read at', kind: 'instant' },
]

/** Counts stay empty without a restriction: there is no list to count. */
export function keyInventoryRow(row: HealthRow): KeyInventoryRow {
  const isListed = row.mode !== 'unrestricted'
  return {
    environment: row.environmentName,
    environmentType: row.environmentType,
    application: row.applicationName,
    key: row.hint,
    label: row.label,
    addedOn: row.addedOn,
    addedBy: row.addedBy,
    lastUsedOn: row.lastUsedOn ?? '',
    restriction: row.mode,
    entries: isListed ? row.entries : null,
    addresses: isListed ? row.addresses : '',
    findings: row.findings.join(', '),
    applicationId: row.applicationId,
    keyId: row.keyId,
    readAt: row.readAt,
  }
}
