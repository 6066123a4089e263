import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationId } from '#shared/contract/applications'
import type { CsvPreset, ExportResult } from '#shared/contract/exports'
import type { EnvironmentId } from '#shared/contract/op'
import { failureWords } from '../../failures/failure-words'
import { useFormat } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Checklist } from '../../ui/form/Checklist'
import { RadioChoices } from '../../ui/form/RadioChoices'
import { WarningPanel } from '../../ui/WarningPanel'
import { exportFailureWords } from './export-words'
import styles from './Exports.module.css'
import { ExportProgressLine } from './ExportProgressLine'
import { useExports, type Target } from './exports.store'
import { useExport } from './use-export'
import { FailurePanel } from '../../failures/FailurePanel'

type Props = {
  environmentId: EnvironmentId
  /** The applications that have settings. */
  applications: readonly { id: ApplicationId; name: string }[]
  preferred: CsvPreset
  onClose: () => void
}

/** Several applications, or all, each into a file of its own in one folder. */
export function ExportManyDialog({ environmentId, applications, preferred, onClose }: Props) {
  const { t } = useTranslation('exports')
  const format = useFormat()
  const [what, setWhat] = useState<Target['what']>('apiSettings')
  const [preset, setPreset] = useState(preferred)
  // Two applications may have one name, and a checklist tells them apart by what it shows.
  const names = applications.map(({ id, name }) =>
    applications.some((other) => other.name === name && other.id !== id) ? `${name} (${id})` : name,
  )
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(names))
  const [result, setResult] = useState<ExportResult | null>(null)
  const running = useExports((state) => state.running)
  const failed = useExports((state) => state.failed)
  const run = useExport()
  const applicationIds = applications.flatMap(({ id }, index) => (chosen.has(names[index] ?? '') ? [id] : []))
  const isMine = failed?.environmentId === environmentId && failed.applicationIds.length === applicationIds.length

  const onExport = async () => {
    setResult(null)
    const written = await run({ what, environmentId, applicationIds }, preset)
    if (!written) return
    if (written.failed.length === 0) onClose()
    else setResult(written)
  }

  return (
    <Dialog
      open
      isWide
      onClose={onClose}
      title={t('many.title')}
      text={t('many.text')}
      actions={
        running ? (
          <ExportProgressLine />
        ) : (
          <>
            <Button onClick={onClose}>{t('many.close')}</Button>
            <Button variant="primary" blockedBecause={applicationIds.length === 0 ? t('many.none') : null} onClick={() => void onExport()}>
              {t('many.export', { count: applicationIds.length, shown: format.number(applicationIds.length) })}
            </Button>
          </>
        )
      }
    >
      <RadioChoices
        legend={t('many.what')}
        value={what}
        onChange={setWhat}
        choices={[
          { value: 'apiSettings', label: t('many.apiSettings') },
          { value: 'isoCodes', label: t('many.isoCodes') },
        ]}
      />
      <RadioChoices
        legend={t('many.preset')}
        value={preset}
        onChange={setPreset}
        choices={[
          { value: 'excel', label: t('excel'), explanation: t('excelMeans') },
          { value: 'plain', label: t('plain'), explanation: t('plainMeans') },
        ]}
      />
      <Checklist
        label={t('many.applications')}
        searchLabel={t('many.search')}
        allLabel={t('many.all')}
        counted={t('many.counted', { count: names.length, shown: format.number(applicationIds.length), all: format.number(names.length) })}
        items={names}
        chosen={chosen}
        onChange={setChosen}
      />
      {failed && isMine && <FailurePanel failure={failed.failure} words={exportFailureWords(t, failed.failure)} />}
      {result && <Failed result={result} />}
    </Dialog>
  )
}

function Failed({ result }: { result: ExportResult }) {
  const { t } = useTranslation('exports')
  const { t: tf } = useTranslation('failures')
  return (
    <WarningPanel what={t('many.failed', { count: result.failed.length, files: result.files.length })}>
      <ul className={styles.failed}>
        {result.failed.map(({ applicationId, applicationName, failure }) => {
          const { what, todo } = exportFailureWords(t, failure) ?? failureWords(tf, failure)
          return (
            <li key={applicationId}>
              <b>{applicationName}:</b> {what} {todo}
            </li>
          )
        })}
      </ul>
    </WarningPanel>
  )
}
