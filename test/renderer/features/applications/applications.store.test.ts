import { describe, expect, test } from 'vitest'
import type { ApplicationRow } from '#shared/contract/applications'
import { createApplicationsStore, matching } from '../../../../src/renderer/features/applications/applications.store'
import { fakeMain, held, id, refused } from '../../fake-main'

const row = (name: string, description = ''): ApplicationRow => ({
  id: id(`id-${name}`),
  name,
  description,
  origin: 'manual',
  sourceKind: null,
  ownedResourceCount: 0,
  apiKeyCount: 1,
  unrestrictedKeyCount: 0,
  hasSettings: false,
  missingCredentials: false,
  pendingUpgrade: false,
  modifiedOn: '2026-11-24T09:00:00Z',
})

test('going to another environment forgets search, order and place, and a late answer of the first is dropped', async () => {
  const slow = held<unknown>()
  const main = fakeMain({
    'applications.list': ({ environmentId }: { environmentId: string }) => (environmentId === 'a' ? slow.promise : { rows: [row('B')] }),
  })
  const store = createApplicationsStore(main.api.applications)
  const first = store.getState().show(id('a'))
  store.getState().search('x')
  store.getState().activate('id-A')
  await store.getState().show(id('b'))
  slow.release({ rows: [row('A')] })
  await first
  const { list, query, lastActiveId } = store.getState()
  expect(list.value?.rows.map(({ name }) => name)).toEqual(['B'])
  expect({ query, lastActiveId }).toEqual({ query: '', lastActiveId: null })
})

test('rows stay while they are read again and when that fails', async () => {
  let answer: unknown = { rows: [row('A')] }
  const store = createApplicationsStore(fakeMain({ 'applications.list': () => answer }).api.applications)
  await store.getState().show(id('a'))
  answer = refused('disk')
  const again = store.getState().reload()
  expect(store.getState().list).toMatchObject({ state: 'loading', value: { rows: [{ name: 'A' }] } })
  await again
  expect(store.getState().list).toMatchObject({ state: 'failed', failure: { code: 'disk' }, value: { rows: [{ name: 'A' }] } })
})

test('a detail that is gone says so', async () => {
  const store = createApplicationsStore(
    fakeMain({ 'applications.list': () => ({ rows: [] }), 'applications.get': () => refused('not-found') }).api.applications,
  )
  await store.getState().show(id('a'))
  await store.getState().loadDetail(id('x'))
  expect(store.getState().details[id('x')]).toMatchObject({ state: 'failed', value: null, failure: { code: 'not-found' } })
})

describe('searching', () => {
  const rows = [row('Housing Portal'), row('Campus Card', 'opens the housing doors'), row('Évaluation')]
  test.each([
    ['', 3],
    ['  ', 3],
    ['housing', 2],
    ['PORTAL hous', 1],
    ['evaluation', 1],
    ['id-campus', 1],
    ['zzz', 0],
  ])('%j finds %s', (query, count) => {
    expect(matching(rows, query)).toHaveLength(count)
  })
})
