import { createCache } from './cache/0010-create-cache'
import { createJournal } from './journal/0010-create-journal'
import { keysAndRotations } from './journal/0020-keys-and-rotations'

/** In order. Versions step by ten so that a fix can be slipped between two. A shipped migration is never edited. */
export const journalMigrations = [createJournal, keysAndRotations]
export const cacheMigrations = [createCache]
