const REDACTED = '[REDACTED]'

/**
 * A value that must not be seen by accident: printing, logging, serialising and cloning it give `[REDACTED]` or nothing.
 * The private field is out of reach of `Object.entries`, `structuredClone` and inspectors; only `expose` opens it.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself. Call it where the value is used, and keep the result in no field and no message. */
  expose(): string {
    return this.#value
  }

  toString(): string {
    return REDACTED
  }

  toJSON(): string {
    return REDACTED
  }

  [Symbol.toPrimitive](): string {
    return REDACTED
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED
  }
}
