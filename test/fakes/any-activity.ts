import type { NewActivity } from '../../src/main/features/activity/activity.repo'

/** An entry of the activity log; what a test does not name is plain. */
export const someActivity = (over: Partial<NewActivity> = {}): NewActivity => ({
  at: '2026-05-01T10:00:00.000Z',
  environmentId: 'e1',
  environmentName: 'Maple',
  applicationId: 'a1',
  applicationName: 'Housing Portal',
  what: 'keys.modify',
  subject: '3a38…7121',
  before: '192.0.2.1',
  after: '192.0.2.0/28',
  outcome: 'done',
  code: null,
  requestId: 'r-1',
  ...over,
})
