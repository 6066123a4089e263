import { createActivityRepo } from '../../src/main/features/activity/activity.repo'
import { someActivity } from './any-activity'
import { createFakeClock } from './fake-clock'
import { openTestJournal } from './open-journal'

// A process of its own that writes to the log: <journal> <name> <how many>.
const [, , path = '', name = '', count = '0'] = process.argv
const journal = openTestJournal(path, createFakeClock())
const repo = createActivityRepo(journal)
for (let number = 1; number <= Number(count); number += 1) repo.add(someActivity({ subject: `${name} ${number}` }))
journal.close()
