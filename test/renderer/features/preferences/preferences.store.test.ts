import { expect, test } from 'vitest'
import { createPreferencesStore } from '../../../../src/renderer/features/preferences/preferences.store'
import { fakeMain, refused } from '../../fake-main'

const value = { theme: 'dark', analytics: 'declined', clipboardSeconds: 60, csvPreset: 'excel', lastEnvironmentId: null }

test('a choice is sent alone, and said to be saved only once main has it', async () => {
  const main = fakeMain({ 'preferences.set': () => value })
  const store = createPreferencesStore(main.api.preferences)
  const saving = store.getState().set('theme', 'dark')
  expect(store.getState()).toMatchObject({ saving: 'theme', saved: null })
  expect(await saving).toBe(true)
  expect(main.asked('preferences.set')).toEqual([{ theme: 'dark' }])
  expect(store.getState()).toMatchObject({ saving: null, saved: 'theme', value })
})

test('a choice that could not be saved is not shown as chosen', async () => {
  const main = fakeMain({ 'preferences.set': () => refused('disk') })
  const store = createPreferencesStore(main.api.preferences)
  expect(await store.getState().set('theme', 'dark')).toBe(false)
  expect(store.getState()).toMatchObject({ saved: null, value: null, failure: { code: 'disk' } })
})
