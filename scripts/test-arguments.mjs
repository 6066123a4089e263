import { SetupError } from './setup/report.mjs'

/**
 * `--only <check>` runs one check; what follows it goes to that check's runner. Anything else is a mistake worth a sentence, because a
 * misread option that runs less than everything looks like green.
 * @param {string[]} args
 * @param {string[]} names
 * @returns {{ only: string | undefined, extra: string[] }}
 */
export function parseTestArguments(args, names) {
  if (args.length === 0) return { only: undefined, extra: [] }
  const [option, name, ...rest] = args
  if (option !== '--only' || !names.includes(name ?? '')) {
    throw new SetupError(`Usage: npm test [-- --only ${names.join('|')} [-- arguments for its runner]]`)
  }
  const extra = rest[0] === '--' ? rest.slice(1) : rest
  return { only: name, extra }
}
