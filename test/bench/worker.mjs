import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const loader = new URL('../fakes/resolve-ts.mjs', import.meta.url).href

/**
 * A program of `workers/` in a Node of its own, where nothing of the bench disturbs it. It runs our sources as they are.
 * @param {string} file
 */
export function startWorker(file) {
  const child = fork(fileURLToPath(new URL(`./workers/${file}`, import.meta.url)), { execArgv: ['--expose-gc', '--import', loader] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  return {
    /** Does one of the program's tasks and gives what it measured. */
    ask: (/** @type {string} */ task, /** @type {unknown} */ input) =>
      new Promise((resolve, reject) => {
        const onExit = () => reject(new Error(`${file} ended before it had done "${task}"`))
        child.once('exit', onExit)
        child.once('message', ({ answer, error }) => {
          child.off('exit', onExit)
          if (error === undefined) resolve(answer)
          else reject(new Error(`${file} could not do "${task}": ${error}`))
        })
        child.send({ task, input })
      }),
    /** The program tidies up and goes. */
    async stop() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

/** The steps of a scenario that is measured in such programs: they start before the first pair and end after the last. */
export function createWorkers(/** @type {string[]} */ ...files) {
  let workers = []
  return {
    ask: (/** @type {string} */ task, /** @type {unknown} */ input, index = 0) => workers[index].ask(task, input),
    steps: {
      prepare: async () => {
        workers = files.map(startWorker)
      },
      cleanUp: async () => {
        for (const worker of workers.splice(0)) await worker.stop()
      },
    },
  }
}
