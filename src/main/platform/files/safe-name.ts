const MAX_BYTES = 120
const FALLBACK = 'export'

/** Names that Windows keeps for devices, with any ending; the raised digits count as digits there. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i

/**
 * A file's name that every file system takes and that shows what it is: no path, no device, no invisible or bidirectional
 * signs that make `gpj.exe` look like `exe.jpg`, no end that Windows cuts off, at most 120 bytes with its extension.
 */
export function safeFileName(name: string, extension: string): string {
  const ending = `.${extension.replace(/[^a-z0-9]/gi, '').slice(0, 10)}`
  const spoken = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Zl}\p{Zp}\t\n\v\f\r]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\uFFFD]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '-')
    .replace(/\p{Zs}+/gu, ' ')
  const base = trimEnds(cut(trimEnds(spoken), MAX_BYTES - Buffer.byteLength(ending) - 1))
  const stem = base.split('.')[0]?.trim() ?? ''
  if (base === '') return `${FALLBACK}${ending}`
  return `${DEVICE.test(stem) ? '_' : ''}${base}${ending}`
}

/** A leading dot hides a file, a leading hyphen looks like a switch; Windows drops dots and spaces at the end. */
const trimEnds = (text: string) => text.replace(/^[.\s-]+/u, '').replace(/[.\s]+$/u, '')

/** Cuts between what a person sees as characters, so that no emoji is left in halves. */
function cut(text: string, maxBytes: number): string {
  let kept = ''
  let bytes = 0
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    bytes += Buffer.byteLength(segment)
    if (bytes > maxBytes) break
    kept += segment
  }
  return kept
}
