import { expect, it } from 'vitest'
import type { SyncGap } from '#shared/contract/environments'
import { EnvironmentId } from '#shared/contract/op'
import { createEnvironmentsService } from '../../../src/main/features/environments/environments.service'

const environmentId = EnvironmentId.parse('11111111-1111-4111-8111-111111111111')
const profile = { id: environmentId, name: 'Maple', tenant: { id: 't', name: 'Maple', label: 'Test' } }

/** The service with a reading that the test ends. */
function setUp() {
  const begun: { signal: AbortSignal; end: (gaps: SyncGap[]) => void }[] = []
  const deps = {
    repo: { get: () => profile },
    snapshots: { lastReadAt: () => null, counts: () => ({ applications: 0, settings: 0 }) },
    protection: { unlockedUntil: () => null },
    changed: () => undefined,
    sync: (_environment: unknown, signal: AbortSignal) =>
      new Promise<SyncGap[]>((resolve, reject) => {
        begun.push({ signal, end: resolve })
        signal.addEventListener('abort', () => reject(new Error('stopped')))
      }),
  }
  // A reading needs nothing else of what the service stands on.
  const service = createEnvironmentsService(deps as never)
  return { begun, service }
}
const asked = (signal = new AbortController().signal) => ({ windowId: 1, signal })

it('who asks while an environment is being read gets the answer of that reading', async () => {
  const { begun, service } = setUp()
  const first = service.sync({ environmentId }, asked())
  const second = service.sync({ environmentId }, asked())
  begun[0]!.end([])
  expect(await second).toEqual(await first)
  expect(begun).toHaveLength(1)
  void service.sync({ environmentId }, asked())
  expect(begun).toHaveLength(2)
})

it('a reading is stopped by a person, or with the window that asked', async () => {
  const { service } = setUp()
  const byPerson = service.sync({ environmentId }, asked())
  service.cancelSync({ environmentId })
  await expect(byPerson).rejects.toMatchObject({ code: 'cancelled' })
  const gone = new AbortController()
  const byWindow = service.sync({ environmentId }, asked(gone.signal))
  gone.abort()
  await expect(byWindow).rejects.toMatchObject({ code: 'cancelled' })
})
