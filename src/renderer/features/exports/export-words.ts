import type { TFunction } from 'i18next'
import type { Failure } from '#shared/errors'
import type { FailureWords } from '../../failures/failure-words'

/** What a failed export says: the docs' sentence where the base URI or the credentials may be wrong, with the status. */
export function exportFailureWords(t: TFunction<'exports'>, failure: Failure): FailureWords | undefined {
  if (failure.code === 'nothing-to-export') return { what: t('failed.nothing'), todo: t('failed.nothingTodo') }
  if (failure.code === 'credentials-missing') return { what: t('failed.missing'), todo: t('failed.verify') }
  if (failure.code !== 'source-unauthorized' && failure.code !== 'remote') return undefined
  const what = failure.status === undefined ? t('failed.sourceNoStatus') : t('failed.source', { status: failure.status })
  return { what, todo: t('failed.verify') }
}
