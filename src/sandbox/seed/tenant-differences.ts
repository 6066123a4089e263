import type { SettingFamily } from '#shared/wire/media-types'
import type { SourceSlug } from './resources'

type SettingsChange = { source: SourceSlug; family: SettingFamily; id: string; change: Record<string, unknown> }

/** What Test says otherwise than Production; README.md beside this file lists the same in words. */
export const TEST_DIFFERENCES: { settings: SettingsChange[]; iso: Record<string, { isoCode: string } | undefined> } = {
  settings: [
    {
      source: 'erp',
      family: 'mapping-settings',
      id: '8fc24a8a-d53e-593f-b296-e9c57910d5c0',
      change: { ethos: { resources: [{ resource: 'email-types', propertyName: 'emailType' }], enumeration: 'other' } },
    },
    {
      source: 'erp',
      family: 'default-settings',
      id: '46084c55-f047-54ac-9b23-294b83feaa10',
      change: { source: { title: 'Third year', value: '300' } },
    },
    { source: 'erp', family: 'default-settings', id: '079d0284-882f-55c0-ae71-3300ce94ba27', change: { source: undefined } },
    {
      source: 'erp',
      family: 'configuration-settings',
      id: 'e4367a8f-41f0-51bf-8aaf-3ad1a0055d2c',
      change: { source: { title: 'No', value: 'N' } },
    },
    {
      source: 'erp',
      family: 'collection-configuration-settings',
      id: '58cd7482-10b6-5285-90ec-dbd2068a35b3',
      change: { sourceSettings: [{ title: 'New', value: 'N' }] },
    },
    {
      source: 'integration',
      family: 'mapping-settings',
      id: '645b14a1-72db-5fa1-b9c0-f9ce2fbbe186',
      change: { source: { title: 'Mailing', value: 'MA' } },
    },
    {
      source: 'integration',
      family: 'default-settings',
      id: '1f0554d7-e2c2-5fb3-b57a-175a80abc698',
      change: { source: { title: 'Canada', value: 'CA' } },
    },
    {
      source: 'integration',
      family: 'configuration-settings',
      id: '92a43c19-1914-5851-b8cc-391f84f3719a',
      change: { source: { title: 'Alpha-3', value: '3' } },
    },
  ],
  iso: {
    // Czech Republic has no code in Production.
    '74a4dade-2dea-5a90-9264-687571e8a4c2': { isoCode: 'CZE' },
    // A code that no choice knows: kept and flagged by clients.
    '7fbe3c39-5816-50a4-b4b4-18904bc2d41b': { isoCode: 'cmn' },
    'd2b1246e-0550-54be-9ea1-1b0d255604fd': { isoCode: 'GBP' },
  },
}
