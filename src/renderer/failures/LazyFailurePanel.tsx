import { lazy, Suspense, type ComponentProps } from 'react'
import { addLaterWords } from '../i18n/i18n'

const Panel = lazy(async () => {
  const [{ FailurePanel }] = await Promise.all([import('./FailurePanel'), addLaterWords()])
  return { default: FailurePanel }
})

/** For the first screen, which hardly ever fails: the panel and its words come when they are needed. */
export function LazyFailurePanel(props: ComponentProps<typeof Panel>) {
  return (
    <Suspense>
      <Panel {...props} />
    </Suspense>
  )
}
