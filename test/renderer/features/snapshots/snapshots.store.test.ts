import { expect, test } from 'vitest'
import { createSnapshotsStore } from '../../../../src/renderer/features/snapshots/snapshots.store'
import { formatBytes } from '../../../../src/renderer/i18n/format-bytes'
import { fakeMain, id, refused, settle } from '../../fake-main'

test('lists that were asked for are asked for again when their environment was read, or any', async () => {
  const main = fakeMain({ 'snapshots.list': () => ({ snapshots: [], isCut: false }) })
  const store = createSnapshotsStore(main.api.snapshots)
  await store.getState().load(id('a'))
  await store.getState().load(id('b'))
  store.getState().reload(id('a'))
  store.getState().reload(id('never shown'))
  store.getState().reload(null)
  await settle()
  expect(main.asked('snapshots.list')).toEqual(['a', 'b', 'a', 'a', 'b'].map((of) => ({ of })))
})

test('tidying up tells how much went and what is left, or why it did not work', async () => {
  const answers: unknown[] = [{ dropped: 3, bytes: 10, snapshots: 2 }, refused('disk')]
  const store = createSnapshotsStore(fakeMain({ 'snapshots.tidyUp': () => answers.shift() }).api.snapshots)
  await store.getState().tidyUp()
  expect(store.getState()).toMatchObject({ dropped: 3, isTidying: false, cache: { value: { bytes: 10, snapshots: 2 } } })
  await store.getState().tidyUp()
  expect(store.getState()).toMatchObject({ dropped: null, isTidying: false, failure: { code: 'disk' } })
})

test.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [4096, '4 kB'],
  [3_140_000, '3.1 MB'],
  [2_500_000_000, '2.5 GB'],
])('%d bytes are said as %s', (bytes, said) => expect(formatBytes('en', bytes)).toBe(said))
