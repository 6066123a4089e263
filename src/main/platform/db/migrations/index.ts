import { createCache } from './cache/0010-create-cache'
import { createJournal } from './journal/0010-create-journal'

/** In order. Versions step by ten so that a fix can be slipped between two. A shipped migration is never edited. */
export const journalMigrations = [createJournal]
export const cacheMigrations = [createCache]
