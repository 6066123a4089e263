import { describe, expect, test } from 'vitest'
import { columnsThatFit, gridTemplate, type Column } from '../../../../src/renderer/ui/table/column'
import { nextRow } from '../../../../src/renderer/ui/table/row-keys'
import { sortRows, toggled } from '../../../../src/renderer/ui/table/sorting'

type Row = { name: string; count: number }
const columns: Column<Row>[] = [
  { id: 'name', header: 'Name', value: (row) => row.name, minWidth: 200, grow: 2 },
  { id: 'count', header: 'Count', value: (row) => row.count, minWidth: 100, priority: 2 },
  { id: 'note', header: 'Note', value: () => '', minWidth: 100, priority: 3 },
]

describe('columns on a narrow table', () => {
  test('the least important go first, and the order stays', () => {
    expect(columnsThatFit(columns, 400).map(({ id }) => id)).toEqual(['name', 'count', 'note'])
    expect(columnsThatFit(columns, 399).map(({ id }) => id)).toEqual(['name', 'count'])
  })
  test('the first priority never goes', () => {
    expect(columnsThatFit(columns, 10).map(({ id }) => id)).toEqual(['name'])
  })
  test('share what is left by their weight', () => {
    expect(gridTemplate(columns)).toBe('minmax(200px, 2fr) 100px 100px')
  })
})

describe('keys in a table', () => {
  test.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['PageDown', 2, 7],
    ['PageUp', 2, 0],
    ['Home', 5, 0],
    ['End', 5, 9],
  ])('%s from row %s goes to row %s', (key, from, to) => {
    expect(nextRow(key, from, 10, 5)).toBe(to)
  })
  test('other keys, and an empty table, move nothing', () => {
    expect(nextRow('a', 0, 10, 5)).toBeNull()
    expect(nextRow('ArrowDown', 0, 0, 5)).toBeNull()
  })
})

describe('sorting', () => {
  const rows: Row[] = [
    { name: 'item 10', count: 2 },
    { name: 'Ítem 9', count: 2 },
    { name: 'item 2', count: 10 },
  ]
  test('text sorts as people read it: case and accents aside, numbers by value', () => {
    expect(sortRows(rows, columns, { id: 'name', desc: false }).map(({ name }) => name)).toEqual(['item 2', 'Ítem 9', 'item 10'])
  })
  test('numbers sort as numbers, and equal rows keep their order both ways', () => {
    expect(sortRows(rows, columns, { id: 'count', desc: false }).map(({ name }) => name)).toEqual(['item 10', 'Ítem 9', 'item 2'])
    expect(sortRows(rows, columns, { id: 'count', desc: true }).map(({ name }) => name)).toEqual(['item 2', 'item 10', 'Ítem 9'])
  })
  test('without a column the rows stay as they came', () => {
    expect(sortRows(rows, columns, null)).toBe(rows)
  })
  test('the same header turns the order, another starts ascending', () => {
    expect(toggled(null, 'name')).toEqual({ id: 'name', desc: false })
    expect(toggled({ id: 'name', desc: false }, 'name')).toEqual({ id: 'name', desc: true })
    expect(toggled({ id: 'name', desc: true }, 'count')).toEqual({ id: 'count', desc: false })
  })
})

test('a column whose value changes is sorted anew, though the rows are the same', () => {
  const rows = [{ id: 'a' }, { id: 'b' }]
  const by = (order: Record<string, number>) => [{ id: 'x', header: 'X', minWidth: 1, value: (row: { id: string }) => order[row.id] ?? 0 }]
  const sorting = { id: 'x', desc: false }
  expect(sortRows(rows, by({ a: 1, b: 2 }), sorting).map(({ id }) => id)).toEqual(['a', 'b'])
  expect(sortRows(rows, by({ a: 2, b: 1 }), sorting).map(({ id }) => id)).toEqual(['b', 'a'])
})

test('words that people do not tell apart keep the order they came in, both ways', () => {
  const rows = ['b', 'A', 'a', 'B'].map((name, index) => ({ name, index }))
  const columns = [{ id: 'name', header: 'Name', minWidth: 1, value: (row: { name: string }) => row.name }]
  const order = (desc: boolean) => sortRows(rows, columns, { id: 'name', desc }).map(({ index }) => index)
  expect(order(false)).toEqual([1, 2, 0, 3])
  expect(order(true)).toEqual([0, 3, 1, 2])
})
