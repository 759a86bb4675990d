import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Queries, Tx } from '../db/database.ts'
import { sha256 } from '../secrets.ts'
import type { Product } from './products.ts'

/** New prices in tiyn a litre, for the whole network or for some stations, from an hour on; without one from now. */
export type NewPrices = {
  prices: ReadonlyMap<Product, bigint>
  stationIds: number[] | 'network'
  startsAt: Date | undefined
}

/** One price that would change: where, from what, to what. `jump` asks for a second person. */
export type PriceChange = {
  product: Product
  station: { id: number; number: string; name: string } | null
  was: bigint | null
  now: bigint
  jump: boolean
}

/** What the new prices would change, for the check page; prices that stay as they are are left out. */
export async function comparePrices(
  db: Queries,
  wanted: NewPrices,
  jumpPercent: number,
): Promise<PriceChange[]> {
  const { rows } = await sql<{
    product: Product
    id: number | null
    number: string
    name: string
    was: bigint | null
    now: bigint
  }>`
    select w.product, s.id, s.number, s.name, price_at(w.product, s.id, coalesce(${wanted.startsAt ?? null}::timestamptz, now())) as was, w.tiyn as now
    from unnest(${[...wanted.prices.keys()]}::text[], ${[...wanted.prices.values()]}::bigint[]) with ordinality as w (product, tiyn, n)
      cross join lateral (
        select null::int as id, '' as number, '' as name where ${wanted.stationIds === 'network'}
        union all
        select id, number, name from station where state = 'open' and id = any(${wanted.stationIds === 'network' ? [] : wanted.stationIds}::int[])) s
    order by w.n, length(s.number), s.number`.execute(db)
  return rows
    .filter(({ was, now }) => was !== now)
    .map(({ product, id, number, name, was, now }) => ({
      product,
      station: id === null ? null : { id, number, name },
      was,
      now,
      jump: was !== null && isJump(was, now, jumpPercent),
    }))
}

function isJump(was: bigint, now: bigint, percent: number): boolean {
  const difference = now > was ? now - was : was - now
  return difference * 100n > was * BigInt(percent)
}

/** A short name of exactly these changes, for the form that agrees to them. */
export function nameOfChanges(changes: PriceChange[]): string {
  const said = changes.map(
    ({ product, station, was, now }) => `${product} ${station?.id ?? ''} ${was} ${now}`,
  )
  return sha256(said.join('\n')).toString('base64url')
}

export type SetPrices =
  | { ok: true; set: number; waiting: number }
  /** `changed`: somebody has set prices since the check page was shown; `past`: the hour has gone by. */
  | { ok: false; reason: 'nothing' | 'past' | 'changed' }

/**
 * Publishes prices. One that jumps by more than `jumpPercent` waits for a second person and holds from then on. `agreed` names the
 * changes that the check page showed (`nameOfChanges`): the person agreed to those, not to others.
 */
export async function setPrices(
  tx: Tx,
  wanted: NewPrices & { agreed: string },
  jumpPercent: number,
  by: Actor,
): Promise<SetPrices> {
  // Two people who publish at once: the second one's comparison is with the first one's prices.
  await sql`select pg_advisory_xact_lock(7203557)`.execute(tx)
  if (wanted.startsAt && wanted.startsAt <= new Date()) return { ok: false, reason: 'past' }
  const changes = await comparePrices(tx, wanted, jumpPercent)
  if (changes.length === 0) return { ok: false, reason: 'nothing' }
  if (nameOfChanges(changes) !== wanted.agreed) return { ok: false, reason: 'changed' }
  await sql`
    insert into price (product, station_id, tiyn_per_l, starts_at, set_by, needs_approval)
    select product, station_id, tiyn, coalesce(${wanted.startsAt ?? null}::timestamptz, now()), ${by.accountId ?? null}, jump
    from unnest(${changes.map(({ product }) => product)}::text[], ${changes.map(({ station }) => station?.id ?? null)}::int[],
      ${changes.map(({ now }) => now)}::bigint[], ${changes.map(({ jump }) => jump)}::boolean[]) as c (product, station_id, tiyn, jump)`.execute(
    tx,
  )
  for (const change of changes)
    await record(tx, 'price.set', {
      by,
      object: change.station ? `${change.product} № ${change.station.number}` : change.product,
      before: { tiynPerLitre: change.was?.toString() ?? '' },
      after: {
        tiynPerLitre: change.now.toString(),
        ...(wanted.startsAt ? { startsAt: wanted.startsAt.toISOString() } : {}),
      },
    })
  const waiting = changes.filter(({ jump }) => jump).length
  return { ok: true, set: changes.length - waiting, waiting }
}

export type Decided = 'done' | 'self' | 'gone'

/**
 * A second person lets a jumping price through. It holds from its hour on, or from now when that has gone by: a price never
 * holds for the past. `self`: who set it cannot; `gone`: it was decided or cancelled already.
 */
export async function approvePrice(tx: Tx, id: string, by: Actor & { accountId: string }): Promise<Decided> {
  const { rows } = await sql<{ product: Product; set_by: string | null; tiyn_per_l: bigint }>`
    select product, set_by, tiyn_per_l from price
    where id = ${id} and needs_approval and approved_at is null and cancelled_at is null for no key update`.execute(
    tx,
  )
  const price = rows[0]
  if (!price) return 'gone'
  if (price.set_by === by.accountId) return 'self'
  await sql`
    with late as (
      update price set cancelled_at = now(), cancelled_by = ${by.accountId} where id = ${id} and starts_at <= now() returning *)
    insert into price (product, station_id, tiyn_per_l, starts_at, set_by, needs_approval, approved_by, approved_at)
    select product, station_id, tiyn_per_l, now(), set_by, true, ${by.accountId}, now() from late`.execute(tx)
  await sql`
    update price set approved_by = ${by.accountId}, approved_at = now() where id = ${id} and cancelled_at is null`.execute(
    tx,
  )
  await record(tx, 'price.approved', {
    by,
    object: price.product,
    after: { tiynPerLitre: price.tiyn_per_l.toString() },
  })
  return 'done'
}

/** Takes back a price that does not hold yet. */
export async function cancelPrice(tx: Tx, id: string, by: Actor): Promise<Decided> {
  const { rows } = await sql<{ product: Product; tiyn_per_l: bigint }>`
    update price set cancelled_at = now(), cancelled_by = ${by.accountId ?? null}
    where id = ${id} and cancelled_at is null and (starts_at > now() or (needs_approval and approved_at is null))
    returning product, tiyn_per_l`.execute(tx)
  const price = rows[0]
  if (!price) return 'gone'
  await record(tx, 'price.cancelled', {
    by,
    object: price.product,
    before: { tiynPerLitre: price.tiyn_per_l.toString() },
  })
  return 'done'
}
