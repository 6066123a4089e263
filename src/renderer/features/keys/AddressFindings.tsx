import { CircleAlert, Combine, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/use-format'
import { Button } from '../../ui/Button'
import { applyMerging, readDraft, replaceChip, type Draft } from './address-draft'
import styles from './AddressEditor.module.css'
import { Folded } from './Folded'
import { addressWords, entryWords } from './restriction-words'

type Warned = ReturnType<typeof readDraft>['warnings']

/** What opens a key wide must not be folded away behind what is only worth knowing. */
const gravestFirst = (warnings: Warned): Warned => [...warnings].sort((one, other) => gravity(one) - gravity(other))
const gravity = ({ warning: { code } }: Warned[number]) => (code === 'everything' ? 0 : code === 'very-wide' ? 1 : 2)

/** Below the entries: what is wrong with which, what to know, what could be said shorter, and how many addresses in all. */
export function AddressFindings({ id, draft, onChange }: { id: string; draft: Draft; onChange: (draft: Draft) => void }) {
  const { t } = useTranslation('keys')
  const format = useFormat()
  const { bad, warnings, merging, entryCount, addressCount } = useMemo(() => readDraft(draft), [draft])

  return (
    <>
      {bad.length > 0 && (
        <section aria-label={t('editor.faults')}>
          <Folded
            id={`${id}-error`}
            className={styles.faults}
            items={bad.map((chip) => (
              <li key={chip.id}>
                <CircleAlert aria-hidden="true" />
                <span>{chip.fault ?? t('editor.refusedByHub', { text: chip.text, message: chip.refused ?? '' })}</span>
              </li>
            ))}
          />
        </section>
      )}
      {(warnings.length > 0 || merging.suggestions.length > 0) && (
        <section aria-label={t('editor.warnings')} className={styles.warnings}>
          <Folded
            items={[
              ...gravestFirst(warnings).map(({ chip, warning }) => (
                <li key={`${chip.id} ${warning.code}`}>
                  <TriangleAlert aria-hidden="true" />
                  <span>{warning.message}</span>
                  {warning.means !== undefined && (
                    <Button
                      variant="quiet"
                      className={styles.small}
                      onClick={() => onChange(replaceChip(draft, chip.id, warning.means ?? chip.text))}
                    >
                      {t('editor.useInstead', { text: warning.means })}
                    </Button>
                  )}
                </li>
              )),
              ...merging.suggestions.map((suggestion, index) => (
                <li key={`merging ${index}`}>
                  <TriangleAlert aria-hidden="true" />
                  <span>{suggestion.message}</span>
                </li>
              )),
            ]}
          />
          {merging.suggestions.length > 0 && (
            <Button
              className={styles.merge}
              icon={<Combine aria-hidden="true" />}
              onClick={() => onChange(applyMerging(draft, merging.merged))}
            >
              {t('editor.mergeInto', { count: merging.merged.length })}
            </Button>
          )}
        </section>
      )}
      <p role="status" className={styles.total}>
        {draft.chips.length === 0
          ? t('editor.empty')
          : t('editor.total', { entries: entryWords(t, entryCount), addresses: addressWords(t, format, addressCount) })}
      </p>
    </>
  )
}
