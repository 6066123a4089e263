import { TransportError, type HttpLimits } from './transport'

/** The two clocks of one request: for all of it, and for the step it is in (waiting for headers, then for the next piece). */
export function createDeadlines(limits: HttpLimits, onExpired: (error: TransportError) => void) {
  const expire = () => {
    onExpired(new TransportError('timeout', 'The server did not answer in time'))
  }
  const total = setTimeout(expire, limits.totalMs)
  let step = setTimeout(expire, limits.headerMs)

  return {
    /** Headers or a piece of the body arrived; the next has this long. */
    progressed(): void {
      clearTimeout(step)
      step = setTimeout(expire, limits.idleMs)
    },
    clear(): void {
      clearTimeout(total)
      clearTimeout(step)
    },
  }
}

/** Gathers a body and counts it as it is after decompression, so that a small bomb does not become a large one here. */
export function createBodyCollector(maxBytes: number) {
  const pieces: Uint8Array[] = []
  let bytes = 0
  return {
    /** Throws TransportError `too-large`. */
    add(piece: Uint8Array): void {
      bytes += piece.byteLength
      if (bytes > maxBytes) throw new TransportError('too-large', `The answer is larger than ${maxBytes} bytes`)
      pieces.push(piece)
    },
    body: (): Uint8Array => Buffer.concat(pieces),
  }
}
