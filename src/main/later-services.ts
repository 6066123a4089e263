import { contract, type Caller, type Services } from '#shared/contract'

/** Services that most starts never ask for: their code is loaded with the first call. */
export function laterServices<Name extends keyof Services>(
  names: readonly Name[],
  load: () => Promise<Pick<Services, Name>>,
): Pick<Services, Name> {
  let loaded: Promise<Pick<Services, Name>> | null = null
  const entries = names.map((name) => {
    const operations = Object.keys(contract[name]).map((operation) => {
      const run = async (input: unknown, caller: Caller): Promise<unknown> => {
        loaded ??= load()
        // The names come from the contract, which the service fulfils; Object.keys forgets them.
        const service = (await loaded)[name] as unknown as Record<string, (input: unknown, caller: Caller) => unknown>
        return await service[operation]?.(input, caller)
      }
      return [operation, run] as const
    })
    return [name, Object.fromEntries(operations)] as const
  })
  // One function for every operation of the contract, as above.
  return Object.fromEntries(entries) as unknown as Pick<Services, Name>
}
