import i18next from 'i18next'
import { describe, expect, test } from 'vitest'
import { createExportsStore, type Target } from '../../../../src/renderer/features/exports/exports.store'
import { exportFailureWords } from '../../../../src/renderer/features/exports/export-words'
import { enLater } from '../../../../src/renderer/i18n/en-later'
import { fakeMain, held, id, refused } from '../../fake-main'

const target: Target = { what: 'apiSettings', environmentId: id('e'), applicationIds: [id('a')] }
const progress = { environmentId: id('e'), applicationId: id('a'), done: 0, total: 1 }
const file = { applicationId: 'a', fileName: 'x.csv', rows: 163, bytes: 1, from: 'source', readAt: '2026-11-24T09:00:00Z' }
const written = { folder: '/tmp', files: [file], failed: [] }

describe('an export', () => {
  test('runs one at a time and counts its own rows', async () => {
    const answer = held<unknown>()
    const main = fakeMain({ 'exports.apiSettings': () => answer.promise })
    const store = createExportsStore(main.api.exports)
    const first = store.getState().run(target, 'excel')
    expect(await store.getState().run(target, 'plain')).toBeNull()
    store.getState().progressed({ ...progress, rows: 500 })
    store.getState().progressed({ ...progress, applicationId: id('b'), rows: 9 })
    expect(store.getState().running).toMatchObject({ rows: 500 })
    answer.release({ result: written })
    expect(await first).toEqual(written)
    expect(store.getState()).toMatchObject({ running: null, failed: null })
  })

  test.each(['cancelled', 'closed'])('that was %s is no failure', async (how) => {
    const main = fakeMain({ 'exports.apiSettings': () => (how === 'cancelled' ? refused('cancelled') : { result: null }) })
    const store = createExportsStore(main.api.exports)
    expect(await store.getState().run(target, 'excel')).toBeNull()
    expect(store.getState().failed).toBeNull()
  })

  test('that fails is remembered for its application', async () => {
    const main = fakeMain({ 'exports.apiSettings': () => refused('remote', { status: 400 }) })
    const store = createExportsStore(main.api.exports)
    await store.getState().run(target, 'excel')
    expect(store.getState().failed).toMatchObject({ ...target, failure: { code: 'remote', status: 400 } })
    store.getState().dismissFailure()
    expect(store.getState().failed).toBeNull()
  })
})

describe('the words of a failed export', () => {
  const i18n = i18next.createInstance()
  void i18n.init({ lng: 'en', initAsync: false, resources: { en: enLater } })
  const t = i18n.getFixedT('en', 'exports')
  const VERIFY = 'Verify that the Base URI and credentials are correct and try the export again.'

  test.each([
    ['remote', 400, 'The source application answered 400.'],
    ['source-unauthorized', 401, 'The source application answered 401.'],
  ] as const)('%s with %s is explained as in the docs', (code, status, what) => {
    expect(exportFailureWords(t, { code, status, message: '' })).toEqual({ what, todo: VERIFY })
  })
  test('missing credentials are named', () => {
    expect(exportFailureWords(t, { code: 'credentials-missing', message: '' })?.todo).toBe(VERIFY)
  })
  test('an empty export says why there is no file', () => {
    expect(exportFailureWords(t, { code: 'nothing-to-export', message: '' })?.what).toContain('no file was written')
  })
  test('any other failure keeps its own words', () => {
    expect(exportFailureWords(t, { code: 'disk', message: '' })).toBeUndefined()
  })
})
