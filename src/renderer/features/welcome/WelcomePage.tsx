import { FlaskConical, Plug, ArrowRight } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#shared/errors'
import { FailurePanel } from '../../failures/FailurePanel'
import { RadioChoices } from '../../ui/form/RadioChoices'
import { afterPaint } from '../../ui/after-paint'
import { WayButton } from './WayButton'
import styles from './Welcome.module.css'

type Answer = 'declined' | 'allowed'
type Props = {
  answered: 'unasked' | Answer
  /** Stores the answer; false when it could not be stored. */
  onAnswer: (answer: Answer) => Promise<boolean>
  onConnect: () => void
  onSandbox: () => Promise<unknown>
  /** An environment that is there already, when only the question is open. */
  goOn: { name: string; run: () => void } | null
  failure: Failure | null
  onPainted: () => void
}

/** The first page: the question of the docs with "no" chosen, and the two ways to begin. Either way stores the answer first. */
export function WelcomePage({ answered, onAnswer, onConnect, onSandbox, goOn, failure, onPainted }: Props) {
  const { t } = useTranslation('welcome')
  const [answer, setAnswer] = useState<Answer>(answered === 'allowed' ? 'allowed' : 'declined')
  const [busy, setBusy] = useState(false)
  useEffect(() => afterPaint(onPainted), [onPainted])

  const go = async (way: () => unknown) => {
    setBusy(true)
    if (await onAnswer(answer)) await way()
    setBusy(false)
  }

  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <h1 className={styles.title}>{t('title')}</h1>
        <p className={styles.lead}>{t('lead')}</p>

        <section className={styles.question}>
          <RadioChoices
            legend={t('question')}
            value={answer}
            onChange={setAnswer}
            choices={[
              { value: 'declined', label: t('decline'), explanation: t('declineMeans') },
              { value: 'allowed', label: t('allow'), explanation: t('allowMeans') },
            ]}
          />
          <p className={styles.explanation}>{t('explanation')}</p>
          <p className={styles.explanation}>{t('later')}</p>
        </section>

        {failure && <FailurePanel failure={failure} />}

        <section aria-label={t('ways')} className={styles.ways}>
          {goOn && (
            <WayButton
              icon={<ArrowRight aria-hidden="true" />}
              title={t('goOn', { name: goOn.name })}
              busy={busy}
              onClick={() => go(goOn.run)}
            />
          )}
          <WayButton
            icon={<Plug aria-hidden="true" />}
            title={t('connect')}
            means={t('connectMeans')}
            busy={busy}
            onClick={() => go(onConnect)}
          />
          <WayButton
            icon={<FlaskConical aria-hidden="true" />}
            title={t('sandbox')}
            means={t(busy ? 'starting' : 'sandboxMeans')}
            busy={busy}
            onClick={() => go(onSandbox)}
          />
        </section>
      </div>
    </main>
  )
}
