import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { fork } from 'node:child_process'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ActivityCheck } from '#shared/contract/activity'
import { createChainCheck, lineOf } from '../../../src/main/features/activity/activity-chain'
import { createActivityRepo, type ActivityRepo } from '../../../src/main/features/activity/activity.repo'
import { someActivity } from '../../fakes/any-activity'
import { createFakeClock } from '../../fakes/fake-clock'
import { openTestJournal, type Journal } from '../../fakes/open-journal'
import { temporaryFolder } from '../../fakes/temporary-folder'

let path: string
let journal: Journal
let repo: ActivityRepo
beforeEach(() => {
  path = join(temporaryFolder(), 'journal.db')
  journal = openTestJournal(path, createFakeClock())
  repo = createActivityRepo(journal)
})
afterEach(() => {
  journal.close()
})

function checked(of: ActivityRepo = repo): ActivityCheck {
  const check = createChainCheck()
  for (const entry of of.chainAfter(0, 100_000)) {
    const broken = check.next(entry)
    if (broken) return broken
  }
  return check.end(of.highestId())
}
const fill = (count: number) => {
  for (let number = 1; number <= count; number += 1) repo.add(someActivity({ subject: `key ${number}` }))
}
const COLUMNS = ['at', 'environment_id', 'environment_name', 'application_id', 'application_name', 'what', 'subject', 'before', 'after', 'code', 'request_id'] // prettier-ignore

describe('the chain', () => {
  it('is whole after any entries, whatever is written in them, and gives back what was written', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 })
    const maybe = fc.option(text)
    const entries = fc.array(
      fc.record({ subject: text, before: maybe, after: maybe, requestId: maybe, applicationName: maybe, what: text, code: maybe }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(entries, (given) => {
        const from = repo.highestId()
        for (const entry of given) repo.add(someActivity(entry))
        expect(repo.chainAfter(from, 100)).toMatchObject(given)
        expect(checked()).toMatchObject({ isWhole: true, count: from + given.length })
      }),
      { numRuns: 60 },
    )
  })

  it('takes half of a character pair as it can be kept, and is whole', () => {
    repo.add(someActivity({ subject: 'a\uD83D' }))
    expect(checked()).toMatchObject({ isWhole: true })
  })

  it('can be verified from the exported lines with nothing but SHA-256', () => {
    fill(5)
    let previous = '0'.repeat(64)
    for (const line of repo.chainAfter(0, 10).map(lineOf)) {
      const { hash, ...rest } = JSON.parse(line) as Record<string, unknown>
      expect(rest.previousHash).toBe(previous)
      // The names are in the order of the alphabet already, and JSON keeps the order.
      expect(createHash('sha256').update(JSON.stringify(rest)).digest('hex')).toBe(hash)
      previous = String(hash)
    }
  })

  it('finds any change of any field at exactly that entry', () => {
    fill(12)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.constantFrom(...COLUMNS), fc.string({ minLength: 1 }), (id, column, text) => {
        const before = journal.prepare(`SELECT ${column} FROM activity WHERE id = ?`).pluck().get(id)
        if (before === text) return
        journal.prepare(`UPDATE activity SET ${column} = ? WHERE id = ?`).run(text, id)
        expect(checked()).toMatchObject({ isWhole: false, reason: 'changed', id, count: id - 1 })
        journal.prepare(`UPDATE activity SET ${column} = ? WHERE id = ?`).run(before, id)
        expect(checked()).toMatchObject({ isWhole: true, count: 12 })
      }),
      { numRuns: 100 },
    )
  })

  it('finds a failure that was made a success', () => {
    fill(2)
    journal.exec("UPDATE activity SET outcome = 'failed' WHERE id = 1")
    expect(checked()).toMatchObject({ isWhole: false, reason: 'changed', id: 1 })
  })

  it.each([
    ['the first', 1, { reason: 'missing', id: 2, count: 0 }],
    ['one in the middle', 5, { reason: 'missing', id: 6, count: 4 }],
    ['the last', 9, { reason: 'cut', id: 9, count: 8 }],
  ])('misses %s when it is taken out', (_which, id, found) => {
    fill(9)
    journal.prepare('DELETE FROM activity WHERE id = ?').run(id)
    expect(checked()).toMatchObject({ isWhole: false, ...found })
  })

  it('misses entries taken from the end also when others were written since', () => {
    fill(6)
    journal.exec('DELETE FROM activity WHERE id > 4')
    fill(3)
    expect(checked()).toMatchObject({ isWhole: false, reason: 'missing', id: 7, count: 4 })
  })

  it('shows an entry that was changed and hashed again by the one after it', () => {
    fill(4)
    const [second] = repo.chainAfter(1, 1)
    const { hash: _hash, ...rest } = { ...second!, subject: 'another' }
    const hash = createHash('sha256')
      .update(JSON.stringify(Object.fromEntries(Object.entries(rest).sort())))
      .digest('hex')
    journal.prepare('UPDATE activity SET subject = ?, hash = ? WHERE id = 2').run('another', hash)
    expect(checked()).toMatchObject({ isWhole: false, reason: 'missing', id: 3, count: 2 })
  })
})

describe('writers', () => {
  it('with a connection each follow one another and never fork', () => {
    const other = openTestJournal(path, createFakeClock())
    const second = createActivityRepo(other)
    for (let round = 0; round < 30; round += 1) {
      repo.add(someActivity({ subject: `one ${round}` }))
      second.add(someActivity({ subject: `two ${round}` }))
      if (round % 3 === 0) second.add(someActivity({ subject: `two again ${round}` }))
    }
    other.close()
    expect(checked()).toMatchObject({ isWhole: true, count: 70 })
  })

  it('in processes of their own that write at the same time wait for each other and lose nothing', async () => {
    const writers = [1, 2, 3].map(
      (name) =>
        new Promise<number | null>((resolve) => {
          fork(join(import.meta.dirname, '../../fakes/activity-writer.ts'), [path, String(name), '40'], {
            execArgv: ['--import', join(import.meta.dirname, '../../fakes/resolve-ts.mjs')],
          }).once('exit', resolve)
        }),
    )
    expect(await Promise.all(writers)).toEqual([0, 0, 0])
    expect(checked()).toMatchObject({ isWhole: true, count: 120 })
  }, 60_000)
})

describe('a page of the log', () => {
  const all = { environmentId: 'e1' }

  it('has the newest first, of the environment and of none, and goes on where it ended', () => {
    fill(5)
    repo.add(someActivity({ environmentId: 'e2', subject: 'elsewhere' }))
    repo.add(someActivity({ environmentId: null, environmentName: null, subject: 'everywhere' }))
    const first = repo.page(all, { limit: 2 })
    expect(first.entries.map(({ subject }) => subject)).toEqual(['everywhere', 'key 5'])
    expect(first).toMatchObject({ total: 6, hasMore: true })
    const rest = repo.page(all, { limit: 10, olderThan: first.entries.at(-1)!.id })
    expect(rest.entries.map(({ subject }) => subject)).toEqual(['key 4', 'key 3', 'key 2', 'key 1'])
    expect(rest.hasMore).toBe(false)
  })

  it('is narrowed to an application and an outcome', () => {
    fill(2)
    repo.add(someActivity({ applicationId: 'a2', outcome: 'failed', code: 'conflict', subject: 'mine' }))
    expect(repo.page({ ...all, applicationId: 'a2' }, { limit: 9 }).total).toBe(1)
    expect(repo.page({ ...all, outcome: 'failed' }, { limit: 9 }).entries).toMatchObject([{ subject: 'mine', code: 'conflict' }])
    expect(repo.page({ ...all, applicationId: 'a1', outcome: 'failed' }, { limit: 9 }).total).toBe(0)
  })

  it('holds every word in any of its fields, or is one of the operations that are called so; case and accents do not count', () => {
    repo.add(someActivity({ subject: 'Café', applicationName: 'Orders' }))
    repo.add(someActivity({ subject: 'Other', applicationName: 'Orders', what: 'keys.copy', requestId: null, before: null }))
    const found = (...words: { text: string; whats: string[] }[]) =>
      repo.page({ ...all, words }, { limit: 9 }).entries.map(({ subject }) => subject)
    const word = (text: string, ...whats: string[]) => ({ text, whats })
    expect(found(word('CAFE'), word('orders'))).toEqual(['Café'])
    expect(found(word('kopieren', 'keys.copy'))).toEqual(['Other'])
    expect(found(word('kopieren', 'keys.copy'), word('café'))).toEqual([])
    expect(found(word('orders'))).toEqual(['Other', 'Café'])
    for (const odd of ['%', '_', '"', "'", '\\', '[', '{"a":1}', '\u0000']) expect(found(word(odd))).toEqual([])
  })
})
