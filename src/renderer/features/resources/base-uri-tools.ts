import type { SourceTest } from '#shared/contract/applications'
import type { Result } from '#shared/result'

/** What the feature that owns applications does with a base URI. */
export type BaseUriTools = {
  /** Only this computer knows it: the environment is connected by application key. */
  isLocal: boolean
  /** A real call with what is stored here. */
  test: (baseUri: string) => Promise<Result<SourceTest>>
  save: (baseUri: string, confirmed: { confirmation?: string }) => Promise<Result<unknown>>
}
