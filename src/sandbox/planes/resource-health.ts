import type { ResourceHealth } from '#shared/wire/integration-plane'
import { HEADER } from '#shared/wire/media-types'
import type { Hub } from '../state/hub'
import type { ApplicationState } from '../state/model'
import { ownerFor } from './integration-proxy'
import { json } from './sandbox-env'
import { type SourceClient, targetOf } from './source-client'

const SAMPLE_SIZE = 66
const PHRASES: Record<number, string> = {
  200: 'OK',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  406: 'Not Acceptable',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

/** `GET /admin/resources/{name}/health`: a real look at the owner's source. */
export async function resourceHealth(
  { hub, sources }: { hub: Hub; sources: SourceClient },
  caller: ApplicationState,
  name: string,
): Promise<Response> {
  const choice = ownerFor(hub, caller, name)
  const owner = choice.kind === 'owner' ? choice.owner : hub.ownersOf(name)[0]
  if (!owner) return json({ message: `No application owns ${name}.` }, { status: 404 })
  const target = targetOf(owner)
  if (!target) return json(reportOf({ status: 502, checked: 0, total: 0 }))
  const outcome = await sources.call(target, { path: `/${name}?limit=${SAMPLE_SIZE}` })
  if (outcome.kind !== 'reply') return json(reportOf({ status: outcome.kind === 'timeout' ? 504 : 502, checked: 0, total: 0 }))
  const { response } = outcome
  const body: unknown = await response.json().catch(() => undefined)
  const checked = response.ok && Array.isArray(body) ? body.length : 0
  return json(reportOf({ status: response.status, checked, total: Number(response.headers.get(HEADER.totalCount) ?? checked) }))
}

function reportOf({ status, checked, total }: { status: number; checked: number; total: number }): ResourceHealth {
  const isHealthy = status >= 200 && status < 300
  const confidence = !isHealthy || checked >= Math.min(total, SAMPLE_SIZE / 2) ? 'HIGH' : checked > 0 ? 'MEDIUM' : 'LOW'
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: {
      type: 'API',
      state: isHealthy ? 'HEALTHY' : 'UNHEALTHY',
      confidence,
      httpStatus: status,
      httpStatusMessage: PHRASES[status] ?? 'Unknown',
      itemsChecked: checked,
      totalItems: total,
    },
  }
}
