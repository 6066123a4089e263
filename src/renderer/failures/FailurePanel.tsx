import { useTranslation } from 'react-i18next'
import type { Failure } from '#shared/errors'
import { ErrorPanel } from '../ui/ErrorPanel'
import { failureFacts, failureWords, type FailureWords } from './failure-words'

type Props = {
  failure: Failure
  onRetry?: (() => void) | undefined
  /** Words for a place that knows more than the code does. */
  words?: FailureWords | undefined
  action?: React.ReactNode
}

/** A failure in words: what happened, what to do, and the facts for whoever is asked for help. */
export function FailurePanel({ failure, onRetry, words, action }: Props) {
  const { t } = useTranslation('failures')
  const { what, todo } = words ?? failureWords(t, failure)
  return <ErrorPanel what={what} todo={todo} facts={failureFacts(t, failure)} onRetry={onRetry} action={action} />
}
