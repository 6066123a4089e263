import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { contract } from '#shared/contract'
import { events } from '#shared/contract/events'

const operations = Object.entries(contract).flatMap(([feature, ops]) =>
  Object.entries(ops).map(([verb, op]) => ({
    name: `${feature}.${verb}`,
    op: op as { access: string; input: z.ZodType; output: z.ZodType },
  })),
)
const schemaOf = (type: z.ZodType) => JSON.stringify(z.toJSONSchema(type, { unrepresentable: 'any', io: 'input' }))

describe('the contract', () => {
  it.each(operations)('$name sends no secret to the window', ({ op }) => {
    expect(schemaOf(op.output)).not.toContain('"secret":true')
  })

  it.each(Object.entries(events))('event %s carries no secret', (_name, payload) => {
    expect(schemaOf(payload)).not.toContain('"secret":true')
  })

  it('marks what is typed as secret, so that the tests above can see it', () => {
    const marked = operations.filter(({ op }) => schemaOf(op.input).includes('"secret":true')).map(({ name }) => name)
    expect(marked).toEqual([
      'environments.test',
      'environments.connect',
      'environments.connectByKeys',
      'applications.testSource',
      'applications.create',
      'applications.setCredentials',
      'keys.paste',
      'rotations.pasteNew',
      'resources.setCredentials',
      'upgrades.autoConfigure',
    ])
  })

  it('shows one thing that is secret, in one operation: a key that a person asked to see', () => {
    const revealing = operations.filter(({ op }) => schemaOf(op.output).includes('"revealed":true')).map(({ name }) => name)
    expect(revealing).toEqual(['keys.reveal'])
    expect(Object.values(events).some((payload) => schemaOf(payload).includes('"revealed":true'))).toBe(false)
  })

  it.each(operations.filter(({ op }) => op.access === 'write'))('$name names its environment and takes a confirmation', ({ op }) => {
    const schema = schemaOf(op.input)
    expect(schema).toContain('"environmentId"')
    expect(schema).toContain('"confirmation"')
  })
})
