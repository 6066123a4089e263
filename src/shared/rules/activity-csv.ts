import type { ActivityEntry } from '../contract/activity'
import type { CsvColumn } from './settings-csv'

type Nullable = 'environmentId' | 'environmentName' | 'applicationId' | 'applicationName' | 'before' | 'after' | 'code' | 'requestId'
/** An entry with its place in the chain; an empty cell is what the entry does not have. */
export type ActivityCsvRow = Omit<ActivityEntry, Nullable> & Record<Nullable, string> & { previousHash: string; hash: string }

/** The columns of the activity log, in their order. docs/csv.md describes them. */
export const ACTIVITY_CSV_COLUMNS: readonly CsvColumn<ActivityCsvRow>[] = [
  { id: 'id', header: 'Number', kind: 'number' },
  // Of our own making, but out of a file that somebody may have written to.
  { id: 'at', header: 'At', kind: 'text' },
  { id: 'environmentName', header: 'Environment', kind: 'text' },
  { id: 'applicationName', header: 'Application', kind: 'text' },
  { id: 'what', header: 'What', kind: 'text' },
  { id: 'subject', header: 'Subject', kind: 'text' },
  { id: 'before', header: 'Before', kind: 'text' },
  { id: 'after', header: 'After', kind: 'text' },
  { id: 'outcome', header: 'Outcome', kind: 'text' },
  { id: 'code', header: 'Code', kind: 'text' },
  { id: 'requestId', header: 'Request id', kind: 'text' },
  { id: 'environmentId', header: 'Environment id', kind: 'text' },
  { id: 'applicationId', header: 'Application id', kind: 'text' },
  { id: 'previousHash', header: 'Previous hash', kind: 'text' },
  { id: 'hash', header: 'Hash', kind: 'text' },
]

type Chained = ActivityEntry & { previousHash: string; hash: string }

export const activityCsvRow = (entry: Chained): ActivityCsvRow => ({
  ...entry,
  environmentId: entry.environmentId ?? '',
  environmentName: entry.environmentName ?? '',
  applicationId: entry.applicationId ?? '',
  applicationName: entry.applicationName ?? '',
  before: entry.before ?? '',
  after: entry.after ?? '',
  code: entry.code ?? '',
  requestId: entry.requestId ?? '',
})
