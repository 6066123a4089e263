import { useLocation } from 'wouter'
import type { ApplicationDraft, CreatedApplication, DraftId } from '#shared/contract/applications'
import { useBound } from '../bound/bound'
import { CreatePage } from '../features/applications/CreatePage'
import { useKeys } from '../features/keys/keys.store'
import { paths } from './routes'

/** Create New App, and where its Finish page leads. */
export function CreateRoute({ origin, draftId }: { origin: ApplicationDraft['origin']; draftId: string }) {
  const [, navigate] = useLocation()
  const { environment } = useBound()
  const modify = useKeys((state) => state.modify)
  const onUnrestrict = async ({ application, keyId }: CreatedApplication, confirmation: { confirmation?: string }) => {
    if (keyId === undefined) return null
    const result = await modify({
      environmentId: environment.id,
      applicationId: application.id,
      keyId,
      restriction: { mode: 'unrestricted' },
      ...confirmation,
    })
    return result.ok ? null : result.error
  }
  return (
    <CreatePage
      key={draftId}
      origin={origin}
      draftId={draftId as DraftId}
      listHref={paths.applications}
      onLeave={() => navigate(paths.applications)}
      editKeyHref={paths.editKey}
      onView={(id) => navigate(paths.application(id, 'keys'))}
      onUnrestrict={onUnrestrict}
    />
  )
}
