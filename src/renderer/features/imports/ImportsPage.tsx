import { Upload } from 'lucide-react'
import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#shared/errors'
import { useBound } from '../../bound/bound'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { Page } from '../../ui/Page'
import { PageHeader, type Crumb } from '../../ui/PageHeader'
import { ImportPlanView } from './ImportPlanView'
import { ImportStart } from './ImportStart'
import { useImports } from './imports.store'

/** Import API Settings: choose an edited export, look at what it would change, apply it line by line. */
export function ImportsPage({ crumbs }: { crumbs: Crumb[] }) {
  const { t } = useTranslation('imports')
  const { environment } = useBound()
  const { plan, failed, isChoosing, running } = useImports((state) => state)
  const { load, choose, close, dismissFailure } = useImports((state) => state)
  const loadHere = useCallback(() => void load(environment.id), [load, environment.id])
  useEffect(loadHere, [loadHere])
  // For the moment before the store follows the window to another environment.
  const shown = plan?.environmentId === environment.id ? plan : null

  return (
    <Page
      fill={shown !== null}
      head={
        <PageHeader
          // A plan is a page of its own to whoever listens: its title takes the focus from the button that opened it.
          key={shown?.id ?? 'start'}
          crumbs={crumbs}
          title={t('title')}
          facts={shown ? shown.fileName : t('facts')}
          actions={
            shown &&
            !running && (
              <>
                <Button onClick={close}>{t('close')}</Button>
                <Button icon={<Upload aria-hidden="true" />} busy={isChoosing} onClick={() => void choose()}>
                  {t('chooseAnother')}
                </Button>
              </>
            )
          }
        />
      }
    >
      {failed && (
        <FailurePanel
          failure={failed.failure}
          words={failed.asked === 'choose' ? fileWords(failed.failure, t('failed.file')) : undefined}
          action={<Button onClick={dismissFailure}>{t('dismiss')}</Button>}
        />
      )}
      {shown ? <ImportPlanView key={shown.id} plan={shown} /> : <ImportStart onRetry={loadHere} />}
    </Page>
  )
}

/** What is wrong with a file, and what to do with it, is known to main alone. */
const fileWords = (failure: Failure, what: string) => (failure.code === 'invalid-input' ? { what, todo: failure.message } : undefined)
