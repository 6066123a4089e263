import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contract, type Caller, type Services } from '#shared/contract'
import { AppError } from '../../../src/main/app-error'
import { serve, type Guards } from '../../../src/main/ipc/serve'

const caller: Caller = { windowId: 1, signal: new AbortController().signal }
const environmentId = '11111111-1111-4111-8111-111111111111'
const add = { environmentId, applicationId: 'a', restriction: { mode: 'restricted', addresses: [] }, idempotencyKey: environmentId }

/** Services whose every function answers by what the test says; what is not set is a bug when called. */
function servicesThat(answers: Record<string, (input: unknown) => unknown>): Services {
  const all = Object.entries(contract).map(([feature, ops]) => [
    feature,
    Object.fromEntries(
      Object.keys(ops).map((verb) => [
        verb,
        (input: unknown) => {
          const answer = answers[`${feature}.${verb}`]
          if (!answer) throw new Error('token=hunter2 in a bug')
          return answer(input)
        },
      ]),
    ),
  ])
  return Object.fromEntries(all) as Services
}
const open: Guards = { assertBound: () => undefined, assertWritable: () => undefined }

describe('serve', () => {
  it('answers only what is in the contract', async () => {
    const answer = serve(servicesThat({ 'preferences.get': () => ({}) }), open, () => 'incident-1')
    expect(await answer('preferences.get', undefined, caller)).toMatchObject({ ok: true, value: { theme: 'system' } })
    for (const name of ['preferences.steal', '__proto__.toString', 'constructor', '', 7, null, {}])
      expect(await answer(name, undefined, caller)).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  })

  it('tells the window nothing about a bug but where to look', async () => {
    const answer = serve(servicesThat({}), open, () => 'incident-1')
    const result = await answer('preferences.get', undefined, caller)
    expect(result).toMatchObject({ ok: false, error: { code: 'internal', incident: 'incident-1' } })
    expect(JSON.stringify(result)).not.toContain('hunter2')
  })

  it('drops what a service returns beyond the contract', async () => {
    const key = {
      id: 'k',
      applicationId: 'a',
      hint: 'h',
      addedBy: 'x',
      addedOn: 'y',
      restriction: { mode: 'unrestricted' },
      value: 'the key itself',
    }
    const answer = serve(servicesThat({ 'keys.add': () => key }), open, () => '')
    expect(JSON.stringify(await answer('keys.add', add, caller))).not.toContain('the key itself')
  })

  it('asks the guards before the service, and a refusal reaches nobody', async () => {
    let served = 0
    const services = servicesThat({ 'keys.add': () => (served += 1) })
    const elsewhere = serve(services, { ...open, assertBound: refuse('wrong-environment') }, () => '')
    expect(await elsewhere('keys.add', add, caller)).toMatchObject({ ok: false, error: { code: 'wrong-environment' } })
    const locked = serve(services, { ...open, assertWritable: refuse('read-only') }, () => '')
    expect(await locked('keys.add', add, caller)).toMatchObject({ ok: false, error: { code: 'read-only' } })
    expect(served).toBe(0)
  })

  it('says of each operation that it lets through when it begins and how it ended', async () => {
    const heard: unknown[] = []
    const watching: Guards = {
      ...open,
      watch: (operation) => {
        heard.push(operation)
        return (isDone) => heard.push(isDone)
      },
    }
    const services = servicesThat({ 'preferences.get': () => ({}), 'keys.add': refuse('read-only') })
    const answer = serve(services, watching, () => '')
    await answer('preferences.get', undefined, caller)
    await answer('keys.add', add, caller)
    await answer('keys.list', { environmentId, applicationId: 'a' }, caller)
    await serve(services, { ...watching, assertWritable: refuse('read-only') }, () => '')('keys.add', add, caller)
    expect(heard).toEqual([
      { name: 'preferences.get', access: 'read', environmentId: undefined },
      true,
      { name: 'keys.add', access: 'write', environmentId },
      false,
      { name: 'keys.list', access: 'read', environmentId },
      false,
    ])
  })

  it('never throws, whatever is asked', async () => {
    const answer = serve(servicesThat({}), open, () => 'incident')
    const names = Object.entries(contract).flatMap(([feature, ops]) => Object.keys(ops).map((verb) => `${feature}.${verb}`))
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constantFrom(...names), fc.anything()), fc.anything(), async (name, input) => {
        expect((await answer(name, input, caller)).ok).toBe(false)
      }),
    )
  })
})

const refuse = (code: 'wrong-environment' | 'read-only') => () => {
  throw new AppError(code, 'No.')
}
