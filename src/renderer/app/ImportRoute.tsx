import { useTranslation } from 'react-i18next'
import { ImportsPage } from '../features/imports/ImportsPage'
import { paths } from './routes'

/** Import API Settings, reached from API Configuration. */
export function ImportRoute() {
  const { t } = useTranslation('configuration')
  return <ImportsPage crumbs={[{ label: t('title'), href: paths.configuration }]} />
}
