import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { inRoot } from '../setup/places.mjs'
import { SetupError } from '../setup/report.mjs'

/** What ships as it is, and what the builders themselves put in: `\0rolldown/runtime.js` is a piece of rolldown. */
const unbundled = ['better-sqlite3', 'keytar']
/** Headers that are compiled into both; npm puts them where the versions allow. */
const compiledIn = ['node-addon-api', 'keytar/node_modules/node-addon-api', 'better-sqlite3/node_modules/node-addon-api']
const legalFile = /^(licen[cs]e|copying|notice|thirdpartynotices?)([.-].*)?$/i

/** Writes out/licenses.txt: each package whose code is in the app, with its licence and notices. */
export function writeLicenses() {
  const packages = shippedPackages().map(describe)
  const list = packages.map(({ title, license }) => `  ${title}: ${license}`)
  const texts = packages.map(({ title, license, home, texts }) => [line, title, `Licence: ${license}`, home, '', ...texts].join('\n'))
  const text = `${[head, ...list, '', ...texts, line].join('\n')}\n`
  const file = inRoot('out', 'licenses.txt')
  // Left alone when it says the same: a package is as new as the files it is made of.
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
  return packages.map(({ name }) => name)
}

const line = '='.repeat(80)
const head = `Hubkeeper contains the packages listed here; their licences follow. The licences of Electron and Chromium lie beside the
application (LICENSE.electron.txt, LICENSES.chromium.html). SQLite, inside better-sqlite3, is in the public domain.
`

/** The folders of all packages in the build, by the lists that it wrote (electron.vite.config.ts). */
export function shippedPackages(listFolder = inRoot('out', 'bundled')) {
  const modules = readdirSync(listFolder).flatMap((name) => JSON.parse(readFileSync(path.join(listFolder, name), 'utf8')))
  if (modules.length === 0) throw new SetupError('The build did not say what it bundled; run npm run build')
  const folders = new Set(unbundled.map((name) => inRoot('node_modules', name)))
  for (const name of compiledIn) if (existsSync(inRoot('node_modules', name))) folders.add(inRoot('node_modules', name))
  for (const id of modules) folders.add(packageFolder(id))
  return [...folders].sort((a, b) => (nameOf(a) + a < nameOf(b) + b ? -1 : 1))
}

/** @param {string} id a module, as the bundler names it */
export function packageFolder(id) {
  const virtual = /^\0(?:plugin-)?([a-z-]+)[/:]/.exec(id)?.[1]
  if (virtual) return inRoot('node_modules', virtual)
  const plain = id.replaceAll('\\', '/').replace(/^\0/, '')
  const found = /^.*\/node_modules\/(?:@[^/]+\/)?[^/?]+/.exec(plain)?.[0]
  if (!found) throw new SetupError(`${JSON.stringify(id)} is in the build, and nobody knows whose it is`)
  return found
}

/** Its name without the path, so that the order is the same on every machine. */
const nameOf = (/** @type {string} */ folder) => folder.replaceAll('\\', '/').split('/node_modules/').at(-1) ?? folder

function describe(/** @type {string} */ folder) {
  const file = path.join(folder, 'package.json')
  if (!existsSync(file)) throw new SetupError(`${folder} is in the build, and it is no package`)
  const { name, version, license, licenses, homepage, repository, author } = JSON.parse(readFileSync(file, 'utf8'))
  const said = license?.type ?? license ?? licenses?.map((/** @type {any} */ each) => each.type).join(' or ')
  const texts = readdirSync(folder)
    .filter((each) => legalFile.test(each))
    .sort()
    .map((each) => readFileSync(path.join(folder, each), 'utf8').trim())
  if (!said) throw new SetupError(`${name} is in the build, and it names no licence`)
  const by = typeof author === 'object' ? author.name : author
  return {
    name,
    title: `${name} ${version}`,
    license: said,
    home: homepage ?? repository?.url ?? repository ?? '',
    texts: texts.length > 0 ? texts : [`(The package brings no text of its licence.${by ? ` By ${by}.` : ''})`],
  }
}
