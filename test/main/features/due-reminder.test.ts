import { describe, expect, it } from 'vitest'
import { createDueReminder, type Reminder } from '../../../src/main/features/rotations/due-reminder'
import type { RotationRecord } from '../../../src/main/features/rotations/rotations.repo'
import { createFakeClock } from '../../fakes/fake-clock'

const noon = (day: number) => new Date(2026, 10, day, 12).getTime()
const rotation = (id: string, endsOn: string | null, over: object = {}) =>
  ({
    id,
    environmentId: 'e',
    applicationName: 'Housing Portal',
    state: 'distributed',
    endsOn,
    oldKey: { id: 'k', hint: 'ab…cd', label: '' },
    ...over,
  }) as unknown as RotationRecord // what a reminder does not read is left out

function setUp(rotations: RotationRecord[]) {
  const clock = createFakeClock(noon(25))
  const kept = new Map<string, string>()
  const reminders: Reminder[] = []
  const reminder = createDueReminder({
    clock,
    unfinished: () => rotations,
    remindedOn: (id) => kept.get(id),
    keepReminded(day, ids) {
      kept.clear()
      for (const id of ids) kept.set(id, day)
    },
    remind: (each) => reminders.push(each),
  })
  return { clock, reminder, reminders, ids: () => reminders.map(({ rotationId }) => rotationId) }
}

describe('reminders of due rotations', () => {
  it('speak of those whose planned end is today or past, with the way to it', () => {
    const { reminder, reminders } = setUp([
      rotation('today', '2026-11-25', { oldKey: { id: 'k', hint: 'ab…cd', label: 'Nightly job' } }),
      rotation('past', '2026-11-01'),
      rotation('later', '2026-11-26'),
      rotation('open', null),
      rotation('done', '2026-11-01', { state: 'done' }),
    ])
    reminder.look()
    expect(reminders).toEqual([
      { application: 'Housing Portal', label: 'Nightly job', environmentId: 'e', rotationId: 'today' },
      { application: 'Housing Portal', label: 'ab…cd', environmentId: 'e', rotationId: 'past' },
    ])
  })

  it('come once a day, and again the next day', () => {
    const { clock, reminder, ids } = setUp([rotation('r', '2026-11-25')])
    reminder.look()
    reminder.look()
    expect(ids()).toEqual(['r'])
    clock.pass(24 * 3_600_000)
    reminder.look()
    expect(ids()).toEqual(['r', 'r'])
  })

  it('speak the same day of one that is planned later', () => {
    const rotations = [rotation('r', '2026-11-25')]
    const { reminder, ids } = setUp(rotations)
    reminder.look()
    rotations.push(rotation('s', '2026-11-25'))
    reminder.look()
    expect(ids()).toEqual(['r', 's'])
  })

  it('do not flood the desktop', () => {
    const { reminder, ids } = setUp(Array.from({ length: 20 }, (_each, index) => rotation(`r${String(index)}`, '2026-11-25')))
    reminder.look()
    reminder.look()
    expect(ids()).toHaveLength(3)
  })
})
