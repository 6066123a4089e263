import { useCallback, useState } from 'react'
import { useLocation } from 'wouter'
import type { EnvironmentType } from '#shared/contract/environments'
import type { Found } from '#shared/contract/search'
import { useCommand } from '../commands/offers'
import { EnvironmentMark, useTypeWord } from '../features/environments/EnvironmentMark'
import { useEnvironments } from '../features/environments/environments.store'
import { SearchPage } from '../features/search/SearchPage'
import { isoListPath, ownedResourcePath, settingPath } from './finds'
import { paths } from './routes'

/** The search over all environments, and the way to what it finds: in its own environment, which opens first. */
export function SearchRoute() {
  const [, navigate] = useLocation()
  const boundId = useEnvironments((state) => state.boundId)
  const open = useEnvironments((state) => state.open)
  const [asked, setAsked] = useState(0)
  useCommand('go.search', { run: () => setAsked((times) => times + 1) })
  const onOpen = useCallback(
    (found: Found) => {
      const isThere = found.environmentId === boundId ? Promise.resolve(true) : open(found.environmentId)
      void isThere.then((isOpen) => isOpen && navigate(placeOf(found)))
    },
    [boundId, open, navigate],
  )
  return <SearchPage onOpen={onOpen} mark={markOf} asked={asked} />
}

function TypeOf({ type }: { type: EnvironmentType }) {
  const typeWord = useTypeWord()
  return (
    <>
      <EnvironmentMark type={type} /> <span className="muted small">{typeWord(type)}</span>
    </>
  )
}
const markOf = (type: EnvironmentType) => <TypeOf type={type} />

function placeOf({ kind, applicationId, resource, setting, list }: Found): string {
  switch (kind) {
    case 'application':
      return paths.application(applicationId)
    case 'resource':
      return ownedResourcePath(applicationId, resource)
    case 'setting':
      return setting && resource !== '' ? settingPath(applicationId, resource, setting) : paths.application(applicationId, 'resources')
    case 'code':
      return isoListPath(applicationId, list ?? 'country')
  }
}
