import {
  CircleHelp,
  Clock,
  Columns2,
  History,
  LayoutGrid,
  Network,
  SlidersHorizontal,
  Plug,
  RotateCw,
  Search,
  Settings,
  ShieldCheck,
} from 'lucide-react'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { EnvironmentId } from '#shared/contract/op'
import { LazyPicker } from './lazy-pages'
import { paths } from './routes'
import { useShell } from './shell.store'
import styles from './Sidebar.module.css'
import { SidebarLink } from './SidebarLink'

/** The picker and the pages. Folds to icons, with tooltips, when the window is narrow. */
export function Sidebar({ onChoose }: { onChoose: (id: EnvironmentId) => void }) {
  const { t } = useTranslation('shell')
  const { t: te } = useTranslation('environments')
  const [, navigate] = useLocation()
  const isMac = useShell((state) => state.facts?.platform === 'mac')
  return (
    <nav className={styles.sidebar} aria-label={t('navigation')}>
      <div className={styles.environment}>
        <Suspense fallback={<div className={styles.pickerComing} />}>
          <LazyPicker
            modifier={isMac ? '⌘' : 'Ctrl'}
            onChoose={onChoose}
            onConnect={() => navigate(paths.connect)}
            onRemoved={() => navigate(paths.applications)}
          />
        </Suspense>
      </div>
      <SidebarLink href={paths.applications} icon={<LayoutGrid aria-hidden="true" />} label={t('nav.applications')} />
      <SidebarLink href={paths.configuration} icon={<SlidersHorizontal aria-hidden="true" />} label={t('nav.configuration')} />
      <SidebarLink href={paths.health} icon={<ShieldCheck aria-hidden="true" />} label={t('nav.health')} />
      <SidebarLink href={paths.rotations} icon={<RotateCw aria-hidden="true" />} label={t('nav.rotations')} />
      <SidebarLink href={paths.addressSets} icon={<Network aria-hidden="true" />} label={t('nav.addressSets')} />
      <SidebarLink href={paths.activity} icon={<Clock aria-hidden="true" />} label={t('nav.activity')} />
      <SidebarLink href={paths.search} icon={<Search aria-hidden="true" />} label={t('nav.search')} />
      <SidebarLink href={paths.snapshots} icon={<History aria-hidden="true" />} label={t('nav.snapshots')} />
      <SidebarLink href={paths.compare} icon={<Columns2 aria-hidden="true" />} label={t('nav.compare')} />
      <span className={styles.space} />
      <SidebarLink href={paths.connect} icon={<Plug aria-hidden="true" />} label={te('connectToHub')} />
      <SidebarLink href={paths.help} icon={<CircleHelp aria-hidden="true" />} label={t('nav.help')} />
      <SidebarLink href={paths.preferences} icon={<Settings aria-hidden="true" />} label={t('nav.preferences')} />
    </nav>
  )
}
