/** Limits, cards and what was refuelled with them, for tests. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Product } from '../products/products.ts'
import { ALWAYS, type Amount, type OnlyThen, type Rule, type Scope } from './rules.ts'

export type Owner = { id: string; contractId: string }

export const PRICE = 24_000n

/** «50 litres a day», or as said. */
export function amount(facts: Partial<Amount> = {}): Amount {
  return {
    ...ALWAYS,
    ...{ products: null, unit: 'ml', period: 'day', value: 50_000n, mode: 'decline' },
    ...facts,
  }
}

/** «Only on weekdays», or as said. */
export function onlyThen(facts: Partial<OnlyThen>): OnlyThen {
  return { ...ALWAYS, products: null, unit: null, period: null, value: null, mode: 'decline', ...facts }
}

/** A card on the common advance, with whoever holds it. */
export async function aLimitCard(
  db: Queries,
  client: Owner,
  holder: { driverId?: string; vehicleId?: string; groupId?: string } = {},
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into card (client_id, contract_id, scheme, driver_id, vehicle_id, group_id)
    values (${client.id}, ${client.contractId}, 'limit', ${holder.driverId ?? null}, ${holder.vehicleId ?? null}, ${holder.groupId ?? null})
    returning id`.execute(db)
  return rows[0]!.id
}

export async function aVehicle(db: Queries, client: Owner): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into vehicle (client_id, plate) values (${client.id}, ${randomUUID().slice(0, 8)}) returning id`.execute(
    db,
  )
  return rows[0]!.id
}

export async function aCardGroup(
  db: Queries,
  client: Owner,
  name: string = randomUUID().slice(0, 8),
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into card_group (client_id, name) values (${client.id}, ${name}) returning id`.execute(db)
  return rows[0]!.id
}

/** Limits straight into the tables, whatever the verb would say of them. Answers with the rules' ids. */
export async function limitsAre(
  db: Queries,
  client: Owner,
  scope: Exclude<Scope, 'profile'>,
  id: string,
  rules: readonly Rule[],
  countsFrom = new Date(),
): Promise<string[]> {
  const column = sql.ref(`${scope}_id`)
  await sql`insert into limit_set (client_id, ${column}) values (${client.id}, ${id}) on conflict do nothing`.execute(
    db,
  )
  const ids: string[] = []
  for (const rule of rules) {
    const { rows } = await sql<{ id: string }>`
      insert into limit_rule (client_id, set_id, products, unit, period, value, mode, weekdays, from_minute, until_minute, station_ids, regions, counts_from)
      select client_id, id, ${rule.products}::text[], ${rule.unit}, ${rule.period}, ${rule.value}::bigint, ${rule.mode}, ${rule.weekdays}::int[],
        ${rule.fromMinute}::int, ${rule.untilMinute}::int, ${rule.stationIds}::int[], ${rule.regions}::text[], ${countsFrom}
      from limit_set where client_id = ${client.id} and ${column} = ${id} returning id`.execute(db)
    ids.push(rows[0]!.id)
  }
  return ids
}

export type Weighed = {
  allowed: bigint | null
  ruleId: string | null
  reason: string | null
  flags: { rule: string }[] | null
  weighed: { rule: string; used?: number; left?: number; leftMl?: number }[] | null
}

/** What limits say of a refuel with this card at that moment, at 240 ₸ a litre. */
export async function weigh(
  db: Queries,
  client: Owner,
  cardId: string,
  ask: { product: Product; stationId: number; at: Date; ml: bigint },
): Promise<Weighed> {
  const { rows: sets } = await sql<{ sets: string[] | null }>`
    select limit_sets_of(client_id, id, driver_id, vehicle_id, group_id, contract_id) as sets from card
    where client_id = ${client.id} and id = ${cardId}`.execute(db)
  const ids = sets[0]!.sets
  if (!ids) return { allowed: null, ruleId: null, reason: null, flags: null, weighed: null }
  const clients = ids.map(() => client.id)
  await sql`select limit_sets_lock(${clients}::uuid[], ${ids}::uuid[])`.execute(db)
  const { product, stationId, at, ml } = ask
  const { rows } = await sql<Weighed>`
    with read as materialized (
      select limit_rules_asked(${clients}::uuid[], ${ids}::uuid[], array[${product}], array[${stationId}::int], ${at}) as asked)
    select w.allowed_ml as allowed, w.rule_id as "ruleId", w.reason, w.flags, w.weighed
    from read, limit_weigh(asked, array(select used from unnest(asked)), ${ids}::uuid[], ${product}, ${stationId}::int,
      ${at}::timestamptz, ${ml}::bigint, ${PRICE}::bigint) w`.execute(db)
  return rows[0] ?? { allowed: null, ruleId: null, reason: null, flags: null, weighed: null }
}

/** As before any night: no day's sum is made from `day` on, nor any before it. */
export async function nothingIsAddedUp(owner: Queries, day: string): Promise<void> {
  await sql`
    with sums as (delete from till_day_sum), changes as (delete from till_day_change),
      months as (delete from till_month_sum), month_changes as (delete from till_month_change),
      fuel as (delete from posting_day)
    update till_day set until = ${day}`.execute(owner)
}
