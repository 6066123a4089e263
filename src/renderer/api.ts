import type { Api } from '#shared/contract'
import type { EventName, Events } from '#shared/contract/events'
import { fail, type Result } from '#shared/result'

/** What the preload puts on the window: two fixed functions. This file is the only one that touches them. */
export type Bridge = {
  call(operation: string, input: unknown): Promise<Result<unknown>>
  on(name: string, listener: (payload: unknown) => void): () => void
}
declare global {
  interface Window {
    hubkeeper: Bridge
  }
}

export type Listen = <N extends EventName>(name: N, listener: (payload: Events[N]) => void) => () => void

/**
 * The contract as functions. Built by name on first use, so that the schemas (and zod with them) stay out of the first
 * chunk: main parses what goes in and what comes out.
 */
export function createApi(bridge: Pick<Bridge, 'call'>): Api {
  const call = async (operation: string, input: unknown): Promise<Result<unknown>> => {
    try {
      return await bridge.call(operation, input)
    } catch (error) {
      // Main answers with a Result even for its own bugs; a rejection means that the door itself is gone.
      return fail({ code: 'internal', message: error instanceof Error ? error.message : String(error) })
    }
  }
  const byName = (make: (name: string) => unknown) => {
    const made = new Map<string, unknown>()
    return new Proxy(
      {},
      {
        get(_target, name) {
          if (typeof name !== 'string') return undefined
          const known = made.get(name) ?? make(name)
          made.set(name, known)
          return known
        },
      },
    )
  }
  // The names are checked by the compiler through Api; at run time any name is passed on and main refuses the unknown.
  return byName((feature) => byName((operation) => (input: unknown) => call(`${feature}.${operation}`, input))) as unknown as Api
}

/** What main tells unasked. Payloads were parsed by main before they were sent. */
export const createListen =
  (bridge: Pick<Bridge, 'on'>): Listen =>
  (name, listener) =>
    bridge.on(name, (payload) => listener(payload as Parameters<typeof listener>[0]))

export const windowBridge = (): Bridge => window.hubkeeper
