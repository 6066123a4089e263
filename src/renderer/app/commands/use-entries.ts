import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { acceleratorsOf, COMMANDS, type Command, type CommandPlatform } from '#shared/commands'
import { keysShown } from '#shared/rules/accelerators'
import { useApplications } from '../../features/applications/applications.store'
import { useTypeWord } from '../../features/environments/EnvironmentMark'
import { useEnvironments } from '../../features/environments/environments.store'
import { paths } from '../routes'
import type { CommandsStoreApi } from './commands.store'
import type { Entry } from './palette-entries'
import type { Runner } from './use-runner'

const ALL: readonly Command[] = COMMANDS
const OFFERED = ALL.filter(({ inPalette }) => inPalette !== false)

/**
 * All that the palette can find: commands, environments, applications of the open environment, and its keys with a label. Made
 * when it is opened; with thousands of applications that is a matter of a millisecond or two.
 */
export function useEntries(runner: Runner, store: CommandsStoreApi, platform: CommandPlatform): readonly Entry[] {
  const { t } = useTranslation('commands')
  const typeWord = useTypeWord()
  const byId = useEnvironments((state) => state.byId)
  const rows = useApplications((state) => state.list.value?.rows)
  const labels = useStore(store, (state) => state.labels)
  const { run, blockOf, bound, order, choose, navigate, isFirstRun } = runner

  // What stands in the way of each is looked at when the palette opens; whoever runs one is told what is true by then.
  const [commands] = useState(() => {
    const detail = t('palette.kind.command')
    return OFFERED.map(({ id }): Entry => {
      const [first] = acceleratorsOf(id, platform)
      const keys = first === undefined ? {} : { keys: keysShown(first, platform) }
      return { id, kind: 'command', title: t(`name.${id}`), detail, ...keys, blockedBecause: blockOf(id), run: () => run(id) }
    })
  })
  const environments = useMemo(
    () =>
      order.flatMap((id, index): Entry[] => {
        const environment = byId[id]
        if (!environment) return []
        const here = id === bound?.id ? ` · ${t('palette.openedHere')}` : ''
        return [
          {
            id: `environment:${id}`,
            kind: 'environment',
            title: environment.name,
            detail: `${t('palette.kind.environment')} · ${typeWord(environment.type)}${here}`,
            ...(index < 9 ? { keys: keysShown(`Mod+${String(index + 1)}`, platform) } : {}),
            blockedBecause: isFirstRun ? t('reason.firstPage') : null,
            run: () => choose(id),
          },
        ]
      }),
    [order, byId, bound?.id, isFirstRun, choose, platform, t, typeWord],
  )
  // Words are looked up once for all of them.
  const applications = useMemo(() => {
    const detail = t('palette.kind.application')
    return (rows ?? []).map(({ id, name }): Entry => ({
      id: `application:${id}`,
      kind: 'application',
      title: name,
      detail,
      blockedBecause: null,
      run: () => navigate(paths.application(id)),
    }))
  }, [rows, navigate, t])
  const keys = useMemo(
    () =>
      (labels.environmentId === bound?.id ? labels.keys : []).map(({ label, keyId, applicationId, applicationName }): Entry => ({
        id: `key:${keyId}`,
        kind: 'key',
        title: label,
        detail: t('palette.keyOf', { application: applicationName }),
        blockedBecause: null,
        run: () => navigate(paths.key(applicationId, keyId)),
      })),
    [labels, bound?.id, navigate, t],
  )
  const isBound = bound !== null
  return useMemo(
    () => [...commands, ...environments, ...(isBound ? [...applications, ...keys] : [])],
    [commands, environments, isBound, applications, keys],
  )
}
