import { responseOf, TransportError, type Transport } from '../../src/main/platform/http/transport'

/** Real HTTP under plain Node, where Chromium's stack is not to be had. */
export const fetchTransport: Transport = {
  async send({ method, url, headers, body, signal }) {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body: body as string }),
      ...(signal ? { signal } : {}),
    }).catch((error: unknown) => {
      if (signal?.aborted) throw signal.reason
      throw new TransportError('refused', String(error), { cause: error })
    })
    return responseOf(response.status, Object.fromEntries(response.headers), new Uint8Array(await response.arrayBuffer()))
  },
}
