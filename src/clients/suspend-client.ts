import { sql } from 'kysely'
import { queueLetter } from '../accounts/letter-params.ts'
import { record, type Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'

export type ClientSuspension =
  | { ok: true; name: string }
  /** `already`: it is in that state, perhaps since a moment ago. */
  | { ok: false; reason: 'unknown' | 'already' }

/**
 * Stops serving a client. People who have no other company to work in are signed out at once; whoever signs in to this
 * one afterwards is told whom to call. Its owners get a letter. Nothing is deleted: `restoreClient` takes it back.
 */
export async function suspendClient(
  tx: Tx,
  request: { clientId: string; reason: string; by: Actor },
): Promise<ClientSuspension> {
  const suspended = await turnState(tx, request.clientId, 'active', 'suspended')
  if (!suspended.ok) return suspended
  await endOnlySessions(tx, request.clientId)
  await tellOwners(tx, request.clientId, suspended.name)
  await record(tx, 'client.suspended', {
    by: request.by,
    clientId: request.clientId,
    object: suspended.name,
    reason: request.reason,
  })
  return suspended
}

/** Serves a suspended client again, from the next request of its people on. */
export async function restoreClient(
  tx: Tx,
  request: { clientId: string; by: Actor },
): Promise<ClientSuspension> {
  const restored = await turnState(tx, request.clientId, 'suspended', 'active')
  if (!restored.ok) return restored
  await record(tx, 'client.restored', { by: request.by, clientId: request.clientId, object: restored.name })
  return restored
}

type State = 'active' | 'suspended'

async function turnState(tx: Tx, clientId: string, from: State, to: State): Promise<ClientSuspension> {
  const { rows } = await sql<{ name: string }>`
    update client set state = ${to} where id = ${clientId} and state = ${from} returning name`.execute(tx)
  if (rows[0]) return { ok: true, name: rows[0].name }
  const { rows: other } = await sql`select from client where id = ${clientId}`.execute(tx)
  return { ok: false, reason: other.length > 0 ? 'already' : 'unknown' }
}

async function endOnlySessions(tx: Tx, clientId: string): Promise<void> {
  await sql`
    delete from session s using membership m
    where m.client_id = ${clientId} and s.account_id = m.account_id
      and not exists (select from staff_member f where f.account_id = m.account_id)
      and not exists (
        select from membership o join client c on c.id = o.client_id
        where o.account_id = m.account_id and o.client_id <> ${clientId} and c.state = 'active')`.execute(tx)
}

async function tellOwners(tx: Tx, clientId: string, company: string): Promise<void> {
  const { rows } = await sql<{ id: string; email: string; lang: Lang }>`
    select a.id, a.email, a.lang from membership m join account a on a.id = m.account_id
    where m.client_id = ${clientId} and m.role = 'owner' and a.state = 'active'`.execute(tx)
  for (const { id, email, lang } of rows)
    await queueLetter(tx, {
      template: 'suspended',
      lang,
      to: email,
      params: { company },
      accountId: id,
      clientId,
    })
}
