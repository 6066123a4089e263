import { useTranslation } from 'react-i18next'
import type { ImportLine } from '#shared/contract/imports'
import { lineSentences, rowsText, valueText } from './import-lines'
import styles from './Imports.module.css'

/** All of the chosen line: a row of the table shows only as much as fits. */
export function LineDetails({ line }: { line: ImportLine | null }) {
  const { t } = useTranslation('imports')
  const { t: tf } = useTranslation('failures')
  return (
    <section className={styles.details} aria-label={t('detail.label')} tabIndex={0}>
      {line ? (
        <>
          <p>
            <strong>{line.title || line.setting?.id || t('noTitle')}</strong>{' '}
            <span className="muted">
              {line.applicationName} · {rowsText(line.fileLines, t)}
            </span>
          </p>
          {line.base && <p>{t('detail.now', { value: valueText(line.base) || t('notSet') })}</p>}
          {line.value && <p>{t('detail.inFile', { value: valueText(line.value) || t('notSet') })}</p>}
          {[...new Set(lineSentences(line, t, tf))].map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </>
      ) : (
        <p className="muted">{t('detail.hint')}</p>
      )}
    </section>
  )
}
