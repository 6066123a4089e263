import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#shared/errors'
import { useSendBlock, useTypeName } from '../../bound/bound'
import { useConfirmWrite } from '../../bound/ConfirmWrite'
import { FailurePanel } from '../../failures/FailurePanel'
import { Button } from '../../ui/Button'
import { TextField } from '../../ui/form/TextField'
import { Sheet } from '../../ui/Sheet'
import { tell } from '../../ui/toasts'
import { WarningPanel } from '../../ui/WarningPanel'
import type { BaseUriTools } from './base-uri-tools'

type Props = { baseUri: string; applicationName: string; tools: BaseUriTools; onClose: () => void }

/** The base URI with its own test and its own Save. */
export function BaseUriSheet({ baseUri, applicationName, tools, onClose }: Props) {
  const { t } = useTranslation('resources')
  const typeName = useTypeName()
  const sendBlock = useSendBlock()
  const confirmWrite = useConfirmWrite()
  const [typed, setTyped] = useState(baseUri)
  const [busy, setBusy] = useState<'test' | 'save' | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [found, setFound] = useState<{ baseUri: string; resources: number; about: string } | null>(null)
  const value = typed.trim()
  const action = tools.isLocal ? t('baseUri.keep') : t('baseUri.save', { type: typeName })
  const fault = failure?.faults?.find(({ path }) => path === 'baseUri')?.message
  const isElsewhere = originOf(value) !== null && originOf(value) !== originOf(baseUri)

  const test = async () => {
    setBusy('test')
    setFailure(null)
    const result = await tools.test(value)
    setBusy(null)
    if (!result.ok) {
      setFailure(result.error)
      return
    }
    const about = result.value.about.map(({ name, version }) => `${name} ${version}`).join(', ')
    setFound({ baseUri: value, resources: result.value.resources.length, about })
  }
  const save = async () => {
    const confirmed = tools.isLocal ? {} : await confirmWrite(action)
    if (!confirmed) return
    setBusy('save')
    setFailure(null)
    const result = await tools.save(value, confirmed)
    setBusy(null)
    if (!result.ok) {
      setFailure(result.error)
      return
    }
    tell({ title: t('baseUri.saved') })
    onClose()
  }

  return (
    <Sheet
      open
      onClose={onClose}
      title={t('baseUri.title')}
      subtitle={applicationName}
      dirty={value !== baseUri}
      footer={
        <>
          <Button onClick={onClose}>{t('credentials.cancel')}</Button>
          <Button busy={busy === 'test'} blockedBecause={value === '' ? t('baseUri.missing') : sendBlock} onClick={() => void test()}>
            {t(busy === 'test' ? 'credentials.saving' : 'baseUri.test')}
          </Button>
          <Button
            variant="primary"
            busy={busy === 'save'}
            blockedBecause={value === '' ? t('baseUri.missing') : value === baseUri ? t('baseUri.unchanged') : sendBlock}
            onClick={() => void save()}
          >
            {action}
          </Button>
        </>
      }
    >
      <TextField
        label={t('source.baseUri')}
        hint={t('baseUri.hint')}
        value={typed}
        maxLength={2000}
        error={fault}
        onChange={({ target }) => {
          setTyped(target.value)
          setFailure(null)
        }}
      />
      {isElsewhere && (
        <WarningPanel what={t('baseUri.elsewhere')}>
          <p>{t('baseUri.elsewhereText')}</p>
        </WarningPanel>
      )}
      {found?.baseUri === value && <p role="status">{t('baseUri.found', { count: found.resources, about: found.about })}</p>}
      {failure && !fault && <FailurePanel failure={failure} />}
    </Sheet>
  )
}

const originOf = (text: string): string | null => (URL.canParse(text) ? new URL(text).origin : null)
