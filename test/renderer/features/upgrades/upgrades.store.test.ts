import { expect, test } from 'vitest'
import type { UpgradeRow } from '#shared/contract/upgrades'
import { createUpgradesStore } from '../../../../src/renderer/features/upgrades/upgrades.store'
import { fakeMain, id, refused } from '../../fake-main'

const row = (name: string): UpgradeRow => ({
  applicationId: id(name),
  applicationName: name,
  action: { id: `action-${name}`, detectedOn: '', from: '1', to: '2', resources: { added: [], removed: [], changed: [] }, newSettings: [] },
  walk: null,
})
const walked = (name: string): UpgradeRow => ({
  ...row(name),
  action: null,
  walk: { from: '1', to: '2', configuredAt: '', difference: { added: [], removed: [], changed: [] }, settings: [] },
})
const names = (store: ReturnType<typeof createUpgradesStore>) =>
  store.getState().inbox.value?.rows.map(({ applicationName }) => applicationName)

test('of several that are configured one after the other, one that fails leaves the others done', async () => {
  const main = fakeMain({
    'upgrades.list': () => ({ rows: [row('a'), row('b'), row('c')] }),
    'upgrades.autoConfigure': (input) => {
      const { applicationId } = input as { applicationId: string }
      return applicationId === 'b' ? refused('remote', { status: 500 }) : walked(applicationId)
    },
  })
  const store = createUpgradesStore(main.api.upgrades)
  await store.getState().load(id('e'))
  expect(await store.getState().configure([row('a'), row('b'), row('c')], {}, { username: 'u', password: 'hunter2' })).toBe(2)
  expect(store.getState().failures).toMatchObject({ b: { code: 'remote' } })
  expect(store.getState().inbox.value?.rows.map(({ action }) => action !== null)).toEqual([false, true, false])
  expect(JSON.stringify(store.getState())).not.toContain('hunter2')
})

test('what is skipped or completed leaves the inbox', async () => {
  const done = { ...row('a'), action: null }
  const main = fakeMain({
    'upgrades.list': () => ({ rows: [row('a'), walked('b')] }),
    'upgrades.skip': () => done,
    'upgrades.complete': () => ({ ...done, applicationId: 'b', applicationName: 'b' }),
  })
  const store = createUpgradesStore(main.api.upgrades)
  await store.getState().load(id('e'))
  expect(await store.getState().skip(row('a'), {})).toBe(true)
  expect(names(store)).toEqual(['b'])
  await store.getState().complete(walked('b'))
  expect(names(store)).toEqual([])
})

test('another environment forgets the failures of the one before', async () => {
  const main = fakeMain({ 'upgrades.list': () => ({ rows: [row('a')] }), 'upgrades.skip': () => refused('not-found') })
  const store = createUpgradesStore(main.api.upgrades)
  await store.getState().load(id('e'))
  await store.getState().skip(row('a'), {})
  expect(Object.keys(store.getState().failures)).toEqual(['a'])
  await store.getState().load(id('other'))
  expect(store.getState().failures).toEqual({})
})
