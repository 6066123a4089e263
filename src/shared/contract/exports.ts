import { z } from 'zod'
import { Failure } from '../errors'
import { ApplicationId } from './applications'
import { EnvironmentId, Instant, local, read } from './op'

/** Excel: UTF-8 with a byte order mark. Plain: UTF-8 without. Both are RFC 4180 with CRLF and a header. */
export const CsvPreset = z.enum(['excel', 'plain'])
export type CsvPreset = z.infer<typeof CsvPreset>

export const ExportedFile = z.object({
  applicationId: ApplicationId,
  fileName: z.string(),
  rows: z.number().int(),
  bytes: z.number().int(),
  /** `cache`: the source could not be reached, so the file holds what was read at `readAt`. */
  from: z.enum(['source', 'cache']),
  readAt: Instant,
})
export type ExportedFile = z.infer<typeof ExportedFile>

export const ExportResult = z.object({
  folder: z.string(),
  files: z.array(ExportedFile),
  /** Applications of which no file was written, and why. */
  failed: z.array(z.object({ applicationId: ApplicationId, applicationName: z.string(), failure: Failure })),
})
export type ExportResult = z.infer<typeof ExportResult>

export const ExportProgress = z.object({
  environmentId: EnvironmentId,
  /** The application whose file is being written, and the rows in it so far. */
  applicationId: ApplicationId,
  rows: z.number().int(),
  /** Applications that are done, of how many. */
  done: z.number().int(),
  total: z.number().int(),
})
export type ExportProgress = z.infer<typeof ExportProgress>

const Asked = z.object({
  environmentId: EnvironmentId,
  applicationIds: z.array(ApplicationId).min(1).max(5000),
  preset: CsvPreset,
})
const Written = z.object({ result: ExportResult.nullable() })

export const exports = {
  /**
   * Reads the five families anew and writes them, a file for each application, whole or not at all. One application asks for
   * a file and fails as a whole; several ask for a folder and name those that failed. Null = the person closed the dialog.
   */
  apiSettings: read(Asked, Written),
  /** The same for the five ISO lists. */
  isoCodes: read(Asked, Written),
  cancel: local(z.void(), z.void()),
  /** Shows the last written file in its folder. */
  reveal: read(z.void(), z.void()),
}
