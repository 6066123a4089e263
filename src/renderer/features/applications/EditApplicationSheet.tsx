import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationDetail } from '#shared/contract/applications'
import { useBound, useSendBlock, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/form/TextField'
import { Sheet } from '../../ui/Sheet'
import { tell } from '../../ui/toasts'
import { WarningPanel } from '../../ui/WarningPanel'
import { useApplicationChanges } from './application-changes.store'
import styles from './Applications.module.css'

type Application = ApplicationDetail['application']
type Form = { name: string; description: string; baseUri: string }
const formOf = ({ name, description, baseUri }: Application): Form => ({ name, description, baseUri: baseUri ?? '' })

type Props = { open: boolean; application: Application; onClose: () => void }

/** Name, description and base URI. `application` is as the hub has it now; the form keeps what it was opened on. */
export function EditApplicationSheet({ open, application, onClose }: Props) {
  const { t } = useTranslation('applicationTabs')
  const { environment } = useBound()
  const typeName = useTypeName()
  const sendBlock = useSendBlock()
  const confirmWrite = useConfirmWrite()
  const { update, inFlight, failure, clearFailure } = useApplicationChanges((state) => state)
  const [base, setBase] = useState(application)
  const [form, setForm] = useState(() => formOf(application))
  const before = formOf(base)
  const isDirty = (Object.keys(form) as (keyof Form)[]).some((field) => form[field] !== before[field])
  const isConflict = failure?.code === 'conflict'
  const action = t('edit.save', { type: typeName })
  const faultAt = (path: string) => failure?.faults?.find((fault) => fault.path === path)?.message
  const field = (name: keyof Form) => ({
    label: t(`edit.${name}`),
    value: form[name],
    error: name === 'name' && form.name.trim() === '' ? t('edit.nameMissing') : faultAt(name),
    onChange: ({ target }: { target: { value: string } }) => {
      if (!isConflict) clearFailure()
      setForm({ ...form, [name]: target.value })
    },
  })

  const save = async (etag: string | undefined) => {
    const confirmed = await confirmWrite(action)
    if (!confirmed) return
    const patch = {
      ...(form.name === before.name ? {} : { name: form.name.trim() }),
      ...(form.description === before.description ? {} : { description: form.description }),
      ...(form.baseUri === before.baseUri ? {} : { baseUri: form.baseUri.trim() === '' ? null : form.baseUri.trim() }),
    }
    const result = await update(environment.id, {
      applicationId: application.id,
      patch,
      ...(etag === undefined ? {} : { etag }),
      ...confirmed,
    })
    if (!result.ok) return
    tell({ title: t('edit.saved', { name: result.value.application.name }) })
    onClose()
  }
  const takeTheirs = () => {
    setBase(application)
    setForm(formOf(application))
    clearFailure()
  }

  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('edit.title')}
      subtitle={t('edit.subtitle', { name: base.name, environment: environment.name })}
      dirty={open && isDirty}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant="primary"
            busy={inFlight === 'update'}
            blockedBecause={
              sendBlock ??
              (isConflict ? t('edit.chooseFirst') : form.name.trim() === '' ? t('edit.nameMissing') : isDirty ? null : t('edit.nothing'))
            }
            onClick={() => void save(base.etag)}
          >
            {action}
          </Button>
        </>
      }
    >
      <TextField maxLength={100} {...field('name')} />
      <TextField maxLength={1000} {...field('description')} />
      <TextField maxLength={2000} hint={t('edit.baseUriHint')} {...field('baseUri')} />
      {isConflict && (
        <WarningPanel what={t('edit.conflict')}>
          <p>{t('edit.conflictText')}</p>
          <dl className={styles.sides}>
            {(Object.keys(form) as (keyof Form)[]).map((name) => (
              <Sides key={name} name={t(`edit.${name}`)} mine={form[name]} theirs={formOf(application)[name]} />
            ))}
          </dl>
          <div className={styles.buttons}>
            <Button onClick={takeTheirs}>{t('edit.takeTheirs')}</Button>
            <Button busy={inFlight === 'update'} onClick={() => void save(application.etag)}>
              {t('edit.saveMine')}
            </Button>
          </div>
        </WarningPanel>
      )}
      {failure && !isConflict && !failure.faults?.some(({ path }) => path in form) && <FailurePanel failure={failure} />}
    </Sheet>
  )
}

function Sides({ name, mine, theirs }: { name: string; mine: string; theirs: string }) {
  const { t } = useTranslation('applicationTabs')
  if (mine === theirs) return null
  return (
    <>
      <dt>{t('edit.mine', { name })}</dt>
      <dd>{mine || t('edit.empty')}</dd>
      <dt>{t('edit.theirs', { name })}</dt>
      <dd>{theirs || t('edit.empty')}</dd>
    </>
  )
}
