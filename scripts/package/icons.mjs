#!/usr/bin/env node
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { launchOf } from '../launch.mjs'
import { inRoot } from '../setup/places.mjs'
import { createReport, runMain } from '../setup/report.mjs'
import { setUp } from '../setup.mjs'

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

/** Apple's name for a picture of each size; some sizes have two, one of them for displays of double density. */
const appleTypes = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 }

// node scripts/with-session.mjs node scripts/package/icons.mjs: draws resources/icons/icon.svg in all sizes. The drawing is done by
// the app's own page (built before: npm run build), so that no other program is needed.
await runMain(async () => {
  const report = createReport()
  const { executable, args } = launchOf(await setUp({ report }))
  const { _electron } = await import('@playwright/test')
  const userData = mkdtempSync(path.join(tmpdir(), 'hubkeeper-icons-'))
  const app = await _electron.launch({ executablePath: executable, args, env: { ...process.env, HUBKEEPER_USER_DATA: userData } })
  try {
    const page = await app.firstWindow()
    const pictures = await page.evaluate(draw, { svg: readFileSync(inRoot('resources/icons/icon.svg'), 'base64'), sizes })
    const pngs = new Map(sizes.map((size, at) => [size, Buffer.from(pictures[at].split(',')[1], 'base64')]))
    mkdirSync(inRoot('resources/icons/png'), { recursive: true })
    for (const [size, png] of pngs) writeFileSync(inRoot(`resources/icons/png/${size}x${size}.png`), png)
    writeFileSync(inRoot('resources/icons/icon.ico'), ico([...pngs].filter(([size]) => size <= 256)))
    writeFileSync(inRoot('resources/icons/icon.icns'), icns(pngs))
    report.done('icons drawn into resources/icons')
  } finally {
    await app.close()
    rmSync(userData, { recursive: true, force: true })
  }
})

/** Runs in the page. */
async function draw({ svg, sizes: wanted }) {
  const image = new Image()
  image.src = `data:image/svg+xml;base64,${svg}`
  await image.decode()
  return wanted.map((size) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size })
    canvas.getContext('2d').drawImage(image, 0, 0, size, size)
    return canvas.toDataURL('image/png')
  })
}

/** A Windows icon: a directory of PNGs. A size of 256 is written as 0. */
function ico(/** @type {[number, Buffer][]} */ pngs) {
  const head = Buffer.alloc(6 + 16 * pngs.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pngs.length, 4)
  let offset = head.length
  pngs.forEach(([size, png], index) => {
    const at = 6 + 16 * index
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([head, ...pngs.map(([, png]) => png)])
}

/** An Apple icon: blocks of a type, a length and a PNG. */
function icns(/** @type {Map<number, Buffer>} */ pngs) {
  const block = (/** @type {string} */ type, /** @type {Buffer} */ data) => {
    const head = Buffer.from(`${type}    `, 'latin1')
    head.writeUInt32BE(data.length + 8, 4)
    return Buffer.concat([head, data])
  }
  return block('icns', Buffer.concat(Object.entries(appleTypes).map(([type, size]) => block(type, pngs.get(size)))))
}
