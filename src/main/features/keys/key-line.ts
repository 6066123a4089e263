import { Secret } from '../../platform/secret'

/** The key alone, or the line that sets it as an environment variable. */
export const keyLine = (value: Secret, variable: string | undefined): Secret =>
  variable === undefined ? value : new Secret(`${variable}=${value.expose()}`)
