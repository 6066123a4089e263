import { join } from 'node:path'
import { test, type Page } from '@playwright/test'
import { launch, temporaryFolder, type Running } from './launch'
import { Hubkeeper } from './pages/hubkeeper'
import { startSandboxProcess, type SandboxProcess, type TenantHandle } from './sandbox-process'

/** What a story of one person and one hub needs. Its members are there once the first test runs. */
export type HubStory = {
  sandbox: SandboxProcess
  /** The open Test tenant that the window is connected to. */
  tenant: TenantHandle
  running: Running
  hubkeeper: Hubkeeper
  page: Page
  /** A path in the story's own folder, which is gone afterwards. */
  path(name: string): string
  /** Ends the app as a crash would, and starts it again on the same data. */
  crash(): Promise<void>
}

/** Connects a fresh app to a sandbox hub of its own before the tests of a `describe.serial`, and tidies up after them. */
export function hubStory(): HubStory {
  const story = {} as HubStory // filled by beforeAll, and read by nothing earlier
  let folder: Awaited<ReturnType<typeof temporaryFolder>>

  const start = async () => {
    story.running = await launch(story.path('data'))
    story.page = story.running.page
    story.hubkeeper = new Hubkeeper(story.page)
  }

  test.beforeAll(async () => {
    folder = await temporaryFolder()
    story.path = (name) => join(folder.path, name)
    story.sandbox = await startSandboxProcess()
    story.tenant = story.sandbox.tenant('Test')
    story.crash = async () => {
      const gone = new Promise((resolve) => story.running.app.process().once('exit', resolve))
      story.running.app.process().kill('SIGKILL')
      await gone
      await start()
    }
    await start()
    await story.hubkeeper.connectFromFirstRun(story.tenant, 'Maple Test', 'Test')
    await story.hubkeeper.untilRead()
  })
  test.afterAll(async () => {
    await story.running.close()
    await story.sandbox.stop()
    await folder.remove()
  })
  return story
}
