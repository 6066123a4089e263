import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('the security document names tests that are there', () => {
  const named = readFileSync('docs/security.md', 'utf8').match(/test\/[\w./-]+\.ts/g) ?? []
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((path) => !existsSync(path))).toEqual([])
})
