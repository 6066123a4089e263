import { z } from 'zod'
import { ApplicationId, OfApplication } from './applications'
import { EnvironmentId, Instant, local, read } from './op'

/** Excel: UTF-8 with a byte order mark. Plain: UTF-8 without. Both are RFC 4180 with CRLF and a header. */
export const CsvPreset = z.enum(['excel', 'plain'])
export type CsvPreset = z.infer<typeof CsvPreset>

export const ExportResult = z.object({
  fileName: z.string(),
  folder: z.string(),
  rows: z.number().int(),
  bytes: z.number().int(),
  /** `cache`: the source could not be reached, so the file holds what was read at `readAt`. */
  from: z.enum(['source', 'cache']),
  readAt: Instant,
})
export type ExportResult = z.infer<typeof ExportResult>

export const ExportProgress = z.object({ environmentId: EnvironmentId, applicationId: ApplicationId, rows: z.number().int() })
export type ExportProgress = z.infer<typeof ExportProgress>

export const exports = {
  /** Asks where (null = the person closed the dialog), reads the five families anew, and writes the file whole or not at all. */
  apiSettings: read(OfApplication.extend({ preset: CsvPreset }), z.object({ result: ExportResult.nullable() })),
  cancel: local(z.void(), z.void()),
  /** Shows the last written file in its folder. */
  reveal: read(z.void(), z.void()),
}
