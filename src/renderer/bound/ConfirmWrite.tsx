import { createContext, lazy, Suspense, useCallback, useContext, useState, type ReactNode } from 'react'
import { useBound } from './bound'

const ConfirmDialog = lazy(() => import('./ConfirmDialog').then((module) => ({ default: module.ConfirmDialog })))

/** What a confirmed write carries along. */
type Confirmed = { confirmation?: string }
type Question = { action: string; answer: (confirmed: Confirmed | null) => void }

const ConfirmContext = createContext<((action: string) => Promise<Confirmed | null>) | null>(null)

/** Asks as the environment's protection wants it, before a write is sent. Null: the person thought better of it. */
export function useConfirmWrite() {
  const confirm = useContext(ConfirmContext)
  if (!confirm) throw new Error('ConfirmWriteProvider is missing above this screen.')
  return confirm
}

export function ConfirmWriteProvider({ children }: { children: ReactNode }) {
  const { environment } = useBound()
  const [question, setQuestion] = useState<Question | null>(null)
  const { name, protection } = environment
  const asks = protection === 'ask' || protection === 'type-name'

  const confirm = useCallback(
    (action: string): Promise<Confirmed | null> => (asks ? new Promise((answer) => setQuestion({ action, answer })) : Promise.resolve({})),
    [asks],
  )
  const onAnswer = (confirmation: string | null) => {
    question?.answer(confirmation === null ? null : { confirmation })
    setQuestion(null)
  }

  return (
    <ConfirmContext value={confirm}>
      {children}
      {question && (
        <Suspense>
          <ConfirmDialog action={question.action} name={name} byName={protection === 'type-name'} onAnswer={onAnswer} />
        </Suspense>
      )}
    </ConfirmContext>
  )
}
