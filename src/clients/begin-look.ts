import { sql } from 'kysely'
import type { Session } from '../accounts/session.ts'
import { record, type Actor } from '../audit/record.ts'
import type { ClientRole } from '../accounts/roles.ts'
import type { Tx } from '../db/database.ts'

export type LookRequest = {
  session: Pick<Session, 'id'>
  clientId: string
  /** Through whose eyes; absent: an owner's. */
  accountId?: string
  minutes: number
  reason: string
  by: Actor
}

/** `unknown`: there is no such client, it is closed, or the person is not among its people. */
export type Begun = { ok: true; until: Date } | { ok: false; reason: 'unknown' }

/**
 * Opens a client's cabinet to a colleague's session for so many minutes: to read, as one of the client's roles reads it.
 * Another look of the same session ends. The client sees in its log that it was looked at, until when and why.
 */
export async function beginLook(tx: Tx, request: LookRequest): Promise<Begun> {
  const cabinet = await findCabinet(tx, request)
  if (!cabinet) return { ok: false, reason: 'unknown' }
  const { rows } = await sql<{ until: Date }>`
    update session set looking_at = ${request.clientId}, looking_as = ${request.accountId ?? null},
      looking_until = now() + make_interval(mins => ${request.minutes})
    where id = ${request.session.id} returning looking_until as until`.execute(tx)
  // The session may have ended since it was read; then nobody looks.
  if (!rows[0]) return { ok: false, reason: 'unknown' }
  const { until } = rows[0]
  await record(tx, 'client.viewed', {
    by: request.by,
    clientId: request.clientId,
    object: cabinet.email ?? cabinet.name,
    after: { role: cabinet.role, until: until.toISOString() },
    reason: request.reason,
  })
  return { ok: true, until }
}

type Cabinet = { name: string; email: string | null; role: ClientRole }

async function findCabinet(tx: Tx, { clientId, accountId }: LookRequest): Promise<Cabinet | undefined> {
  const { rows } = await sql<Cabinet>`
    select c.name, a.email, coalesce(m.role, 'owner') as role
    from client c
      left join membership m on m.client_id = c.id and m.account_id = ${accountId ?? null}
      left join account a on a.id = m.account_id
    where c.id = ${clientId} and c.state <> 'closed' and (${accountId ?? null}::uuid is null or m.role is not null)`.execute(
    tx,
  )
  return rows[0]
}
