import i18next from 'i18next'
import type { StoreApi } from 'zustand'
import type { EnvironmentId } from '#shared/contract/op'
import { holdUnsaved, onUnsaved } from '../ui/unsaved'
import type { Bridge } from './bridge'

type Drafts = StoreApi<{ drafts: Record<string, Readonly<Record<string, unknown>>> }>
type Kind = 'settings' | 'iso'

/** As main takes them. */
const MOST_NAMES = 200
const LONGEST_NAME = 300

/** Tells main what is not saved in this window, so that it can ask before the window goes: drafts, and sheets with something typed. */
export function tellUnsaved({ api, environments, applications }: Bridge, stores: Record<Kind, Drafts>): void {
  /** The application's name; of an environment that is not open, only its own is known. */
  const whereOf = (key: string): string => {
    const [environmentId = '', applicationId] = key.split('/')
    const { boundId, byId } = environments.getState()
    const application = applications.getState().list.value?.rows.find(({ id }) => id === applicationId)
    if (environmentId === boundId && application) return application.name
    return byId[environmentId as EnvironmentId]?.name ?? environmentId // a key of the record, as the stores made it
  }
  const follow = (kind: Kind) => {
    const hold = () =>
      holdUnsaved(
        kind,
        Object.entries(stores[kind].getState().drafts).flatMap(([key, drafts]) => {
          const count = Object.keys(drafts).length
          return count === 0 ? [] : [i18next.t(`commands:unsaved.${kind}`, { count, where: whereOf(key) })]
        }),
      )
    stores[kind].subscribe(({ drafts }, before) => {
      if (drafts !== before.drafts) hold()
    })
  }
  follow('settings')
  follow('iso')

  let told = ''
  onUnsaved((all) => {
    const names = all.slice(0, MOST_NAMES).map((name) => name.slice(0, LONGEST_NAME))
    if (names.join('\n') === told) return
    told = names.join('\n')
    void api.shell.unsaved({ names })
  })
}
