/** Whose limits, and what they are: read for pages, and by the verb that changes them. */
import { sql } from 'kysely'
import { type Reach, within } from '../accounts/reach.ts'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import type { Rule, Scope } from './rules.ts'

/** Somebody who can have limits. */
export type Subject = {
  scope: Scope
  id: string
  /** What people call it: a card's number, a contract's, a name, a plate. */
  name: string
  /** Of a card. */
  number?: bigint
  contractId?: string
  /** Of a card: what it may buy; null is whatever the network sells. A litre wallet has its one product, and no say in it. */
  products?: Product[] | null
  ownProduct?: Product | null
  /** It has come to its end: its limits are read, not changed. */
  over: boolean
}

export type RuleInForce = Rule & { id: string; countsFrom: Date }

/** Somebody's limits; `no` counts their changes, nought when they never had any. */
export type Limits = { no: number; rules: RuleInForce[] }

/** The cards of a client by the numbers people see, in their order; those it does not have, or that are not in reach, are left out. */
export async function findCards(
  db: Queries,
  clientId: string,
  numbers: readonly bigint[],
  reach: Reach,
): Promise<Subject[]> {
  const { rows } = await sql<Subject & { number: bigint; lastFour: string }>`
    select 'card' as scope, id, number, last_four as "lastFour", contract_id as "contractId", products, product as "ownProduct",
      closed_at is not null as over
    from card c where client_id = ${clientId} and number = any(${numbers}::bigint[]) and ${within(reach)} order by number`.execute(
    db,
  )
  return rows.map(({ lastFour, ...card }) => ({
    ...card,
    name: lastFour === '' ? String(card.number) : `${card.number} ·${lastFour}`,
  }))
}

const TABLES = {
  contract: { table: 'contract', name: 'number', over: sql`state = 'closed'` },
  group: { table: 'card_group', name: 'name', over: sql`archived_at is not null` },
  driver: { table: 'driver', name: 'name', over: sql`archived_at is not null` },
  vehicle: { table: 'vehicle', name: 'plate', over: sql`archived_at is not null` },
  profile: { table: 'limit_set', name: 'name', over: sql`archived_at is not null` },
} as const
export type NamedScope = keyof typeof TABLES

/** A contract, group, driver, vehicle or profile of a client; undefined when it has none of this id. */
export async function findSubject(
  db: Queries,
  clientId: string,
  scope: NamedScope,
  id: string,
): Promise<Subject | undefined> {
  const { table, name, over } = TABLES[scope]
  const { rows } = await sql<Subject>`
    select ${scope} as scope, id, ${sql.ref(name)} as name, ${over} as over from ${sql.table(table)}
    where client_id = ${clientId} and id = ${id} ${scope === 'profile' ? sql`and name <> ''` : sql``}`.execute(
    db,
  )
  return rows[0]
}

/** All of a client that have limits, or could and are few: its contracts, groups and profiles; drivers and vehicles with rules. */
export async function listSubjects(db: Queries, clientId: string): Promise<(Subject & { rules: number })[]> {
  const part = (scope: NamedScope, all: boolean) => {
    const { table, name } = TABLES[scope]
    const rules = sql`(select count(*)::int from limit_set s join limit_rule r on r.client_id = s.client_id and r.set_id = s.id and r.ended_at is null
      where s.client_id = ${clientId} and ${sql.ref(scope === 'profile' ? 's.id' : `s.${scope}_id`)} = o.id)`
    const open = scope === 'contract' ? sql`o.state <> 'closed'` : sql`o.archived_at is null`
    return sql`
      select ${scope} as scope, o.id, ${sql.ref(`o.${name}`)} as name, false as over, ${rules} as rules from ${sql.table(table)} o
      where o.client_id = ${clientId} and ${open} ${scope === 'profile' ? sql`and o.name <> ''` : sql``} ${all ? sql`` : sql`and ${rules} > 0`}`
  }
  const { rows } = await sql<Subject & { rules: number }>`
    ${part('contract', true)} union all ${part('group', true)} union all ${part('profile', true)}
    union all ${part('driver', false)} union all ${part('vehicle', false)}
    order by scope, name limit 1000`.execute(db)
  return rows
}

/** The column of `limit_set` that names its owner. */
export function ownerColumn(scope: Scope): string {
  return scope === 'profile' ? 'id' : `${scope}_id`
}

/** The limits in force of several of one kind, by their ids; each of them has an entry. */
export async function readLimits(
  db: Queries,
  clientId: string,
  scope: Scope,
  ids: readonly string[],
): Promise<Map<string, Limits>> {
  const { rows } = await sql<{ owner: string; no: number } & (RuleInForce | { id: null })>`
    select s.${sql.ref(ownerColumn(scope))} as owner, s.no, r.id, r.products, r.unit, r.period, r.value, r.mode, r.weekdays,
      r.from_minute as "fromMinute", r.until_minute as "untilMinute", r.station_ids as "stationIds", r.regions, r.counts_from as "countsFrom"
    from limit_set s left join limit_rule r on r.client_id = s.client_id and r.set_id = s.id and r.ended_at is null
    where s.client_id = ${clientId} and s.${sql.ref(ownerColumn(scope))} = any(${ids}::uuid[])
    order by s.id, array_position(array['tx', 'day', 'week', 'month', 'quarter', 'once'], r.period), r.id`.execute(
    db,
  )
  const limits = new Map(ids.map((id): [string, Limits] => [id, { no: 0, rules: [] }]))
  for (const { owner, no, ...rule } of rows) {
    const known = limits.get(owner)!
    known.no = no
    if (rule.id !== null) known.rules.push(rule)
  }
  return limits
}
