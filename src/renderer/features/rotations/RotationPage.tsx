import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rotation } from '#shared/contract/rotations'
import { isFinished, ROTATION_STEPS, stepOf, todayOf, type RotationStep } from '#shared/rules/rotation'
import { useBound, useWriteBlock } from '../../bound/bound'
import { FailurePanel } from '../../failures/FailurePanel'
import { useNow } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'
import { PageHeader } from '../../ui/PageHeader'
import { Skeleton } from '../../ui/Skeleton'
import { StepLayout } from '../../ui/StepLayout'
import { AbandonDialog } from './AbandonDialog'
import { CreateStep } from './CreateStep'
import { DistributeStep } from './DistributeStep'
import { OverStep } from './OverStep'
import { ProveStep } from './ProveStep'
import { RemoveStep } from './RemoveStep'
import styles from './Rotations.module.css'
import type { RestrictionEditor } from './restriction-editor'
import { rotationOf, useRotations } from './rotations.store'
import { WaitStep } from './WaitStep'

type Props = {
  rotationId: string
  listHref: string
  keysHref: (rotation: Rotation) => string
  editKeyHref: (rotation: Rotation) => string
  editor: RestrictionEditor
}

/** One rotation: its steps down the side, and the one that is up next. */
export function RotationPage({ rotationId, listHref, keysHref, editKeyHref, editor }: Props) {
  const { t } = useTranslation('rotations')
  const { environment } = useBound()
  const writeBlock = useWriteBlock()
  const now = useNow(60_000)
  const list = useRotations((state) => state.list)
  const load = useRotations((state) => state.load)
  const failure = useRotations((state) => state.failure)
  const clearFailure = useRotations((state) => state.clearFailure)
  const [isGivingUp, setGivingUp] = useState(false)
  // A planned day does not stand in the way: a person may remove the old key before it.
  const [isEarly, setEarly] = useState(false)
  const loadHere = useCallback(() => void load(environment.id), [load, environment.id])
  useEffect(() => {
    clearFailure()
    loadHere()
  }, [clearFailure, loadHere])

  const rotation = rotationOf(list, rotationId)
  if (!rotation)
    return (
      <Page head={<PageHeader crumbs={[{ label: t('title'), href: listHref }]} title={t('pageTitle')} />}>
        {list.failure && <FailurePanel failure={list.failure} onRetry={loadHere} />}
        {list.state === 'loading' && <Skeleton label={t('loading')} rows={4} />}
        {list.state === 'ready' && <EmptyState title={t('goneTitle')} text={t('goneText')} />}
      </Page>
    )

  const next = stepOf(rotation.state, rotation.endsOn, todayOf(now))
  const step = next === 'wait' && isEarly ? 'remove' : next
  return (
    <Page
      head={
        <PageHeader
          crumbs={[
            { label: t('title'), href: listHref },
            { label: rotation.applicationName, href: keysHref(rotation) },
          ]}
          title={t('titleOf', { key: rotation.oldKey.label || rotation.oldKey.hint })}
          facts={t('pageFacts', { application: rotation.applicationName, environment: environment.name })}
          actions={
            !isFinished(rotation.state) &&
            rotation.state !== 'deleting' && (
              <Button
                blockedBecause={rotation.state === 'planned' ? null : writeBlock}
                onClick={() => {
                  clearFailure()
                  setGivingUp(true)
                }}
              >
                {t('abandon.open')}
              </Button>
            )
          }
        />
      }
    >
      <StepLayout
        label={t('steps')}
        doneWord={t('stepDone')}
        steps={ROTATION_STEPS.map((each) => t(`step.${each}`))}
        current={step === null ? ROTATION_STEPS.length : ROTATION_STEPS.indexOf(step)}
      >
        <section className={styles.step} aria-label={step === null ? t('over.label') : t(`step.${step}`)}>
          {stepScreen(step)}
          {failure && !isGivingUp && <FailurePanel failure={failure} onRetry={clearFailure} />}
        </section>
      </StepLayout>
      {isGivingUp && <AbandonDialog rotation={rotation} onClose={() => setGivingUp(false)} />}
    </Page>
  )

  function stepScreen(shown: RotationStep | null): ReactNode {
    // Said above: below the early return there is one.
    if (!rotation) return null
    switch (shown) {
      case 'create':
        return <CreateStep rotation={rotation} editor={editor} />
      case 'verify':
        return <ProveStep rotation={rotation} editKeyHref={editKeyHref(rotation)} />
      case 'distribute':
        return <DistributeStep rotation={rotation} />
      case 'wait':
        return <WaitStep rotation={rotation} now={now} onEarly={() => setEarly(true)} />
      case 'remove':
        return <RemoveStep rotation={rotation} now={now} />
      case null:
        return <OverStep rotation={rotation} keysHref={keysHref(rotation)} listHref={listHref} />
    }
  }
}
