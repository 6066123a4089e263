import { beforeAll, expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { tellUnsaved } from '../../../src/renderer/app/tell-unsaved'
import { addLaterWords, startI18n } from '../../../src/renderer/i18n/i18n'
import { holdUnsaved } from '../../../src/renderer/ui/unsaved'
import { fakeMain, id } from '../fake-main'

beforeAll(async () => {
  startI18n()
  await addLaterWords()
})

test('main hears by name what is not saved, each time that it changes, and nothing of what was typed', () => {
  const main = fakeMain({ 'shell.unsaved': () => undefined })
  const settings = createStore(() => ({ drafts: {} }))
  const iso = createStore(() => ({ drafts: {} }))
  tellUnsaved(
    {
      api: main.api,
      listen: main.listen,
      environments: createStore(() => ({ boundId: id('e'), byId: { e: { name: 'Maple Test' }, f: { name: 'Maple Production' } } })),
      applications: createStore(() => ({ list: { value: { rows: [{ id: 'a', name: 'Ridgeline' }] } } })),
    },
    { settings, iso },
  )
  settings.setState({ drafts: { 'e/a': { one: { value: 'typed' } } } })
  iso.setState({ drafts: { 'e/a': { one: {}, two: {} }, 'f/a': { one: {} } } })
  holdUnsaved('a sheet', ['Add API Key · Housing Portal'])
  settings.setState({ drafts: { 'e/a': {} } })
  iso.setState({ drafts: {} })
  holdUnsaved('a sheet', [])
  expect(main.asked('shell.unsaved')).toEqual([
    { names: ['1 changed setting of Ridgeline'] },
    { names: ['1 changed setting of Ridgeline', '2 changed ISO codes of Ridgeline', '1 changed ISO code of Maple Production'] },
    {
      names: [
        '1 changed setting of Ridgeline',
        '2 changed ISO codes of Ridgeline',
        '1 changed ISO code of Maple Production',
        'Add API Key · Housing Portal',
      ],
    },
    { names: ['2 changed ISO codes of Ridgeline', '1 changed ISO code of Maple Production', 'Add API Key · Housing Portal'] },
    { names: ['Add API Key · Housing Portal'] },
    { names: [] },
  ])
})
