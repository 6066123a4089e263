import fc from 'fast-check'
import { expect, it } from 'vitest'
import { safeFileName } from '../../../../src/main/platform/files/safe-name'

it.each([
  ['Ridgeline ERP API settings 2026-11-24', 'Ridgeline ERP API settings 2026-11-24.csv'],
  ['../../etc/passwd', 'etc-passwd.csv'],
  ['..\\..\\boot.ini', 'boot.ini.csv'],
  ['/absolute', 'absolute.csv'],
  ['C:\\x', 'C--x.csv'],
  ['a\u0000b\u001fc', 'abc.csv'],
  ['line\nbreak\ttab', 'line break tab.csv'],
  ['abc\u202egpj', 'abcgpj.csv'],
  ['\u2066x\u2069\u200b', 'x.csv'],
  ['ends. . ', 'ends.csv'],
  ['.hidden', 'hidden.csv'],
  ['--switch', 'switch.csv'],
  ['CON', '_CON.csv'],
  ['nul.txt', '_nul.txt.csv'],
  ['Com1 ', '_Com1.csv'],
  ['lpt² .x', '_lpt² .x.csv'],
  ['CONSOLE', 'CONSOLE.csv'],
  ['a<b>:"|?*c', 'a-b------c.csv'],
  ['', 'export.csv'],
  ['...', 'export.csv'],
  ['\ud800x', 'x.csv'],
  ['Ä'.normalize('NFD'), 'Ä.csv'],
])('makes %j into %j', (name, expected) => {
  expect(safeFileName(name, 'csv')).toBe(expected)
})

it('cuts 300 emoji between two of them', () => {
  const name = safeFileName('👩‍👩‍👧'.repeat(300), 'csv')
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120)
  expect(name.isWellFormed()).toBe(true)
  expect(name.endsWith('.csv')).toBe(true)
})

it('makes a safe name of anything', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 400 })),
      fc.string(),
      (name, extension) => {
        const made = safeFileName(name, extension)
        expect(Buffer.byteLength(made)).toBeLessThanOrEqual(120)
        expect(made).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cf}]|^[.\s-]|[\s]$/u)
        expect(made).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i)
        expect(made.isWellFormed()).toBe(true)
      },
    ),
    { numRuns: 2000 },
  )
})
