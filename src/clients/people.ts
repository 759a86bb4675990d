/** A client's people as the verbs about them see them: locked together, so that two who decide at once take turns. */
import { sql } from 'kysely'
import type { ClientRole } from '../accounts/roles.ts'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import type { Lang } from '../i18n/index.ts'

export type Member = {
  accountId: string
  email: string
  name: string
  lang: Lang
  state: 'active' | 'suspended' | 'closed'
  role: ClientRole
}

/** Reads a client's people and keeps everybody else from changing who they are until the transaction ends. */
export async function lockPeople(tx: Tx, clientId: string): Promise<Member[]> {
  await sql`select from client where id = ${clientId} for no key update`.execute(tx)
  const { rows } = await sql<Member>`
    select a.id as "accountId", a.email, a.name, a.lang, a.state, m.role
    from membership m join account a on a.id = m.account_id where m.client_id = ${clientId}`.execute(tx)
  return rows
}

/**
 * As whom the actor stands before a client's people: `staff` who run clients (and the operator's command, which signs in
 * nowhere) may do what an owner may; a member what their role says now, not what it said when their page was shown.
 */
export async function standingOf(tx: Tx, people: Member[], by: Actor): Promise<'staff' | Member | undefined> {
  if (!by.accountId) return 'staff'
  const { rows } = await sql`
    select from staff_member where account_id = ${by.accountId} and role in ('admin', 'manager')`.execute(tx)
  if (rows.length > 0) return 'staff'
  return people.find((member) => member.accountId === by.accountId && member.state === 'active')
}

/** Whether the company would be left without anybody who can run it. Suspended owners run nothing. */
export function isLastOwner(people: Member[], member: Member): boolean {
  const others = people.filter((one) => one.accountId !== member.accountId)
  return member.role === 'owner' && !others.some((one) => one.role === 'owner' && one.state === 'active')
}

/** Takes the person's open cabinets away from a client: to another company of theirs, to the office, or to the sign-in page. */
export async function leaveCabinet(tx: Tx, clientId: string, accountId: string): Promise<void> {
  await sql`
    delete from session where account_id = ${accountId} and client_id = ${clientId}
      and not exists (select from staff_member where account_id = ${accountId})
      and not exists (select from membership where account_id = ${accountId} and client_id <> ${clientId})`.execute(
    tx,
  )
  await sql`
    update session set client_id = (
      select client_id from membership where account_id = ${accountId} and client_id <> ${clientId} order by since limit 1)
    where account_id = ${accountId} and client_id = ${clientId}`.execute(tx)
}
