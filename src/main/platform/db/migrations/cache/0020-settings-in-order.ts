import type { Migration } from '../migration'

export const settingsInOrder: Migration = {
  version: 20,
  name: 'settings-in-order',
  up: (db) => {
    // An export goes through the settings by title, page by page: sorting 100,000 of them at once would stop the app.
    db.exec(`
      CREATE INDEX current_settings_by_title
        ON versions (environment_id, kind, application_id, json_extract(body, '$.row.title'), item_id)
        WHERE until_snapshot IS NULL
          AND kind IN ('mapping-settings', 'default-settings', 'configuration-settings',
                       'compound-configuration-settings', 'collection-configuration-settings');
    `)
  },
}
