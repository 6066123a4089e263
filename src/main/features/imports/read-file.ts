import { open, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { TextDecoder } from 'node:util'
import Papa from 'papaparse'
import { importColumns, missingHeaders, type FileRecord, type ImportColumns } from '#shared/rules/settings-import'
import { AppError } from '../../app-error'

const LARGEST_FILE = 200 * 1024 * 1024
const BYTES_AT_ONCE = 64 * 1024
/** A record that does not end is a quotation mark that was not closed; the rest of the file is not gathered for it. */
const LONGEST_RECORD = 4 * 1024 * 1024
/** A spreadsheet separates by what the language of the computer wants. */
const SEPARATORS = [',', ';', '\t']

const SAVE_ANEW = 'Open it in a spreadsheet, save it as “CSV UTF-8”, and choose that file.'
const refuse = (message: string, cause?: unknown) => new AppError('invalid-input', message, cause === undefined ? {} : { cause })

/**
 * Reads a file of settings record by record, so that a big one takes no more memory than a small one. `take` gets the columns
 * once and gives back who takes the records.
 * @throws AppError `invalid-input` with what is wrong with the file and what to do
 */
export async function readSettingsFile(
  path: string,
  take: (columns: ImportColumns) => (record: FileRecord) => void,
  signal: AbortSignal,
): Promise<void> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw refuse(`${basename(path)} could not be opened. Close it in other programs, check that you may read it, and try again.`, error)
  })
  try {
    const { size } = await file.stat()
    if (size > LARGEST_FILE) throw refuse('The file is larger than 200 MB. Divide it, for example by application, and import the parts.')
    const table = createTable(take)
    for await (const records of wholeRecords(decoded(file, signal))) table.read(records)
    table.end()
  } finally {
    await file.close()
  }
}

/** Splits records into cells and counts rows as a spreadsheet does. */
function createTable(take: (columns: ImportColumns) => (record: FileRecord) => void) {
  let separator = ''
  let takeRecord: ((record: FileRecord) => void) | null = null
  let row = 0
  const split = (text: string, delimiter: string) => Papa.parse<string[]>(text.replace(/\n$/, ''), { delimiter, newline: '\n' })

  /** The first record decides which separator it is: the one that shows most of our columns. */
  function readHeader(text: string): void {
    const tried = SEPARATORS.map((delimiter) => ({ delimiter, columns: importColumns(split(text, delimiter).data[0] ?? []) }))
    const [best] = tried.sort((one, other) => other.columns.size - one.columns.size)
    if (!best || best.columns.size === 0)
      throw refuse(`The first row has none of the columns of an export of API settings. ${SAVE_ANEW} Keep the first row of the export.`)
    const missing = missingHeaders(best.columns)
    if (missing.length > 0)
      throw refuse(`The first row lacks ${missing.map((name) => `“${name}”`).join(' and ')}. Keep these columns of the export.`)
    separator = best.delimiter
    takeRecord = take(best.columns)
  }

  return {
    read(text: string): void {
      if (!takeRecord) readHeader(text)
      const { data, errors } = split(text, separator)
      const fault = errors.find(({ type }) => type === 'Quotes')
      if (fault) throw refuse(`A quotation mark in row ${row + (fault.row ?? 0) + 1} is not closed. ${SAVE_ANEW}`)
      for (const cells of data) {
        row += 1
        if (row > 1) takeRecord?.({ row, cells })
      }
    },
    end(): void {
      if (!takeRecord) throw refuse('The file is empty. Choose an export of API settings.')
    },
  }
}

/**
 * The text in pieces that end where a record ends. Line ends become `\n`, also those inside of cells: programs mix them in one
 * file, and a reader that goes by the first would take two records for one.
 */
async function* wholeRecords(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  let heldBack = ''
  let isQuoted = false
  for await (const text of texts) {
    const whole = heldBack + text
    // A carriage return at the end may be half of a line end.
    heldBack = whole.endsWith('\r') ? '\r' : ''
    const piece = (heldBack === '' ? whole : whole.slice(0, -1)).replace(/\r\n?/g, '\n')
    let end = -1
    for (let index = 0; index < piece.length; index += 1) {
      const sign = piece.charCodeAt(index)
      if (sign === QUOTE) isQuoted = !isQuoted
      else if (sign === LINE_FEED && !isQuoted) end = index
    }
    if (end >= 0) {
      yield rest + piece.slice(0, end + 1)
      rest = piece.slice(end + 1)
    } else rest += piece
    if (rest.length > LONGEST_RECORD) throw refuse(`A quotation mark in the file is not closed. ${SAVE_ANEW}`)
  }
  if (rest + heldBack !== '') yield rest + heldBack.replace('\r', '\n')
}
const QUOTE = 0x22
const LINE_FEED = 0x0a

/** The text of a file in UTF-8, or in UTF-16 where its mark says so. */
async function* decoded(file: FileHandle, signal: AbortSignal): AsyncGenerator<string> {
  const buffer = new Uint8Array(BYTES_AT_ONCE)
  let decoder: TextDecoder | null = null
  const text = (bytes?: Uint8Array) => {
    try {
      return bytes ? (decoder?.decode(bytes, { stream: true }) ?? '') : (decoder?.decode() ?? '')
    } catch (error) {
      throw refuse(`The file is not in UTF-8, so letters beyond A to Z would come out wrong. ${SAVE_ANEW}`, error)
    }
  }
  for (;;) {
    if (signal.aborted) throw new AppError('cancelled', 'Reading the file was stopped.')
    const { bytesRead } = await file.read(buffer, 0, buffer.length)
    if (bytesRead === 0) break
    const bytes = buffer.subarray(0, bytesRead)
    decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true })
    yield text(bytes)
  }
  yield text()
}

function encodingOf(start: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  // A workbook is a zip archive.
  if (start[0] === 0x50 && start[1] === 0x4b && start[2] === 0x03) throw refuse(`This is a workbook and not a CSV file. ${SAVE_ANEW}`)
  // UTF-16 without its mark: every other byte of plain letters is nothing.
  if (start.subarray(0, 4).includes(0)) throw refuse(`This is not a CSV file in UTF-8. ${SAVE_ANEW}`)
  return 'utf-8'
}
