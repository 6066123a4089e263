import { createActivityRecorder } from '../../src/main/features/activity/activity-recorder'
import { createActivityRepo } from '../../src/main/features/activity/activity.repo'
import type { Clock } from '../../src/main/platform/clock'
import { createMemoryLog } from './memory-log'
import type { Journal } from './open-journal'

/** A recorder that writes to this journal, so that what a test looks for in the files would be found there. */
export const recorderInto = (journal: Journal, clock: Clock) =>
  createActivityRecorder({
    repo: createActivityRepo(journal),
    clock,
    log: createMemoryLog(),
    about: () => ({ environmentId: null }),
    nameOfEnvironment: () => null,
    nameOfApplication: () => null,
    changed: () => undefined,
  })
