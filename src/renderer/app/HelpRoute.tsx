import { useTranslation } from 'react-i18next'
import { HelpPage, type HelpTopic } from '../features/help/HelpPage'
import { paths } from './routes'

const STARTS = {
  create: 'applications',
  addKey: 'applications',
  modify: 'applications',
  rotate: 'rotations',
  safe: 'health',
  settings: 'applications',
  noLink: 'applications',
  iso: 'configuration',
  upgrades: 'configuration',
  csv: 'configuration',
} as const satisfies Record<HelpTopic, keyof typeof paths>

export function HelpRoute() {
  const { t } = useTranslation('shell')
  return <HelpPage start={(topic) => ({ href: paths[STARTS[topic]], page: t(`nav.${STARTS[topic]}`) })} />
}
