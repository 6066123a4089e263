import { describe, expect, it } from 'vitest'
import { createRecovery } from '../../../src/main/window/recovery'

type World = { unsaved?: string[]; afterCrash?: 'reload' | 'close'; aboutHang?: 'reload' | 'wait' }

function setUp({ unsaved = [], afterCrash = 'reload', aboutHang = 'wait' }: World = {}) {
  let now = 0
  const done: string[] = []
  let answerHang: ((answer: 'reload' | 'wait') => void) | null = null
  const recovery = createRecovery({
    now: () => now,
    reload: () => done.push('reload'),
    end: () => done.push('end'),
    close: () => done.push('close'),
    askAfterCrash: () => {
      done.push('ask')
      return Promise.resolve(afterCrash)
    },
    askAboutHang: (names) => {
      done.push(`ask about ${names.join()}`)
      return new Promise((resolve) => {
        answerHang = resolve
      })
    },
    unsaved: () => unsaved,
    reloaded: () => done.push('told'),
    report: () => undefined,
  })
  return {
    recovery,
    done,
    pass: (ms: number) => {
      now += ms
    },
    answerHang: () => answerHang?.(aboutHang),
  }
}

describe('a page that stops working', () => {
  it('is opened again once, and then a person is asked', async () => {
    const { recovery, done } = setUp()
    await recovery.crashed('crashed')
    expect(done).toEqual(['reload', 'told'])
    await recovery.crashed('crashed')
    expect(done).toEqual(['reload', 'told', 'ask', 'reload', 'told'])
  })

  it('closes its window when the person wants that', async () => {
    const { recovery, done } = setUp({ afterCrash: 'close' })
    await recovery.crashed('oom')
    await recovery.crashed('oom')
    expect(done).toEqual(['reload', 'told', 'ask', 'close'])
  })

  it('has a chance again after it was fine for a while', async () => {
    const { recovery, done, pass } = setUp()
    await recovery.crashed('crashed')
    pass(5 * 60_000)
    await recovery.crashed('crashed')
    expect(done).toEqual(['reload', 'told', 'reload', 'told'])
  })
})

describe('a page that hangs', () => {
  it('is ended, and opened again when it is gone', async () => {
    const { recovery, done } = setUp()
    await recovery.hung()
    await recovery.crashed('killed')
    expect(done).toEqual(['end', 'reload', 'told'])
  })

  it('is not ended while something in it is not saved, unless the person says so', async () => {
    const { recovery, done, answerHang } = setUp({ unsaved: ['3 changed settings'], aboutHang: 'reload' })
    const asked = recovery.hung()
    expect(done).toEqual(['ask about 3 changed settings'])
    answerHang()
    await asked
    await recovery.crashed('killed')
    expect(done).toEqual(['ask about 3 changed settings', 'end', 'reload', 'told'])
  })

  it('is left alone when it came back while the question stood there', async () => {
    const { recovery, done, answerHang } = setUp({ unsaved: ['a note'], aboutHang: 'reload' })
    const asked = recovery.hung()
    recovery.answersAgain()
    answerHang()
    await asked
    expect(done).toEqual(['ask about a note'])
  })

  it('asks one question at a time', async () => {
    const { recovery, done, answerHang } = setUp({ unsaved: ['a note'] })
    const asked = recovery.hung()
    await recovery.hung()
    answerHang()
    await asked
    expect(done).toEqual(['ask about a note'])
  })

  it('is not ended a second time without asking', async () => {
    const { recovery, done } = setUp()
    await recovery.hung()
    await recovery.crashed('killed')
    void recovery.hung()
    expect(done).toEqual(['end', 'reload', 'told', 'ask about '])
  })
})
