import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Queries, Tx } from '../db/database.ts'
import { lockPeople, standingOf } from './people.ts'

export type Binding =
  | { ok: true; name: string }
  /** `groups`: one of them the client does not have, or has archived. `not_dispatcher`: of nobody else it means anything. */
  | { ok: false; reason: 'unknown' | 'not_allowed' | 'not_dispatcher' | 'groups' }

/**
 * Says which groups of cards a dispatcher looks after, from their next request on: they see and act on no others. None is all
 * cards of the company. Owners may, and the staff who run clients. Groups they have and that are archived by now may stay.
 */
export async function bindToGroups(
  tx: Tx,
  request: { clientId: string; accountId: string; groupIds: readonly string[]; by: Actor },
): Promise<Binding> {
  const { clientId, accountId, by } = request
  const groupIds = [...new Set(request.groupIds)]
  const people = await lockPeople(tx, clientId)
  const member = people.find((one) => one.accountId === accountId)
  const standing = await standingOf(tx, people, by)
  if (standing !== 'staff' && standing?.role !== 'owner') return { ok: false, reason: 'not_allowed' }
  if (!member) return { ok: false, reason: 'unknown' }
  if (member.role !== 'dispatcher') return { ok: false, reason: 'not_dispatcher' }

  const before = await groupsOf(tx, clientId, accountId)
  const { rows: chosen } = await sql<{ id: string; archived: boolean }>`
    select id, archived_at is not null as archived from card_group
    where client_id = ${clientId} and id = any(${groupIds}::uuid[]) for share`.execute(tx)
  const may = chosen.filter(({ id, archived }) => !archived || before.some((group) => group.id === id))
  if (may.length < groupIds.length) return { ok: false, reason: 'groups' }

  await sql`
    delete from membership_group
    where client_id = ${clientId} and account_id = ${accountId} and group_id <> all(${groupIds}::uuid[])`.execute(
    tx,
  )
  await sql`
    insert into membership_group (client_id, account_id, group_id)
    select ${clientId}, ${accountId}, id from unnest(${groupIds}::uuid[]) as id on conflict do nothing`.execute(
    tx,
  )
  const after = await groupsOf(tx, clientId, accountId)
  const inWords = (groups: readonly BoundGroup[]) => groups.map(({ name }) => name).join(', ')
  if (inWords(before) !== inWords(after))
    await record(tx, 'person.groups_changed', {
      ...{ by, accountId, clientId, object: member.email },
      ...{ before: { groups: inWords(before) }, after: { groups: inWords(after) } },
    })
  return { ok: true, name: member.name || member.email }
}

export type BoundGroup = { id: string; name: string; archived: boolean }

/** The groups somebody is bound to, by their names; none when they are bound to none. */
export async function groupsOf(db: Queries, clientId: string, accountId: string): Promise<BoundGroup[]> {
  const { rows } = await sql<BoundGroup>`
    select g.id, g.name, g.archived_at is not null as archived
    from membership_group m join card_group g on g.client_id = m.client_id and g.id = m.group_id
    where m.client_id = ${clientId} and m.account_id = ${accountId} order by lower(g.name), g.id`.execute(db)
  return rows
}

/** Who looks after a group, by their names. */
export async function dispatchersOf(
  db: Queries,
  clientId: string,
  groupId: string,
): Promise<{ name: string; alone: boolean }[]> {
  const { rows } = await sql<{ name: string; alone: boolean }>`
    select coalesce(nullif(a.name, ''), a.email) as name, not exists (
        select from membership_group o join card_group g on g.client_id = o.client_id and g.id = o.group_id
        where o.client_id = m.client_id and o.account_id = m.account_id and o.group_id <> m.group_id and g.archived_at is null) as alone
    from membership_group m
      join membership p on p.client_id = m.client_id and p.account_id = m.account_id and p.role = 'dispatcher'
      join account a on a.id = m.account_id
    where m.client_id = ${clientId} and m.group_id = ${groupId} order by 1`.execute(db)
  return rows
}
