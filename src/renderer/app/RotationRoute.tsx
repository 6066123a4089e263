import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { ApplicationId } from '#shared/contract/applications'
import type { KeyId } from '#shared/contract/keys'
import { useBound } from '../bound/bound'
import { FailurePanel } from '../failures/FailurePanel'
import { AddressListField } from '../features/keys/AddressListField'
import type { RestrictionEditor } from '../features/rotations/restriction-editor'
import { RotationPage } from '../features/rotations/RotationPage'
import { useRotations } from '../features/rotations/rotations.store'
import { Skeleton } from '../ui/Skeleton'
import { paths } from './routes'

type NewRotation = { applicationId: ApplicationId; keyId: string }

/** One that is there, or one that begins with a key. */
export const RotationRoute = (props: { rotationId: string } | NewRotation) =>
  'rotationId' in props ? <Shown {...props} /> : <Begun {...props} />

/** A rotation, with the address editor of the keys feature in its first step. */
function Shown({ rotationId }: { rotationId: string }) {
  return (
    <RotationPage
      key={rotationId}
      rotationId={rotationId}
      listHref={paths.rotations}
      keysHref={({ applicationId }) => paths.application(applicationId, 'keys')}
      editKeyHref={({ applicationId, newKey }) =>
        newKey ? paths.editKey(applicationId, newKey.id) : paths.application(applicationId, 'keys')
      }
      editor={Editor}
    />
  )
}

const Editor: RestrictionEditor = function Editor({ restriction, faults, onChange }) {
  const { t } = useTranslation('rotations')
  if (restriction.mode === 'unrestricted') return <p>{t('create.unrestricted')}</p>
  return (
    <AddressListField
      initial={restriction.addresses}
      faults={faults}
      onChange={({ addresses, badCount }) => onChange({ mode: 'restricted', addresses }, badCount)}
    />
  )
}

/** Begins the rotation of a key, or finds the one that is under way, and goes there. */
function Begun({ applicationId, keyId }: NewRotation) {
  const { t } = useTranslation('rotations')
  const [, navigate] = useLocation()
  const { environment } = useBound()
  const plan = useRotations((state) => state.plan)
  const failure = useRotations((state) => state.failure)
  useEffect(() => {
    void plan(environment.id, { applicationId, keyId: keyId as KeyId }).then((result) => {
      // The id came out of a link that we made; main checked it.
      if (result.ok) navigate(paths.rotation(result.value.id), { replace: true })
    })
  }, [plan, environment.id, applicationId, keyId, navigate])
  return failure ? (
    <FailurePanel failure={failure} onRetry={() => navigate(paths.application(applicationId, 'keys'))} />
  ) : (
    <Skeleton label={t('loading')} />
  )
}
