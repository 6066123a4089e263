import { expect, test } from 'vitest'
import { createCommandsStore } from '../../../../src/renderer/app/commands/commands.store'
import { fakeMain, held, id, refused, settle } from '../../fake-main'

const label = (text: string) => ({ label: text, keyId: 'k', applicationId: 'a', applicationName: 'A' })

test('labels are those of the environment that was asked for last', async () => {
  const slow = held<unknown>()
  const main = fakeMain({
    'keys.labels': ({ environmentId }: { environmentId: string }) => (environmentId === 'e1' ? slow.promise : [label('two')]),
  })
  const store = createCommandsStore(main.api)
  void store.getState().loadLabels(id('e1'))
  await store.getState().loadLabels(id('e2'))
  slow.release([label('one')])
  await settle()
  expect(store.getState().labels).toMatchObject({ environmentId: 'e2', keys: [{ label: 'two' }] })
})

test('labels that cannot be read leave the palette with everything else', async () => {
  const store = createCommandsStore(fakeMain({ 'keys.labels': () => refused('internal') }).api)
  await store.getState().loadLabels(id('e'))
  expect(store.getState().labels.keys).toEqual([])
})

test('what was run last comes first, once, and the list stays short', () => {
  const store = createCommandsStore(fakeMain({}).api)
  for (const each of ['a', 'b', 'a', ...Array.from({ length: 20 }, (_one, index) => String(index)), 'b']) store.getState().ran(each)
  const { recent } = store.getState()
  expect(recent[0]).toBe('b')
  expect(recent).toHaveLength(8)
  expect(new Set(recent).size).toBe(8)
})
