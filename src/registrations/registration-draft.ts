import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { sha256 } from '../secrets.ts'

/** What has been typed on the way through the request's steps. All text, as typed; each step checks its own part. */
export type Draft = Partial<
  Record<
    'email' | 'hasContract' | 'contractNumber' | 'bin' | 'company' | 'person' | 'position' | 'phone',
    string
  >
>

/** The draft of a browser, named by the hash of its guest cookie; kept a day. */
export async function readDraft(db: Queries, guest: string | undefined): Promise<Draft> {
  if (!guest) return {}
  const { rows } = await sql<{ answers: Draft }>`
    select answers from registration_draft where key = ${sha256(guest)} and touched_at > now() - interval '1 day'`.execute(
    db,
  )
  return rows[0]?.answers ?? {}
}

export async function saveDraft(db: Queries, guest: string, draft: Draft): Promise<void> {
  await sql`
    insert into registration_draft (key, answers) values (${sha256(guest)}, ${JSON.stringify(draft)}::jsonb)
    on conflict (key) do update set answers = excluded.answers, touched_at = now()`.execute(db)
}

/** Takes the draft away, so that of two submits one becomes a request; false when it was gone. */
export async function takeDraft(db: Queries, guest: string): Promise<boolean> {
  const { rows } =
    await sql`delete from registration_draft where key = ${sha256(guest)} returning key`.execute(db)
  return rows.length > 0
}
