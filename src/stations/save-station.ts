import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import { brokenConstraint, type Tx } from '../db/database.ts'
import type { Product } from '../products/products.ts'

/** What is known of a station. Coordinates are degrees, both or neither; `closedUntil` is the first day it is open again, ISO. */
export type StationFacts = {
  number: string
  name: string
  nameKk: string
  region: string
  city: string
  address: string
  latitude: string | undefined
  longitude: string | undefined
  hours: string
  takesCoupons: boolean
  takesCards: boolean
  closedUntil: string | undefined
}

/** `out`: the tank is empty, no till sells it until it is filled. `none`: the station does not sell it at all. */
export type Supply = 'sold' | 'out' | 'none'

export type SavedStation = { ok: true; id: number } | { ok: false; reason: 'number_taken' | 'unknown' }

/** Adds a station that sells nothing yet. */
export async function addStation(tx: Tx, facts: StationFacts, by: Actor): Promise<SavedStation> {
  const { rows } = await sql<{ id: number }>`
    insert into station (number, name, name_kk, region, city, address, latitude, longitude, hours, takes_coupons, takes_cards, closed_until)
    values (${facts.number}, ${facts.name}, ${facts.nameKk}, ${facts.region}, ${facts.city}, ${facts.address},
      ${facts.latitude ?? null}, ${facts.longitude ?? null}, ${facts.hours}, ${facts.takesCoupons}, ${facts.takesCards}, ${morningOf(facts)})
    on conflict (number) do nothing returning id`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined) return { ok: false, reason: 'number_taken' }
  await record(tx, 'station.added', { by, object: named(facts) })
  return { ok: true, id }
}

/** Changes what is known of a station; tills see it at their next request. */
export async function changeStation(
  tx: Tx,
  id: number,
  facts: StationFacts,
  by: Actor,
): Promise<SavedStation> {
  const before = await lockStation(tx, id)
  if (!before) return { ok: false, reason: 'unknown' }
  try {
    await sql`
      update station set number = ${facts.number}, name = ${facts.name}, name_kk = ${facts.nameKk}, region = ${facts.region},
        city = ${facts.city}, address = ${facts.address}, latitude = ${facts.latitude ?? null}, longitude = ${facts.longitude ?? null},
        hours = ${facts.hours}, takes_coupons = ${facts.takesCoupons}, takes_cards = ${facts.takesCards}, closed_until = ${morningOf(facts)}
      where id = ${id}`.execute(tx)
  } catch (error) {
    if (brokenConstraint(error) === 'station_number_once') throw new NumberTaken()
    throw error
  }
  const changed = (Object.keys(facts) as (keyof StationFacts)[]).filter((key) => before[key] !== facts[key])
  if (changed.length > 0)
    await record(tx, 'station.changed', {
      by,
      object: named(facts),
      before: Object.fromEntries(changed.map((key) => [key, before[key] ?? ''])),
      after: Object.fromEntries(changed.map((key) => [key, facts[key] ?? ''])),
    })
  return { ok: true, id }
}

/** Thrown out of the transaction, which the refused update has spoilt; the caller turns it into a sentence. */
export class NumberTaken extends Error {}

/** Says what a station sells and what it has run out of; tills see it at their next request. */
export async function supplyStation(
  tx: Tx,
  id: number,
  supply: ReadonlyMap<Product, Supply>,
  by: Actor,
): Promise<boolean> {
  const station = await lockStation(tx, id)
  if (!station) return false
  const { rows } = await sql<{ product: Product; out: boolean }>`
    select product, out_since is not null as out from station_product where station_id = ${id}`.execute(tx)
  const was = new Map<Product, Supply>(rows.map(({ product, out }) => [product, out ? 'out' : 'sold']))
  const changed = [...supply].filter(([product, now]) => (was.get(product) ?? 'none') !== now)
  for (const [product, now] of changed) {
    if (now === 'none')
      await sql`delete from station_product where station_id = ${id} and product = ${product}`.execute(tx)
    else
      await sql`
        insert into station_product (station_id, product, out_since) values (${id}, ${product}, case when ${now === 'out'} then now() end)
        on conflict (station_id, product) do update set out_since = excluded.out_since`.execute(tx)
  }
  if (changed.length > 0)
    await record(tx, 'station.supplied', {
      by,
      object: named(station),
      before: Object.fromEntries(changed.map(([product]) => [product, was.get(product) ?? 'none'])),
      after: Object.fromEntries(changed),
    })
  return true
}

async function lockStation(tx: Tx, id: number): Promise<StationFacts | undefined> {
  const { rows } = await sql<
    StationFacts & { latitude: string | null; longitude: string | null; closedUntil: string | null }
  >`
    select number, name, name_kk as "nameKk", region, city, address, latitude::text, longitude::text, hours,
      takes_coupons as "takesCoupons", takes_cards as "takesCards", local_day(closed_until)::text as "closedUntil"
    from station where id = ${id} for no key update`.execute(tx)
  const row = rows[0]
  return (
    row && {
      ...row,
      latitude: row.latitude ?? undefined,
      longitude: row.longitude ?? undefined,
      closedUntil: row.closedUntil ?? undefined,
    }
  )
}

function named({ number, name }: { number: string; name: string }): string {
  return `№ ${number} ${name}`
}

function morningOf({ closedUntil }: StationFacts) {
  return closedUntil
    ? sql`${closedUntil}::date::timestamp at time zone 'Asia/Almaty'`
    : sql`null::timestamptz`
}
