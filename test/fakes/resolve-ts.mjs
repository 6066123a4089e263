// Lets plain Node run our sources in a process of their own (`node --import ./test/fakes/resolve-ts.mjs file.ts`): they
// import each other without an extension, which vite and tsc understand and Node does not.
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context)
    } catch (error) {
      if (!specifier.startsWith('.')) throw error
      try {
        return next(`${specifier}.ts`, context)
      } catch {
        return next(`${specifier}/index.ts`, context)
      }
    }
  },
})
