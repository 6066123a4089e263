import type { Failure } from '#shared/errors'
import { fail, ok, type Result } from '#shared/result'
import { createApi, createListen } from '../../src/renderer/api'

type Answer = (input: never) => unknown

/** A main that answers by name and remembers what it was asked. Answer with `refused(…)` to fail. */
export function fakeMain(answers: Record<string, Answer>) {
  const calls: { operation: string; input: unknown }[] = []
  const listeners = new Map<string, (payload: unknown) => void>()
  const call = async (operation: string, input: unknown): Promise<Result<unknown>> => {
    calls.push({ operation, input })
    const answer = answers[operation]
    if (!answer) return fail({ code: 'internal', message: `${operation} was not expected` })
    const value = await answer(input as never)
    return value instanceof Refusal ? fail(value.failure) : ok(value)
  }
  const on = (name: string, listener: (payload: unknown) => void) => {
    listeners.set(name, listener)
    return () => listeners.delete(name)
  }
  return {
    api: createApi({ call }),
    listen: createListen({ on }),
    announce: (name: string, payload: unknown) => listeners.get(name)?.(payload),
    calls,
    asked: (operation: string) => calls.filter((each) => each.operation === operation).map(({ input }) => input),
  }
}

class Refusal {
  constructor(readonly failure: Failure) {}
}
export const refused = (code: Failure['code'], more: Partial<Failure> = {}) => new Refusal({ code, message: 'As main says it.', ...more })

/** Answers when told to. */
export function held<T>() {
  let release: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    release = resolve
  })
  return { promise, release }
}

/** Lets everything that waits on settled promises run. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

// Ids are branded; any text is one for a fake main.
export const id = (text: string) => text as never
