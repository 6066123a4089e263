import { ApplicationDraft, DraftId, type SavedDraft } from '#shared/contract/applications'
import type { EnvironmentId } from '#shared/contract/op'
import { AppError } from '../../app-error'
import type { Db } from '../../platform/db/open'
import { SentApplication } from './sent-application'

export type OfDraft = { environmentId: EnvironmentId; draftId: DraftId }
/** What was written before a request went out: what it asks for, without the password, and under which key. */
export type Intent = { sent: SentApplication; idempotencyKey: string }

type Row = {
  id: string
  body_json: string
  saved_at: string
  sent_at: string | null
  sent_json: string | null
  idempotency_key: string | null
}

/** All the SQL about drafts of Create New App. Neither a draft nor an intent has a field for a password. */
export function createDraftsRepo(db: Db) {
  const ofEnvironment = db.prepare<[string], Row>(
    'SELECT * FROM application_drafts WHERE environment_id = ? ORDER BY saved_at DESC, rowid DESC',
  )
  const one = db.prepare<[string, string], Row>('SELECT * FROM application_drafts WHERE environment_id = ? AND id = ?')
  const put = db.prepare<[string, string, string, string]>(
    `INSERT INTO application_drafts (id, environment_id, body_json, saved_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET body_json = excluded.body_json, saved_at = excluded.saved_at
       WHERE environment_id = excluded.environment_id`,
  )
  const remove = db.prepare<[string, string]>('DELETE FROM application_drafts WHERE environment_id = ? AND id = ?')
  const setIntent = db.prepare<[string | null, string | null, string | null, string, string]>(
    'UPDATE application_drafts SET sent_at = ?, sent_json = ?, idempotency_key = ? WHERE environment_id = ? AND id = ?',
  )

  const find = ({ environmentId, draftId }: OfDraft): Row | undefined => one.get(environmentId, draftId)

  return {
    /** The last saved first. One that an older or newer app wrote and this one cannot read is left out. */
    all: (environmentId: EnvironmentId): SavedDraft[] => ofEnvironment.all(environmentId).flatMap((row) => toDraft(row) ?? []),

    has: (of: OfDraft): boolean => find(of) !== undefined,

    forgetEnvironment: (environmentId: EnvironmentId): void =>
      void db.prepare<[string]>('DELETE FROM application_drafts WHERE environment_id = ?').run(environmentId),

    /** An intent that was noted stays: the answer to it may still be unknown. */
    save({ environmentId, draftId }: OfDraft, draft: ApplicationDraft, at: string): SavedDraft {
      const { changes } = put.run(draftId, environmentId, JSON.stringify(ApplicationDraft.parse(draft)), at)
      const row = find({ environmentId, draftId })
      if (changes === 0 || !row) throw new AppError('wrong-environment', 'This draft belongs to another environment. Nothing was saved.')
      return { id: draftId, draft, savedAt: row.saved_at, ...sentAtOf(row) }
    },

    remove: ({ environmentId, draftId }: OfDraft): void => void remove.run(environmentId, draftId),

    intentOf(of: OfDraft): Intent | null {
      const row = find(of)
      if (!row || row.sent_at === null || row.sent_json === null || row.idempotency_key === null) return null
      return { sent: SentApplication.parse(JSON.parse(row.sent_json)), idempotencyKey: row.idempotency_key }
    },

    noteIntent: ({ environmentId, draftId }: OfDraft, { sent, idempotencyKey }: Intent, at: string): void =>
      void setIntent.run(at, JSON.stringify(SentApplication.parse(sent)), idempotencyKey, environmentId, draftId),

    /** The hub said that it did nothing. */
    clearIntent: ({ environmentId, draftId }: OfDraft): void => void setIntent.run(null, null, null, environmentId, draftId),
  }
}
export type DraftsRepo = ReturnType<typeof createDraftsRepo>

const sentAtOf = ({ sent_at: sentAt }: Row) => (sentAt === null ? {} : { sentAt })

function toDraft(row: Row): SavedDraft | null {
  const draft = ApplicationDraft.safeParse(JSON.parse(row.body_json))
  return draft.success ? { id: DraftId.parse(row.id), draft: draft.data, savedAt: row.saved_at, ...sentAtOf(row) } : null
}
