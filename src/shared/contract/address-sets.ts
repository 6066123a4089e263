import { z } from 'zod'
import { ApplicationId } from './applications'
import { KeyId } from './keys'
import { Instant, local, OfEnvironment, read } from './op'

export const AddressSetId = z.string().min(1).max(100).brand<'AddressSetId'>()
export type AddressSetId = z.infer<typeof AddressSetId>
export const AddressSetName = z.string().trim().min(1).max(80)

/** A named list of addresses ("Campus egress"), usable in any key of any environment. */
export const AddressSet = z.object({
  id: AddressSetId,
  name: AddressSetName,
  /** In their normal form; parsed by shared/rules/addresses. */
  addresses: z.array(z.string().max(100)).max(1000),
  note: z.string().max(2000),
  /** `own`: kept here. `published`: the hub's own list of a product's addresses, which cannot be edited. */
  origin: z.enum(['own', 'published']),
  updatedAt: z.string(),
})
export type AddressSet = z.infer<typeof AddressSet>

/** A key that was made from a set and no longer has exactly its addresses. */
export const BehindKey = z.object({
  applicationId: ApplicationId,
  applicationName: z.string(),
  keyId: KeyId,
  hint: z.string(),
  label: z.string(),
  etag: z.string().optional(),
  setId: AddressSetId,
  setName: z.string(),
  /** Addresses of the key now, and what they become: the set's, with what the key has beside the set kept. */
  before: z.array(z.string()),
  after: z.array(z.string()),
})
export type BehindKey = z.infer<typeof BehindKey>

export const addressSets = {
  /** Own sets by name, then the hub's published lists as last read. */
  list: read(OfEnvironment, z.object({ sets: z.array(AddressSet), publishedReadAt: Instant.optional() })),
  /** Makes a set (no id) or replaces one. Bad addresses and a taken name are `invalid-input` with faults. */
  save: local(
    OfEnvironment.extend({
      id: AddressSetId.optional(),
      name: AddressSetName,
      addresses: z.array(z.string().max(100)).max(1000),
      note: z.string().max(2000),
    }),
    AddressSet,
  ),
  /** Forgets a set; keys keep their addresses. */
  remove: local(OfEnvironment.extend({ id: AddressSetId }), z.void()),
  /** The plan: every key of this environment that lags behind its set. Each line is then applied with `keys.modify`. */
  behind: read(OfEnvironment.extend({ id: AddressSetId.optional() }), z.array(BehindKey)),
}
