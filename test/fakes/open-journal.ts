import { openJournal, type Db } from '../../src/main/platform/db/open'
import type { Clock } from '../../src/main/platform/clock'

/** A journal under a name that a declaration can say: that of its package is one that it cannot. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the name is the point
export interface Journal extends Db {}

/** The journal at a path, as the app opens it. */
export const openTestJournal = (path: string, clock: Clock): Journal => openJournal(path, { clock }).db
