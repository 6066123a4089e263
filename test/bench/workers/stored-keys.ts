import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createForkHost } from '../../fakes/fork-host'
import { createMemoryLog } from '../../fakes/memory-log'
import { createEnvironmentsRepo } from '../../../src/main/features/environments/environments.repo'
import { systemClock as clock } from '../../../src/main/platform/clock'
import { openJournal } from '../../../src/main/platform/db/open'
import { createKeytarKeychain } from '../../../src/main/platform/keychain/keytar-keychain'
import { Secret } from '../../../src/main/platform/secret'
import { createVault } from '../../../src/main/platform/vault/vault'
import { createVaultRepo } from '../../../src/main/platform/vault/vault.repo'
import { serve } from './serve'

const host = createForkHost(process.env)
const store = createKeytarKeychain({ host, log: createMemoryLog() })

/** Secrets as the app keeps them: the values in the keychain of this session, where they are in the journal. */
serve(
  {
    store: async ({ folder, count }: { folder: string; count: number }) => {
      const { db } = openJournal(join(folder, 'journal.db'), { clock })
      const vault = createVault({ repo: createVaultRepo(db), store, clock, newRef: randomUUID })
      const [environment] = createEnvironmentsRepo(db).list()
      if (!environment) throw new Error('The profile has no environment')
      let kept = 0
      for (let index = 0; index < count; index += 1) {
        const owner = { environmentId: environment.id, kind: 'source-password' as const, ownerId: `application-${index}` }
        const where = await vault.put(owner, new Secret(randomBytes(18).toString('hex')), { audience: 'https://source.example.edu' })
        if (where === 'kept') kept += 1
      }
      db.close()
      return kept
    },
  },
  () => store.close(),
)
