import { useTranslation } from 'react-i18next'
import type { EnvironmentType } from '#shared/contract/environments'
import styles from './Environments.module.css'

/** The colour of an environment's type; the word always stands beside it. */
export function EnvironmentMark({ type }: { type: EnvironmentType }) {
  return <span className={`${styles.mark ?? ''} ${styles[type] ?? ''}`} aria-hidden="true" />
}

export function useTypeWord() {
  const { t } = useTranslation('environments')
  return (type: EnvironmentType) => t(`type.${type}`)
}
