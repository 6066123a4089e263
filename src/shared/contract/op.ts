import { z } from 'zod'

/**
 * What an operation may touch.
 * - `read`: looks, at the hub or here, and changes neither (copying a key to the clipboard is a read).
 * - `local`: changes only this computer's own records: profiles, preferences, labels.
 * - `write`: changes something at a hub or a source application; goes through the environment's protection.
 */
export type Access = 'read' | 'local' | 'write'

export type Op<A extends Access = Access, I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  access: A
  input: I
  output: O
}

export const read = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Op<'read', I, O> => ({ access: 'read', input, output })
export const local = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Op<'local', I, O> => ({
  access: 'local',
  input,
  output,
})

/** A profile of a tenant environment. Every operation on a hub names one; main resolves the URL and the credential from it. */
export const EnvironmentId = z.uuid().brand<'EnvironmentId'>()
export type EnvironmentId = z.infer<typeof EnvironmentId>

/** Every write names its environment and may carry the person's confirmation (the typed name, where protection asks for it). */
export const write = <S extends z.ZodRawShape, O extends z.ZodType>(shape: S, output: O) => ({
  access: 'write' as const,
  input: z.object({ ...shape, environmentId: EnvironmentId, confirmation: z.string().max(200).optional() }),
  output,
})

/** Input that only names the environment. */
export const OfEnvironment = z.object({ environmentId: EnvironmentId })
export const Nothing = z.void()

/** May travel from the window to main and never back; test/contract/no-secret-leaves-main.test.ts holds us to it. */
export const secret = () => z.string().min(1).max(2560).meta({ secret: true })

/** The one thing that may come out although it is a secret: a key that a person asked to see. The same test counts its uses. */
export const revealed = () => z.string().meta({ revealed: true })

/** An instant as ISO 8601 text in UTC. */
export const Instant = z.iso.datetime()
