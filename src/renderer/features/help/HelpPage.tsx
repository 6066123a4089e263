import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Page } from '../../ui/Page'
import { PageHeader } from '../../ui/PageHeader'
import styles from './Help.module.css'

/** In the order in which people meet them. */
const TOPICS = ['create', 'addKey', 'modify', 'rotate', 'safe', 'settings', 'noLink', 'iso', 'upgrades', 'csv'] as const
export type HelpTopic = (typeof TOPICS)[number]

/** `start`: the page on which a procedure begins. */
type Props = { start: (topic: HelpTopic) => { href: string; page: string } }

/** Every procedure of the hub's documentation, step by step, with the way to where it begins. */
export function HelpPage({ start }: Props) {
  const { t } = useTranslation('help')
  return (
    <Page head={<PageHeader title={t('title')} facts={t('facts')} />}>
      <nav aria-label={t('contents')} className={styles.contents}>
        <ul>
          {TOPICS.map((topic) => (
            <li key={topic}>
              {/* A hash would be a page here. */}
              <button type="button" className={styles.jump} onClick={() => document.getElementById(headingOf(topic))?.focus()}>
                {t(`topics.${topic}.title`)}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {TOPICS.map((topic) => {
        const { href, page } = start(topic)
        const steps = t(`topics.${topic}.steps`, { returnObjects: true })
        return (
          <section key={topic} className={styles.topic} aria-labelledby={headingOf(topic)}>
            <h2 id={headingOf(topic)} tabIndex={-1}>
              {t(`topics.${topic}.title`)}
            </h2>
            <p className="muted">{t(`topics.${topic}.when`)}</p>
            <ol className={styles.steps}>
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            <p>
              <strong>{t('rule')}</strong> {t(`topics.${topic}.note`)}
            </p>
            <p>
              <Link href={href}>{t('open', { page })}</Link>
            </p>
          </section>
        )
      })}
    </Page>
  )
}

const headingOf = (topic: HelpTopic): string => `help-${topic}`
