import { Preferences } from '#shared/contract/preferences'
import type { Db } from '../../platform/db/open'

/** All the SQL about preferences: one row for each that differs from its default. */
export function createPreferencesRepo(db: Db) {
  const all = db.prepare<[], { name: string; value: string }>('SELECT name, value FROM preferences')
  const put = db.prepare<[string, string]>(
    'INSERT INTO preferences (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  return {
    /** A value that no longer fits (an older or newer app wrote it) gives way to its default; the others stay. */
    read(): Preferences {
      const kept: Record<string, unknown> = {}
      for (const { name, value } of all.all()) {
        const field = name in Preferences.shape ? Preferences.shape[name as keyof Preferences] : undefined
        const parsed = field?.safeParse(JSON.parse(value))
        if (parsed?.success) kept[name] = parsed.data
      }
      return Preferences.parse(kept)
    },
    write: (patch: Partial<Preferences>) =>
      db.transaction(() => {
        for (const [name, value] of Object.entries(patch)) put.run(name, JSON.stringify(value))
      })(),
  }
}
export type PreferencesRepo = ReturnType<typeof createPreferencesRepo>
