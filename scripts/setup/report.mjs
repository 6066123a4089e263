/** A failure whose message is a sentence for the person at the keyboard: what to install or do. Never shown with a stack. */
export class SetupError extends Error {}

/**
 * One line a step. The stream is a parameter because commands whose stdout is data (`where`, `sandbox`) talk on stderr.
 * @param {NodeJS.WritableStream} stream
 */
export function createReport(stream = process.stdout) {
  return {
    stream,
    done: (/** @type {string} */ text) => void stream.write(`✓ ${text}\n`),
    busy: (/** @type {string} */ text) => void stream.write(`… ${text}\n`),
    note: (/** @type {string} */ text) => void stream.write(`• ${text}\n`),
  }
}

/**
 * The last stop of every command: an expected failure is one sentence; a bug keeps its stack for whoever sets HUBKEEPER_DEBUG.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    process.stderr.write(`✗ ${text}\n`)
    if (process.env.HUBKEEPER_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`)
    else if (!(error instanceof SetupError)) process.stderr.write('  This is a bug in scripts/; HUBKEEPER_DEBUG=1 shows where.\n')
    process.exitCode = 1
  }
}
