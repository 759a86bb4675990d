import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'

export type QueuedLetter<Template extends string, Params> = {
  template: Template
  lang: Lang
  /** The stored address, never the typed one. */
  to: string
  /** What the letter says. Never a secret: links are named by their row's id and derived when the letter is built. */
  params: Params
  linkId?: string | undefined
  accountId?: string | undefined
  clientId?: string | undefined
  invitationId?: string | undefined
  /** Bulk letters wait behind the ones a person is waiting for. */
  bulk?: boolean
}

/** Leaves a letter as a row of the business transaction; the worker sends it after the commit. Answers with its id. */
export async function queueLetter(tx: Tx, letter: QueuedLetter<string, object>): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into letter (template, lang, email, params, link_id, account_id, client_id, invitation_id, urgent, give_up_at)
    select ${letter.template}, ${letter.lang}, ${letter.to}, ${JSON.stringify(letter.params)}::jsonb, ${letter.linkId ?? null}::uuid,
      ${letter.accountId ?? null}::uuid, ${letter.clientId ?? null}::uuid, ${letter.invitationId ?? null}::uuid, ${!letter.bulk},
      -- A letter whose link is dead helps nobody: it is tried until then.
      coalesce((select expires_at from link where id = ${letter.linkId ?? null}::uuid), now() + interval '3 days')
    returning id`.execute(tx)
  return rows[0]!.id
}
