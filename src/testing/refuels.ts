/** Refuels of a card as tills leave them, at any time and place: for what looks back. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { watchRefuels } from '../alerts/watch.ts'
import type { TestSite } from './site.ts'

export type RefuelFacts = {
  /** Minutes before now. */
  ago?: number
  at?: Date
  ml?: number
  product?: string
  station: { id: number; terminalId: number }
  plate?: string
  driverId?: string
  vehicleId?: string
  couponId?: string
  declined?: string
  extra?: object
  flags?: object
  weighed?: object
}

/** Writes a refuel past the tills' verbs; answers with its id. It costs 240 ₸ a litre. */
export async function aRefuel(
  { owner }: TestSite,
  client: { id: string },
  card: { id: string; mediumId: string } | undefined,
  facts: RefuelFacts,
): Promise<string> {
  const { station, declined, couponId = null } = facts
  const at = facts.at ?? new Date(Date.now() - (facts.ago ?? 0) * 60_000)
  const ml = BigInt(facts.ml ?? 30_000)
  const json = (value?: object) => (value ? JSON.stringify(value) : null)
  const { rows } = await sql<{ id: string }>`
    insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, at, client_id, card_id, medium_id, scheme, coupon_id,
      driver_id, vehicle_id, state, reason, product, tiyn_per_l, plate, asked_ml, completed_at, ml, short_ml, tiyn, extra, flags, weighed)
    values (${station.terminalId}, ${station.id}, 1, ${`test-${randomUUID()}`}, 'redeem', ${at}, ${client.id}, ${card?.id ?? null}, ${card?.mediumId ?? null},
      ${card ? 'limit' : null}, ${couponId}, ${facts.driverId ?? null}, ${facts.vehicleId ?? null}, ${declined ? 'declined' : 'completed'}, ${declined ?? null},
      ${facts.product ?? 'AI95'}, 24000, ${facts.plate ?? ''}, ${ml}, ${declined ? null : at}, ${declined ? null : ml}, 0,
      ${declined ? null : ml * 24n}, ${json(facts.extra)}::jsonb, ${json(facts.flags)}::jsonb, ${json(facts.weighed)}::jsonb)
    returning id`.execute(owner)
  return rows[0]!.id
}

/** The watch looks at everything that was committed by now; one that a job runs meanwhile is waited for. */
export async function watched(site: TestSite): Promise<void> {
  // Ids are made by the clock's milliseconds, and the watch stops short of the one that runs.
  await new Promise((resolve) => setTimeout(resolve, 5))
  for (let tries = 0; tries < 400; tries++) {
    await watchRefuels(site.app, { lagSeconds: 0 })
    const { rows } = await sql<{ behind: boolean }>`
      select exists (select from till_transaction t where t.id > m.seen_to and t.id < id_at(now() - interval '3 milliseconds')) as behind
      from watch_mark m`.execute(site.owner)
    if (rows[0] && !rows[0].behind) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('the watch does not get on')
}

/** What the client was told of a refuel. */
export async function alertsOf({ owner }: TestSite, txnId: string) {
  const { rows } = await sql<{ kind: string; facts: Record<string, unknown> }>`
    select kind, facts from alert where txn_id = ${txnId} order by kind`.execute(owner)
  return rows
}

/** The signs of fraud that were found on it, whatever they weigh. */
export async function signsOf({ owner }: TestSite, txnId: string) {
  const { rows } = await sql<{ sign: string; weight: number; facts: Record<string, unknown> }>`
    select s.* from till_transaction t, watched_of(t) w, jsonb_to_recordset(signs_of(w)) as s (sign text, weight int, facts jsonb)
    where t.id = ${txnId}`.execute(owner)
  return rows
}
