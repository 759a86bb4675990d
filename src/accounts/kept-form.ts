/**
 * A form that came too late: its session was over, or the password was given too long ago. What was typed waits on the
 * server until the same person, in the same browser, has signed in or proved who they are, and then stands in the form
 * again. Nothing of it is done until they send it once more.
 */
import { sql } from 'kysely'
import { randomToken, sha256 } from '../secrets.ts'
import { isSecretField } from '../web/form-body.ts'
import { findSessionId } from './session.ts'
import { formFits, type Visit } from './visit.ts'

/** How long it waits. */
export const KEPT_MINUTES = 60

export type KeptForm = { route: string; path: string; fields: [string, string][] }

/**
 * Keeps what the visit has posted, but for passwords. Only a form that stood on a page of this very session, as its token
 * shows, is kept: nobody can leave words in somebody else's form. False when there is nothing to keep.
 */
export async function keepForm(visit: Visit, at: { route: string; page: string }): Promise<boolean> {
  const fields = visit.form.fields().filter(([name]) => !isSecretField(name))
  if (fields.length === 0) return false
  const sessionId =
    visit.session?.id ?? (await findSessionId(visit.app.db.write, visit.cookies.get('session')))
  if (!sessionId || !formFits(visit, sessionId)) return false

  const token = randomToken()
  await sql`
    insert into kept_form (key, session_id, account_id, client_id, route, path, page, fields)
    select ${sha256(token)}, id, account_id, client_id, ${at.route}, ${visit.url.pathname}, ${at.page}, ${JSON.stringify(fields)}::jsonb
    from session where id = ${sessionId}
    on conflict (session_id) do update set
      key = excluded.key, route = excluded.route, path = excluded.path, page = excluded.page, fields = excluded.fields,
      kept_at = now()`.execute(visit.app.db.write)
  visit.cookies.set('kept', token)
  return true
}

/** The form that waits for this page, this browser, this person and the company they look at; undefined for all others. */
export async function findKeptForm(visit: Visit, page: string): Promise<KeptForm | undefined> {
  const token = visit.cookies.get('kept')
  if (!token || !visit.session) return undefined
  const { rows } = await sql<KeptForm>`
    select k.route, k.path, k.fields from kept_form k
      join session s on s.account_id = k.account_id and s.client_id is not distinct from k.client_id
    where k.key = ${sha256(token)} and k.page = ${page} and s.id = ${visit.session.id}
      and k.kept_at > now() - make_interval(mins => ${KEPT_MINUTES})`.execute(visit.app.db.write)
  return rows[0]
}

/** It stands in the form again: from here on the page has it. */
export async function dropKeptForm(visit: Visit): Promise<void> {
  const token = visit.cookies.get('kept')
  if (!token) return
  await sql`delete from kept_form where key = ${sha256(token)}`.execute(visit.app.db.write)
  visit.cookies.clear('kept')
}
