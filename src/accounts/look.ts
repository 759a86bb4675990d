/** A colleague of the retailer in a client's cabinet: sees what the client's role sees, changes nothing, for a while. */
import { sql } from 'kysely'
import { forReading, type Queries } from '../db/database.ts'
import type { OpenCabinet } from './session.ts'
import type { Visit } from './visit.ts'

export type Look = {
  /** The cabinet, and the role whose pages are seen. */
  client: OpenCabinet
  /** Through whose eyes; absent: an owner's, whoever that is. */
  as?: string
  until: Date
  /** The time is up, or there is nothing to look at any more. Said once, see `leaveOverLook`. */
  over: boolean
}

/**
 * Turns a visit to a page of the cabinet into a look through the client's eyes. Whatever such a page does, the database
 * refuses to write for it.
 */
export function lookThrough(visit: Visit, look: Look): void {
  visit.looking = look
  visit.session = { ...visit.session!, client: look.client, companies: [look.client] }
  visit.app = { ...visit.app, db: forReading(visit.app.db) }
}

/** Ends the session's look; answers with the client that was looked at, undefined when there was no look. */
export async function endLook(db: Queries, sessionId: string): Promise<string | undefined> {
  const { rows } = await sql<{ client_id: string }>`
    with looking as (select id, looking_at from session where id = ${sessionId} and looking_at is not null for no key update)
    update session s set looking_at = null, looking_as = null, looking_until = null from looking
    where s.id = looking.id returning looking.looking_at as client_id`.execute(db)
  return rows[0]?.client_id
}

/** The answer to a page of a cabinet whose look is over: back to the office, with a sentence that says why. */
export async function leaveOverLook(visit: Visit): Promise<Response> {
  const { id, look } = visit.session!
  const { client } = look!
  await endLook(visit.app.db.write, id)
  return visit.seeOther(`/office/clients/${client.id}`, {
    tone: 'info',
    key: 'look.over',
    args: { company: client.name },
  })
}
