import { expect, it } from 'vitest'
import { createSecretClipboard } from '../../../src/main/features/keys/secret-clipboard'
import { Secret } from '../../../src/main/platform/secret'

function setup() {
  const board = { text: '' }
  let due: (() => void) | null = null
  const secrets = createSecretClipboard({
    clipboard: {
      read: () => Promise.resolve(board.text),
      write: (text) => {
        board.text = text
        return Promise.resolve()
      },
      clear: () => (board.text = ''),
    },
    schedule(run) {
      due = run
      return () => (due = null)
    },
  })
  // The clearing that the timer starts is awaited through the next turn of the loop.
  const timePasses = async () => {
    due?.()
    await new Promise(setImmediate)
  }
  return { board, secrets, timePasses }
}

it('takes the key off again after the time', async () => {
  const { board, secrets, timePasses } = setup()
  await secrets.put(new Secret('a key'), 60)
  expect(board.text).toBe('a key')
  await timePasses()
  expect(board.text).toBe('')
})

it("leaves a person's own copy alone", async () => {
  const { board, secrets, timePasses } = setup()
  await secrets.put(new Secret('a key'), 60)
  board.text = 'a shopping list'
  await timePasses()
  expect(board.text).toBe('a shopping list')
})

it('clears at the end of the app, once', async () => {
  const { board, secrets, timePasses } = setup()
  await secrets.put(new Secret('a key'), 60)
  await secrets.clear()
  expect(board.text).toBe('')
  board.text = 'later'
  await timePasses()
  expect(board.text).toBe('later')
})

it('a second key restarts the time', async () => {
  const { board, secrets, timePasses } = setup()
  await secrets.put(new Secret('first'), 60)
  await secrets.put(new Secret('second'), 60)
  expect(board.text).toBe('second')
  await timePasses()
  expect(board.text).toBe('')
})
