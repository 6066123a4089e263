import { describe, expect, test } from 'vitest'
import { en } from '../../../src/renderer/i18n/en'
import { enLater } from '../../../src/renderer/i18n/en-later'
import { spokenLanguage } from '../../../src/renderer/i18n/language'
import { pseudo } from '../../../src/renderer/i18n/pseudo'

const texts = (value: object, path = ''): [string, string][] =>
  Object.entries(value).flatMap(([key, each]: [string, unknown]) =>
    typeof each === 'string' ? [[`${path}${key}`, each]] : typeof each === 'object' && each ? texts(each, `${path}${key}.`) : [],
  )
const all = texts({ ...en, ...enLater })

test('no namespace is in both parts of the catalogue', () => {
  expect(Object.keys(en).filter((name) => name in enLater)).toEqual([])
})

test('a plural has its one and its other', () => {
  const paths = new Set(all.map(([path]) => path))
  for (const path of paths) {
    if (path.endsWith('_one')) expect(paths).toContain(path.replace(/_one$/, '_other'))
    if (path.endsWith('_other')) expect(paths).toContain(path.replace(/_other$/, '_one'))
  }
})

test('every text has words, no stray space, and balanced placeholders', () => {
  const bad = all.filter(([, text]) => text === '' || text.trim() !== text || /[{}]/.test(text.replace(/\{\{\w+\}\}/g, '')))
  expect(bad).toEqual([])
})

describe('the window speaks', () => {
  test.each([
    ['system', ['fr-FR', 'es-MX', 'en-US'], 'es'],
    ['system', ['fr-FR'], 'en'],
    ['system', ['esperanto'], 'en'],
    ['en', ['es-MX'], 'en'],
  ] as const)('%s with %j: %s', (chosen, preferred, spoken) => {
    expect(spokenLanguage(chosen, preferred)).toBe(spoken)
  })
})

test('pseudo English is longer, keeps its placeholders, and leaves no plain letter', () => {
  expect(pseudo({ deep: { text: 'Saved {{count}} files' } })).toEqual({ deep: { text: '[Sàṽéđ {{count}} ƒîļéš~~~~]' } })
})
