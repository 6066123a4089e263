import { createCache } from './cache/0010-create-cache'
import { settingsInOrder } from './cache/0020-settings-in-order'
import { searchAndPast } from './cache/0030-search-and-past'
import { createJournal } from './journal/0010-create-journal'
import { keysAndRotations } from './journal/0020-keys-and-rotations'
import { importsAndUpgrades } from './journal/0030-imports-and-upgrades'
import { knownKeys } from './journal/0040-known-keys'
import { chainActivity } from './journal/0050-chain-activity'
import { refreshesAndAnalytics } from './journal/0060-refreshes-and-analytics'

/** In order. Versions step by ten so that a fix can be slipped between two. A shipped migration is never edited. */
export const journalMigrations = [createJournal, keysAndRotations, importsAndUpgrades, knownKeys, chainActivity, refreshesAndAnalytics]
export const cacheMigrations = [createCache, settingsInOrder, searchAndPast]
