// Pictures of the routes in both themes and sizes, with an axe run on each. See vite.config.ts.
import { createServer } from 'node:http'
import { mkdirSync, readFileSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from '@playwright/test'

const [folder = '', pictures = '', only = ''] = process.argv.slice(2)
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; base-uri 'none'"
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
const server = createServer((request, response) => {
  const path = normalize(new URL(request.url ?? '/', 'http://x').pathname)
  const file = join(folder, path === '/' ? 'index.html' : path)
  try {
    const body = readFileSync(file)
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'text/plain', 'Content-Security-Policy': POLICY }).end(body)
  } catch {
    response.writeHead(404).end()
  }
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address()

const button = (name) => (page) => page.getByRole('button', { name }).first().click()
const openSheet = async (page) => {
  await button('Add API Key')(page)
  const field = page.getByRole('textbox', { name: 'IP addresses' })
  await field.fill('203.0.113.7, 203.0.113.0/24; 10.0.0.300, 010.1.1.1, 2001:db8::/32,')
}
const scenes = [
  ['welcome', '?state=welcome', '#/'],
  ['connect', '?state=welcome', '#/connect', button('Connect')],
  [
    'connect-failed',
    '?state=failing',
    '#/connect',
    async (page) => {
      await page.getByLabel('Administration token').fill('x')
      await button('Test connection')(page)
    },
  ],
  ['applications', '', '#/applications'],
  ['applications-empty', '?state=empty', '#/applications'],
  ['applications-loading', '?state=loading', '#/applications', (page) => page.waitForTimeout(600)],
  ['applications-failing', '?state=failing', '#/applications'],
  ['applications-no-match', '', '#/applications', (page) => page.getByRole('searchbox').fill('zzz')],
  [
    'applications-gaps',
    '?gaps',
    '#/applications',
    async (page) => {
      await button('Refresh')(page)
      await page.getByText('could not be read').waitFor()
    },
  ],
  ['applications-offline', '?state=offline', '#/applications'],
  ['sandbox-off', '?state=sandbox-off', '#/applications/app-1/keys'],
  ['first', '?state=first', '#/applications', (page) => button('Read it now')(page)],
  ['picker', '', '#/applications', button(/Environment:/)],
  ['protection', '', '#/applications', button(/Read-only/)],
  ['overview', '', '#/applications/app-1/overview'],
  ['keys', '?test', '#/applications/app-0/keys', (page) => page.getByRole('row').nth(2).click()],
  ['add-key', '?test', '#/applications/app-0/keys', openSheet],
  [
    'add-key-unrestricted',
    '?test',
    '#/applications/app-0/keys',
    async (page) => {
      await button('Add API Key')(page)
      await page.getByLabel('Add API key to have no IP').check()
      await button('Add to TEST')(page)
    },
  ],
  [
    'add-key-added',
    '?test',
    '#/applications/app-0/keys',
    async (page) => {
      await button('Add API Key')(page)
      await button('Add to TEST')(page)
      await page.getByText('was added').waitFor()
    },
  ],
  [
    'key-edit',
    '?test',
    '#/applications/app-0/keys',
    async (page) => {
      await button('Edit Night job')(page)
      await page.getByRole('textbox', { name: 'Source IP Address' }).fill('192.0.2.9,')
    },
  ],
  [
    'key-conflict',
    '?test&conflict',
    '#/applications/app-0/keys',
    async (page) => {
      await button('Edit Night job')(page)
      await page.getByRole('textbox', { name: 'Source IP Address' }).fill('192.0.2.9,')
      await button('Save in TEST')(page)
      await page.getByText('Take theirs').waitFor()
    },
  ],
  ['key-delete', '?test', '#/applications/app-0/keys', button('Delete Night job')],
  [
    'key-last',
    '?test&last',
    '#/applications/app-0/keys',
    async (page) => {
      await button('Delete Night job')(page)
      await button('Delete from TEST')(page)
    },
  ],
  ['key-menu', '?test', '#/applications/app-0/keys', button('More for Night job')],
  ...[
    ['key-reveal', 'Reveal…'],
    ['key-line', 'Copy as environment line…'],
    ['key-notes', 'Label and notes…'],
  ].map(([name, item]) => [
    name,
    '?test',
    '#/applications/app-0/keys',
    async (page) => {
      await button('More for Night job')(page)
      await page.getByRole('menuitem', { name: item }).click()
    },
  ]),
  [
    'key-hand-over',
    '?test',
    '#/applications/app-0/keys',
    async (page) => {
      await button('More for Night job')(page)
      await page.getByRole('menuitem', { name: 'Hand over to a file…' }).click()
      await button('Choose place…')(page)
    },
  ],
  ['address-sets', '?test', '#/address-sets', button('Plan for Campus egress')],
  ['address-set-new', '?test', '#/address-sets', button('New address set')],
  ['resources', '', '#/applications/app-1/resources'],
  [
    'resources-checks',
    '?checks',
    '#/applications/app-1/resources',
    async (page) => {
      await button('Export API Settings')(page)
      await page.getByRole('menuitem', { name: 'Excel' }).click()
      await page.getByRole('alert').waitFor()
      await button('Why no links?')(page)
    },
  ],
  ['export-menu', '', '#/applications/app-1/resources', button('Export API Settings')],
  [
    'credentials',
    '',
    '#/applications/app-1/resources',
    async (page) => {
      await button('Edit credentials')(page)
      await page.getByLabel('Password').fill('x')
      await button('Save')(page)
      await page.getByRole('alert').waitFor()
    },
  ],
  ['resource', '', '#/applications/app-1/resource/persons'],
  ['preferences', '', '#/preferences', (page) => page.getByLabel('Plain CSV').check()],
]

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
mkdirSync(pictures, { recursive: true })
let faults = 0
for (const [theme, width, height] of [
  ['light', 1280, 800],
  ['dark', 1280, 800],
  ['light', 900, 600],
])
  for (const [name, query, hash, act] of scenes.filter(([each]) => each.includes(only))) {
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' })
    const page = await context.newPage()
    const label = `${name}-${theme}-${width}`
    const tell = (text) => {
      faults += 1
      process.stdout.write(`${label}: ${text}\n`)
    }
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && tell(message.text()))
    page.on('pageerror', (error) => tell(String(error)))
    await page.goto(`http://127.0.0.1:${port}/${query || '?state=full'}&theme=${theme}${hash}`)
    await page.waitForTimeout(350)
    try {
      await act?.(page)
      await page.waitForTimeout(350)
    } catch (error) {
      tell(String(error).slice(0, 300))
    }
    const { violations } = await new AxeBuilder({ page }).analyze()
    for (const { id, nodes } of violations)
      tell(
        `axe ${id}: ${nodes
          .map(({ html, any }) => `${html.slice(0, 140)} ${any[0]?.message ?? ''}`)
          .join(' | ')
          .slice(0, 600)}`,
      )
    await page.screenshot({ path: join(pictures, `${label}.png`) })
    await context.close()
  }
await browser.close()
server.close()
process.stdout.write(`${faults} faults\n`)
