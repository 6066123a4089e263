/**
 * The same object, whose named methods call `point` before they do anything and after all of it: whoever stops the process
 * there stops it before and after each write or answer.
 */
export function mortal<T extends object>(target: T, names: readonly (keyof T)[], point: () => void): T {
  return new Proxy(target, {
    get(object, name) {
      const own: unknown = Reflect.get(object, name)
      if (typeof own !== 'function') return own
      return (...input: unknown[]): unknown => {
        // The names are those of T; the proxy's own may be any.
        const isNamed = names.includes(name as keyof T)
        if (isNamed) point()
        const result: unknown = Reflect.apply(own, object, input)
        if (!isNamed) return result
        if (!(result instanceof Promise)) {
          point()
          return result
        }
        return result.then((value: unknown) => {
          point()
          return value
        })
      }
    },
  })
}
