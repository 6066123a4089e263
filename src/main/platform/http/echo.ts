import { REDACTED } from '../redact'
import type { RequestCredential } from './credential'
import type { HttpResponse } from './transport'

/**
 * An answer that is not the wanted one, without the credential that was sent: debug pages and careless proxies say back what
 * they were given, and parts of an error are shown, kept with the snapshot and copied as text.
 */
export function withoutEcho(response: HttpResponse, credential: RequestCredential | undefined): HttpResponse {
  if (!credential || response.status < 300) return response
  const forms = formsOf(credential)
  const clean = (text: string) => forms.reduce((rest, form) => rest.replaceAll(form, REDACTED), text)
  const body = Buffer.from(clean(Buffer.from(response.body).toString('utf8')))
  return {
    ...response,
    headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, clean(value)])),
    body,
    text: () => clean(response.text()),
  }
}

/** As it went out, as it is, and as text in a page, a form or JSON has it. */
function formsOf({ secret, username }: RequestCredential): string[] {
  const value = secret.expose()
  const basic = Buffer.from(`${username ?? ''}:${value}`).toString('base64')
  const forms = [basic, Buffer.from(value).toString('base64'), value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]
  // One of a character or two would take an answer apart and hide nothing.
  return forms.filter((form) => form.length >= 4)
}
