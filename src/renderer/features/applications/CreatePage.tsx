import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationDraft, CreatedApplication, DraftId, SourceTest } from '#shared/contract/applications'
import { useBound, useSendBlock, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { Page } from '../../ui/Page'
import { PageHeader } from '../../ui/PageHeader'
import { Skeleton } from '../../ui/Skeleton'
import { StepLayout } from '../../ui/StepLayout'
import { AccessStep } from './AccessStep'
import { useApplicationChanges } from './application-changes.store'
import { BasicsStep } from './BasicsStep'
import styles from './Create.module.css'
import { authenticationOf, emptyDraft, faultsOf, sourceKey, STEPS, toCreate, type Faults } from './create-draft'
import { FinishPage, type FinishWays } from './FinishPage'
import { ResourcesStep } from './ResourcesStep'
import { ReviewStep } from './ReviewStep'
import { SourceStep } from './SourceStep'

const SAVE_AFTER_MS = 400

type Props = { origin: ApplicationDraft['origin']; draftId: DraftId; listHref: string; onLeave: () => void } & FinishWays

/** The wizard of Create New App. What is typed is saved as a draft as it is typed, all but the password. */
export function CreatePage({ origin, draftId, listHref, onLeave, ...ways }: Props) {
  const { t } = useTranslation('createApp')
  const { environment } = useBound()
  const drafts = useApplicationChanges((state) => state.drafts)
  const loadDrafts = useApplicationChanges((state) => state.loadDrafts)
  const [isLoaded, setLoaded] = useState(false)
  useEffect(() => {
    void loadDrafts(environment.id).then(() => setLoaded(true))
  }, [loadDrafts, environment.id])
  const saved = drafts.find(({ id }) => id === draftId)
  const crumbs = [{ label: t('applications'), href: listHref }]
  if (!isLoaded)
    return (
      <Page head={<PageHeader crumbs={crumbs} title={t('area')} />}>
        <Skeleton label={t('loading')} rows={4} />
      </Page>
    )
  return (
    <Wizard initial={saved?.draft ?? emptyDraft(origin)} wasSent={saved?.sentAt !== undefined} {...{ draftId, listHref, onLeave, ways }} />
  )
}

type WizardProps = {
  initial: ApplicationDraft
  /** A try before this one may have made it: its answer was lost. */
  wasSent: boolean
  draftId: DraftId
  listHref: string
  onLeave: () => void
  ways: FinishWays
}

function Wizard({ initial, wasSent, draftId, listHref, onLeave, ways }: WizardProps) {
  const { t } = useTranslation('createApp')
  const { environment } = useBound()
  const typeName = useTypeName()
  const sendBlock = useSendBlock()
  const confirmWrite = useConfirmWrite()
  const { saveDraft, isNameFree, testSource, create, clearFailure, inFlight, failure } = useApplicationChanges((state) => state)
  const [draft, setDraft] = useState(initial)
  const [password, setPassword] = useState('')
  const [faults, setFaults] = useState<Faults>({})
  const [isNameTaken, setNameTaken] = useState(false)
  const [tested, setTested] = useState<{ key: string; result: SourceTest | null } | null>(null)
  const [created, setCreated] = useState<CreatedApplication | null>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const { step } = draft
  const isTested = tested?.key === sourceKey(draft, password)

  // Saved a moment after the last key, and at once with every step.
  useEffect(() => {
    if (created || draft === initial) return
    const timer = setTimeout(() => void saveDraft(environment.id, draftId, draft), SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [created, draft, initial, draftId, environment.id, saveDraft])
  useEffect(() => title.current?.focus({ preventScroll: true }), [step])

  const change = (patch: Partial<ApplicationDraft>) => {
    setFaults({})
    setNameTaken(false)
    clearFailure()
    setDraft((before) => ({ ...before, ...patch }))
  }
  const go = (to: ApplicationDraft['step']) => {
    clearFailure()
    setFaults({})
    const next = { ...draft, step: to }
    setDraft(next)
    void saveDraft(environment.id, draftId, next)
  }
  const after = STEPS[STEPS.indexOf(step) + 1]
  const before = STEPS[STEPS.indexOf(step) - 1]

  const onNext = async () => {
    const missing = faultsOf(draft, password)
    setFaults(missing)
    if (Object.keys(missing).length > 0 || !after) return
    if (step === 'basics' && (await isNameFree(environment.id, draft.name)) === false) {
      setNameTaken(true)
      return
    }
    if (step === 'source' && draft.hasSource && !isTested) {
      const result = await testSource(environment.id, { baseUri: draft.baseUri, authentication: authenticationOf(draft, password) })
      if (!result.ok) return
      setTested({ key: sourceKey(draft, password), result: result.value })
    }
    go(after)
  }
  const skipTest = () => {
    setTested({ key: sourceKey(draft, password), result: null })
    go('resources')
  }
  const onCreate = async () => {
    // The password is never in a draft: after a restart it is asked for where it belongs.
    if (draft.hasSource && draft.authentication === 'basic' && password === '') {
      setDraft({ ...draft, step: 'source' })
      setFaults({ password: 'passwordMissing' })
      return
    }
    const confirmed = await confirmWrite(createLabel)
    if (!confirmed) return
    const result = await create(environment.id, { draftId, application: toCreate(draft, password), ...confirmed })
    if (result.ok) {
      setCreated(result.value)
      return
    }
    const at = new Set(result.error.faults?.map(({ path }) => path))
    if (at.has('name')) {
      setDraft({ ...draft, step: 'basics' })
      setNameTaken(true)
    } else if (at.has('baseUri')) setDraft({ ...draft, step: 'source' })
  }
  const createLabel = t('create', { type: typeName })

  if (created) return <FinishPage created={created} listHref={listHref} {...ways} />
  const shownFailure = failure?.faults?.some(({ path }) => path === 'name' || path === 'baseUri') ? null : failure
  return (
    <Page
      head={
        <PageHeader
          crumbs={[{ label: t('applications'), href: listHref }]}
          title={t('area')}
          facts={t(draft.origin === 'manual' ? 'factsManual' : 'factsCatalog', { environment: environment.name })}
          focusTitle={false}
        />
      }
    >
      <StepLayout label={t('steps')} doneWord={t('stepDone')} steps={STEPS.map((each) => t(`step.${each}`))} current={STEPS.indexOf(step)}>
        <form
          className={styles.step}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void (step === 'review' ? onCreate() : onNext())
          }}
        >
          <h2 ref={title} tabIndex={-1}>
            {t(`step.${step}`)}
          </h2>
          {screen()}
          {wasSent && step === 'review' && <p role="note">{t('wasSent')}</p>}
          {shownFailure && (
            <FailurePanel
              failure={shownFailure}
              action={
                step === 'source' && shownFailure.code === 'unreachable' ? (
                  <Button onClick={skipTest}>{t('source.skip')}</Button>
                ) : undefined
              }
            />
          )}
          <div className={styles.buttons}>
            <Button onClick={onLeave}>{t('later')}</Button>
            {before && <Button onClick={() => go(before)}>{t('back')}</Button>}
            {step === 'review' ? (
              <Button type="submit" variant="primary" busy={inFlight === 'create'} blockedBecause={sendBlock}>
                {createLabel}
              </Button>
            ) : (
              <Button type="submit" variant="primary" busy={inFlight === 'testSource'}>
                {t(step === 'source' && draft.hasSource && !isTested ? 'testAndNext' : 'next')}
              </Button>
            )}
          </div>
        </form>
      </StepLayout>
    </Page>
  )

  function screen() {
    switch (step) {
      case 'basics':
        return <BasicsStep draft={draft} faults={faults} isNameTaken={isNameTaken} onChange={change} />
      case 'source':
        return (
          <SourceStep
            draft={draft}
            password={password}
            faults={faults}
            refusedUri={failure?.faults?.find(({ path }) => path === 'baseUri')?.message}
            tested={isTested ? tested.result : null}
            onChange={change}
            onPassword={(next) => {
              setFaults({})
              setPassword(next)
            }}
          />
        )
      case 'resources':
        return <ResourcesStep draft={draft} tested={tested?.result ?? null} onChange={change} />
      case 'access':
        return <AccessStep access={draft.access} onChange={(access) => change({ access })} />
      case 'review':
        return <ReviewStep draft={draft} onEdit={go} />
    }
  }
}
