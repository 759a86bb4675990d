import { sql } from 'kysely'
import { record, type Actor } from '../audit/record.ts'
import type { Queries, Tx } from '../db/database.ts'
import { holdList } from './add-driver.ts'
import type { DriverFacts } from './driver-facts.ts'

/**
 * Adds the drivers of a list that the client does not have yet; those of the same name with the same phone and plate are
 * there already. Answers with how many are new: the same list sent twice adds nobody the second time.
 */
export async function importDrivers(
  tx: Tx,
  request: { clientId: string; drivers: readonly DriverFacts[]; by: Actor },
): Promise<number> {
  const { clientId, by } = request
  await holdList(tx, clientId)
  const drivers = withoutDoubles(request.drivers)
  const column = <Value>(read: (driver: DriverFacts) => Value) => drivers.map(read)
  const { rows } = await sql`
    insert into driver (client_id, name, phone, email, plate, product, lang, note)
    select ${clientId}, n.name, n.phone, n.email, n.plate, n.product, n.lang, n.note
    from unnest(${column((d) => d.name)}::text[], ${column((d) => d.phone)}::text[], ${column((d) => d.email)}::text[],
      ${column((d) => d.plate)}::text[], ${column((d) => d.product)}::text[], ${column((d) => d.lang)}::text[], ${column((d) => d.note)}::text[])
      with ordinality as n (name, phone, email, plate, product, lang, note, at)
    where not exists (select from driver d
      where d.client_id = ${clientId} and d.archived_at is null and lower(d.name) = lower(n.name) and d.phone = n.phone and d.plate = n.plate)
    order by n.at
    returning id`.execute(tx)
  if (rows.length > 0) await record(tx, 'drivers.imported', { by, clientId, after: { count: rows.length } })
  return rows.length
}

/** Which drivers of a list the client has already, by their place in the list. */
export async function findKnown(
  db: Queries,
  clientId: string,
  drivers: readonly DriverFacts[],
): Promise<Set<number>> {
  const { rows } = await sql<{ at: number }>`
    select (n.at - 1)::int as at
    from unnest(${drivers.map(({ name }) => name)}::text[], ${drivers.map(({ phone }) => phone)}::text[],
      ${drivers.map(({ plate }) => plate)}::text[]) with ordinality as n (name, phone, plate, at)
    where exists (select from driver d
      where d.client_id = ${clientId} and d.archived_at is null and lower(d.name) = lower(n.name) and d.phone = n.phone and d.plate = n.plate)`.execute(
    db,
  )
  return new Set(rows.map(({ at }) => at))
}

function withoutDoubles(drivers: readonly DriverFacts[]): DriverFacts[] {
  return [
    ...new Map(
      drivers.map((driver) => [`${driver.name.toLowerCase()}\n${driver.phone}\n${driver.plate}`, driver]),
    ).values(),
  ]
}
