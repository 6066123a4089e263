import { useEffect, useState, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { classNames } from '../ui/class-names'
import styles from './Sidebar.module.css'

/** As in Sidebar.module.css. */
const FOLDED = '(width <= 1000px)'

export function SidebarLink({ href, icon, label }: { href: string; icon: ReactNode; label: string }) {
  const [location] = useLocation()
  const isHere = location === href || location.startsWith(`${href}/`)
  const folded = useMedia(FOLDED)
  return (
    <Link
      href={href}
      className={classNames(styles.link, isHere && styles.here)}
      aria-current={isHere ? 'page' : undefined}
      data-tip={folded ? label : undefined}
      data-tip-side="right"
    >
      {icon}
      <span className={folded ? 'visually-hidden' : undefined}>{label}</span>
    </Link>
  )
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const list = matchMedia(query)
    const onChange = () => setMatches(list.matches)
    list.addEventListener('change', onChange)
    return () => list.removeEventListener('change', onChange)
  }, [query])
  return matches
}
