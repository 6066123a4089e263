import { describe, expect, it } from 'vitest'
import type { Updater } from '../../../src/main/platform/updates/updater'
import { createUpdatesService } from '../../../src/main/features/updates/updates.service'

function feedWith(version: string | null) {
  const did: string[] = []
  const updater: Updater = {
    check: () => {
      did.push('check')
      return Promise.resolve(version)
    },
    download: () => {
      did.push('download')
      return Promise.resolve()
    },
    install: () => did.push('install'),
  }
  return { did, updater }
}

describe('updates', () => {
  it('load nothing until a person asks', async () => {
    let loads = 0
    const service = createUpdatesService({
      load: () => {
        loads += 1
        return Promise.resolve(null)
      },
    })
    expect(loads).toBe(0)
    expect(await service.check()).toEqual({ state: 'no-feed' })
    await service.check()
    expect(loads).toBe(1)
  })

  it('say when there is nothing newer', async () => {
    const { updater } = feedWith(null)
    expect(await createUpdatesService({ load: () => Promise.resolve(updater) }).check()).toEqual({ state: 'up-to-date' })
  })

  it('are fetched and installed one step after the other, each when it is asked for', async () => {
    const { did, updater } = feedWith('9.9.9')
    const service = createUpdatesService({ load: () => Promise.resolve(updater) })
    expect(await service.check()).toEqual({ state: 'available', version: '9.9.9' })
    expect(did).toEqual(['check'])
    expect(await service.download()).toEqual({ state: 'ready', version: '9.9.9' })
    expect(did).toEqual(['check', 'download'])
    expect(await service.check()).toEqual({ state: 'ready', version: '9.9.9' })
    await service.install()
    expect(did).toEqual(['check', 'download', 'install'])
  })

  it('install nothing that was not downloaded', async () => {
    const { did, updater } = feedWith('9.9.9')
    const service = createUpdatesService({ load: () => Promise.resolve(updater) })
    await service.check()
    await expect(service.install()).rejects.toMatchObject({ code: 'not-found' })
    expect(did).toEqual(['check'])
  })

  it('are one failure to the window, whatever the feed did, and can be tried again', async () => {
    const { updater } = feedWith('9.9.9')
    let isBroken = true
    const service = createUpdatesService({
      load: () =>
        Promise.resolve({
          ...updater,
          download: () => (isBroken ? Promise.reject(new Error('not signed by the publisher')) : Promise.resolve()),
        }),
    })
    await service.check()
    await expect(service.download()).rejects.toMatchObject({ code: 'remote' })
    isBroken = false
    expect(await service.download()).toEqual({ state: 'ready', version: '9.9.9' })
  })
})
