import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { failureWords } from '../failures/failure-words'
import { useEnvironments } from '../features/environments/environments.store'
import { tell } from '../ui/toasts'

/** What failed without a place of its own on the page (opening, the sandbox switch) is told as a toast. */
export function useFailureToast(): void {
  const { t } = useTranslation('failures')
  const failure = useEnvironments((state) => state.failure)
  useEffect(() => {
    if (!failure) return
    const { what, todo } = failureWords(t, failure)
    tell({ title: what, text: todo, urgent: true })
  }, [failure, t])
}
