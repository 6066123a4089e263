import { z } from 'zod'
import { About, SourceResource } from '#shared/wire/source-plane'
import { ProblemError } from './problem'
import type { SourceClient, SourceTarget } from './source-client'

export type SourceReading = { about: string; resources: SourceResource[] }

/** What a source application says of itself. Throws a problem that tells what was wrong with the base URI or the credential. */
export async function readSource(sources: SourceClient, target: SourceTarget): Promise<SourceReading> {
  const resources = await read(sources, target, '/resources', z.array(SourceResource))
  const about = await read(sources, target, '/about', About)
  return { about: about.map(({ version }) => version).join(', '), resources }
}

async function read<S extends z.ZodType>(sources: SourceClient, target: SourceTarget, path: string, schema: S): Promise<z.output<S>> {
  const where = `${target.baseUri.replace(/\/$/, '')}${path}`
  const outcome = await sources.call(target, { path })
  if (outcome.kind === 'unreachable')
    throw new ProblemError(502, 'source-unreachable', 'The source application could not be reached.', {
      detail: `No answer from ${where}.`,
    })
  if (outcome.kind === 'timeout')
    throw new ProblemError(504, 'source-timeout', 'The source application did not answer in time.', { detail: `No answer from ${where}.` })
  const { response } = outcome
  if (response.status === 401 || response.status === 403)
    throw new ProblemError(502, 'source-unauthorized', 'The source application refused the user or the password.', {
      detail: `${where} answered ${response.status}.`,
    })
  if (!response.ok)
    throw new ProblemError(
      502,
      response.status === 404 ? 'source-unreachable' : 'source-invalid',
      'The source application refused the request.',
      { detail: `${where} answered ${response.status}.` },
    )
  const parsed = schema.safeParse(await response.json().catch(() => undefined))
  if (!parsed.success)
    throw new ProblemError(502, 'source-invalid', 'The source application answered something else than expected.', {
      detail: `${where} did not answer with the list it should.`,
    })
  return parsed.data
}
