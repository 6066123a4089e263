import { useTranslation } from 'react-i18next'
import { commandOf, type CommandId } from '#shared/commands'
import type { ApplicationId } from '#shared/contract/applications'
import type { Environment } from '#shared/contract/environments'
import { isLocked } from '../../bound/bound'
import { offerOf } from '../../commands/offers'
import { useApplications } from '../../features/applications/applications.store'
import { useEnvironments } from '../../features/environments/environments.store'
import { offlineOf } from '../offline'
import { useShell } from '../shell.store'
import { filterField } from './filter-field'

const WRITES: ReadonlySet<CommandId> = new Set([
  'applications.createManually',
  'applications.createFromCatalog',
  'keys.add',
  'application.edit',
  'application.delete',
])
/** What the first-run page does not stand in the way of. */
const EVEN_AT_FIRST: ReadonlySet<CommandId> = new Set([
  'commands.open',
  'commands.shortcuts',
  'view.systemTheme',
  'view.lightTheme',
  'view.darkTheme',
])

type Where = { bound: Environment | null; applicationId: ApplicationId | null; isFirstRun: boolean }

/** Why a command cannot be run now, in words; null when it can. Asked when it is needed, not kept. */
export function useBlocks({ bound, applicationId, isFirstRun }: Where): (id: CommandId) => string | null {
  const { t } = useTranslation('commands')
  const { t: te } = useTranslation('environments')
  const facts = useShell((state) => state.facts)
  const order = useEnvironments((state) => state.order)
  const isReading = useEnvironments((state) => bound !== null && state.syncs[bound.id] !== undefined)
  const hasSettings = useApplications((state) => state.list.value?.rows.find(({ id }) => id === applicationId)?.hasSettings ?? false)

  const writeBlock = (environment: Environment) => {
    const offline = facts && offlineOf(environment, facts)
    if (offline) return te(`block.${offline}`)
    return isLocked(environment, Date.now()) ? te('block.read-only') : null
  }

  const special: Partial<Record<CommandId, (environment: Environment) => string | null>> = {
    'list.filter': () => (filterField() ? null : t('reason.noList')),
    'changes.review': () => t('reason.nothingToSave'),
    'application.isoCodes': () => (hasSettings ? null : t('reason.noSettings')),
    'exports.isoCodes': () => (hasSettings ? null : t('reason.noSettings')),
    'resources.check': () => (hasSettings ? null : t('reason.noSettings')),
    'exports.apiSettings': () => (hasSettings ? null : t('reason.noSettings')),
    'environment.refresh': () => (isReading ? t('reason.reading') : null),
    'environment.startSandbox': ({ kind }) =>
      kind !== 'sandbox' ? t('reason.noSandbox') : facts?.sandbox === 'running' ? t('reason.sandboxRuns') : null,
    'environment.stopSandbox': ({ kind }) =>
      kind !== 'sandbox' ? t('reason.noSandbox') : facts?.sandbox !== 'running' ? t('reason.sandboxStopped') : null,
  }

  return (id) => {
    const { place } = commandOf(id)
    if (isFirstRun && !EVEN_AT_FIRST.has(id)) return t('reason.firstPage')
    const number = /^environment\.(\d)$/.exec(id)?.[1]
    if (number !== undefined) return order[Number(number) - 1] === undefined ? t('reason.noNth', { number }) : null
    if (bound === null) return place === 'anywhere' ? null : t('reason.noEnvironment')
    if (place === 'application' && applicationId === null) return t('reason.noApplication')
    const offer = offerOf(id)
    if (offer) return offer.blockedBecause ?? null
    if (WRITES.has(id)) return writeBlock(bound)
    return special[id]?.(bound) ?? null
  }
}
