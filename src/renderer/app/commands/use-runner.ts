import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { isNthEnvironment, type CommandId } from '#shared/commands'
import type { ApplicationId } from '#shared/contract/applications'
import { offerOf, whenOffered, type Offer } from '../../commands/offers'
import { useEnvironments } from '../../features/environments/environments.store'
import { usePreferences } from '../../features/preferences/preferences.store'
import { tell } from '../../ui/toasts'
import { paths, type ApplicationTab } from '../routes'
import { useShell } from '../shell.store'
import { useChoose } from '../use-choose'
import { filterField } from './filter-field'
import { useBlocks } from './use-blocks'

/** What the commands themselves show. */
export type Shows = { palette: () => void; shortcuts: () => void; protection: () => void; openWindow: () => void }

/** The application of the page, whichever of its pages that is. */
export const applicationOf = (location: string): ApplicationId | null => {
  const [, area, id] = location.split('/')
  const isOne = (area === 'applications' || area === 'configuration') && id !== undefined && id !== '' && id !== 'new'
  return isOne ? (decodeURIComponent(id) as ApplicationId) : null // out of a link that we made, as in Content.tsx
}

/** Runs commands by their id, and says why one cannot be run. */
export function useRunner(shows: Shows) {
  const { t } = useTranslation('commands')
  const [location, navigate] = useLocation()
  const facts = useShell((state) => state.facts)
  const analytics = usePreferences((state) => state.value?.analytics)
  const setPreference = usePreferences((state) => state.set)
  const order = useEnvironments((state) => state.order)
  const bound = useEnvironments((state) => (state.boundId === null ? null : (state.byId[state.boundId] ?? null)))
  const sync = useEnvironments((state) => state.sync)
  const switchSandbox = useEnvironments((state) => state.switchSandbox)
  const choose = useChoose()
  const applicationId = applicationOf(location)
  const isFirstRun = facts === null || analytics === 'unasked' || order.length === 0
  const blockOf = useBlocks({ bound, applicationId, isFirstRun })

  const take = (offer: Offer) => {
    if (offer.blockedBecause) tell({ title: offer.blockedBecause })
    else offer.run()
  }
  /** What a page does: the one that is shown, or the one to go to first. */
  const byPage = (id: CommandId, path: string) => {
    const offer = offerOf(id)
    if (offer) {
      take(offer)
      return
    }
    whenOffered(id, take)
    navigate(path)
  }
  const go = (path: string) => () => navigate(path)
  const ofApplication = (path: (id: ApplicationId) => string) => () => {
    if (applicationId !== null) navigate(path(applicationId))
  }
  const tabOf = (tab: ApplicationTab) => ofApplication((of) => paths.application(of, tab))
  const nth = (number: number) => () => {
    const chosen = order[number - 1]
    if (chosen !== undefined) choose(chosen)
  }
  const sandbox = (on: boolean) => () => void (bound && switchSandbox(bound.id, on))

  const runs: Record<CommandId, () => void> = {
    'commands.open': shows.palette,
    'commands.shortcuts': shows.shortcuts,
    'list.filter': () => filterField()?.focus(),
    'changes.review': () => {
      const offer = offerOf('changes.review')
      if (offer) take(offer)
    },
    'window.new': shows.openWindow,
    'go.preferences': go(paths.preferences),
    'go.applications': go(paths.applications),
    'go.configuration': go(paths.configuration),
    'go.health': go(paths.health),
    'go.rotations': go(paths.rotations),
    'go.addressSets': go(paths.addressSets),
    'go.activity': go(paths.activity),
    'go.search': () => byPage('go.search', paths.search),
    'go.snapshots': go(paths.snapshots),
    'go.compare': go(paths.compare),
    'go.help': go(paths.help),
    'go.imports': go(paths.imports),
    'go.connect': go(paths.connect),
    'go.back': () => window.history.back(),
    'go.forward': () => window.history.forward(),
    'environment.refresh': () => void (bound && sync(bound.id)),
    'environment.protect': shows.protection,
    'environment.startSandbox': sandbox(true),
    'environment.stopSandbox': sandbox(false),
    'environment.remove': () => {
      const offer = offerOf('environment.remove')
      if (offer) take(offer)
    },
    'environment.1': nth(1),
    'environment.2': nth(2),
    'environment.3': nth(3),
    'environment.4': nth(4),
    'environment.5': nth(5),
    'environment.6': nth(6),
    'environment.7': nth(7),
    'environment.8': nth(8),
    'environment.9': nth(9),
    'applications.createManually': () => byPage('applications.createManually', paths.applications),
    'applications.createFromCatalog': () => byPage('applications.createFromCatalog', paths.applications),
    'application.overview': tabOf('overview'),
    'application.keys': tabOf('keys'),
    'application.credentials': tabOf('credentials'),
    'application.resources': tabOf('resources'),
    'application.access': tabOf('access'),
    'application.upgrades': tabOf('upgrades'),
    'application.isoCodes': ofApplication((of) => paths.configurationOf(of)),
    'keys.add': () => applicationId !== null && byPage('keys.add', paths.application(applicationId, 'keys')),
    'exports.apiSettings': () => applicationId !== null && byPage('exports.apiSettings', paths.application(applicationId, 'resources')),
    'exports.isoCodes': () => applicationId !== null && byPage('exports.isoCodes', paths.configurationOf(applicationId)),
    'exports.many': () => byPage('exports.many', paths.configuration),
    'exports.keyInventory': () => byPage('exports.keyInventory', paths.health),
    'application.edit': () => applicationId !== null && byPage('application.edit', paths.application(applicationId)),
    'application.delete': () => applicationId !== null && byPage('application.delete', paths.application(applicationId)),
    'resources.check': () => applicationId !== null && byPage('resources.check', paths.application(applicationId, 'resources')),
    'addressSets.new': () => byPage('addressSets.new', paths.addressSets),
    'view.systemTheme': () => void setPreference('theme', 'system'),
    'view.lightTheme': () => void setPreference('theme', 'light'),
    'view.darkTheme': () => void setPreference('theme', 'dark'),
  }

  const run = (id: CommandId) => {
    const reason = blockOf(id)
    if (reason === null) runs[id]()
    // A digit without an environment is no request that needs an answer.
    else if (!isNthEnvironment(id)) tell({ title: t(`name.${id}`), text: reason })
  }

  // Listeners are set once and run what is true by then.
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  const runLatest = useCallback((id: CommandId) => latest.current(id), [])
  return { run: runLatest, blockOf, bound, order, choose, navigate, isFirstRun }
}
export type Runner = ReturnType<typeof useRunner>
