/**
 * The demo world's past: a year of refuels with three cards on the common account, and the payments for them. Verbs date what
 * they do today, so this writes what they would have written then; the rules of the ledger are asked of it in past.test.ts.
 */
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { giveCards } from '../cards/give-cards.ts'
import { issueVirtual } from '../cards/issue-virtual.ts'
import type { Tx } from '../db/database.ts'
import { findCards, readLimits } from '../limits/read-limits.ts'
import { ALWAYS } from '../limits/rules.ts'
import { limitsMark, setLimits } from '../limits/set-limits.ts'

const BY = { name: 'Айгүл Сәрсенова' }

/** Whose card, on which days, how much, how far it goes on a hundred litres, and the limits it is given. */
const HABITS = [
  {
    plate: '123ABC02',
    product: 'AI95',
    every: 3,
    fromMl: 34_000,
    toMl: 61_000,
    kmPer100: 920,
    dayMl: 80_000n,
    monthMl: 500_000n,
  },
  {
    plate: '456DEF01',
    product: 'DT',
    every: 5,
    fromMl: 180_000,
    toMl: 310_000,
    kmPer100: 330,
    dayMl: 400_000n,
    monthMl: 1_600_000n,
  },
  { plate: '', product: 'AI92', every: 6, fromMl: 22_000, toMl: 40_000, kmPer100: 0, dayMl: 0n, monthMl: 0n },
] as const

/** Adds it for a client whose drivers and cards are there, from the contract's first day on, at most a year back. */
export async function addPast(app: App, client: { id: string; contractId: string }): Promise<void> {
  await app.db.transaction(async (tx) => {
    await cardOfTheLorry(app, tx, client)
    await sql`create temporary table demo_past on commit drop as ${whatWasRefuelled(client)}`.execute(tx)
    await payments(tx, client)
    await refuels(tx, client)
    await limits(tx, client.id)
  })
}

// What the two cards use has been thought of: a day's tank, and the month with some to spare.
async function limits(tx: Tx, clientId: string): Promise<void> {
  for (const { plate, dayMl, monthMl } of HABITS) {
    const { rows } = await sql<{ number: string }>`
      select c.number::text as number from card c join vehicle v on v.client_id = c.client_id and v.id = c.vehicle_id
      where c.client_id = ${clientId} and v.plate = ${plate} and c.scheme = 'limit' order by c.number limit 1`.execute(
      tx,
    )
    if (!rows[0]) continue
    const subjects = await findCards(tx, clientId, [BigInt(rows[0].number)], null)
    const seen = limitsMark(
      subjects,
      await readLimits(
        tx,
        clientId,
        'card',
        subjects.map(({ id }) => id),
      ),
    )
    const rules = [
      { ...ALWAYS, products: null, unit: 'ml', period: 'day', value: dayMl, mode: 'decline' },
      { ...ALWAYS, products: null, unit: 'ml', period: 'month', value: monthMl, mode: 'decline' },
    ] as const
    await setLimits(tx, { clientId, subjects, rules, products: subjects[0]!.products, seen, by: BY })
  }
}

/** The lorry's driver has a card on the common account too. */
async function cardOfTheLorry(
  app: App,
  tx: Tx,
  { id: clientId, contractId }: { id: string; contractId: string },
): Promise<void> {
  const requestKey = crypto.randomUUID()
  const plan = { scheme: 'limit' as const }
  const issued = await issueVirtual(tx, app.vault, { clientId, contractId, plan, requestKey, by: BY })
  if (!issued.ok) throw new Error(`the demo world has no card: ${issued.reason}`)
  const { rows } = await sql<{ vehicleId: string; driverId: string }>`
    select v.id as "vehicleId", d.id as "driverId" from vehicle v join driver d using (client_id, plate)
    where v.client_id = ${clientId} and v.plate = ${HABITS[1].plate}`.execute(tx)
  await giveCards(tx, { clientId, cardIds: [issued.cardId], to: rows[0]!, by: BY })
}

// As new_id() would have made it.
const idAt = sql`(left(id_at(at)::text, 15) || right(gen_random_uuid()::text, 21))::uuid`

// One row a refuel. Litres, hours and stations follow from the day, so that every demo world is the same one.
const whatWasRefuelled = ({ id, contractId }: { id: string; contractId: string }) => sql`
  with habit as (
    select * from jsonb_to_recordset(${JSON.stringify(HABITS.map(({ dayMl: _d, monthMl: _m, ...habit }) => habit))})
      as h (plate text, product text, every int, "fromMl" int, "toMl" int, "kmPer100" int)),
  day as (
    select d::date as day, d::date - date '2000-01-01' as n
    from contract k, generate_series(greatest(k.signed_on + 7, local_day(now()) - 364), local_day(now()) - 1, interval '1 day') d
    where k.client_id = ${id} and k.id = ${contractId} and extract(isodow from d) < 7),
  till as (
    select m.id, m.station_id, sells.product, row_number() over (partition by sells.product order by m.id) - 1 as i,
      count(*) over (partition by sells.product) as all
    from terminal m join station s on s.id = m.station_id join station_product sells on sells.station_id = s.id
    where m.kind = 'till' and m.revoked_at is null and s.state = 'open' and s.hours = ''),
  card_of as (
    select distinct on (product) c.id, c.contract_id, c.driver_id, c.vehicle_id, c.group_id, m.id as medium_id, d.product, v.odometer_km
    from card c join driver d on d.client_id = c.client_id and d.id = c.driver_id
      join card_medium m on m.client_id = c.client_id and m.card_id = c.id
      left join vehicle v on v.client_id = c.client_id and v.id = c.vehicle_id
    where c.client_id = ${id} and c.scheme = 'limit' order by product, c.number),
  refuel as (
    select (day.day + time '07:30' + interval '1 minute' * ((n * 37 + h.every * 101) % 660) + interval '1 millisecond' * h.every)
        at time zone 'Asia/Almaty' as at, h.product, "fromMl" + (n * 7919 % 100) * ("toMl" - "fromMl") / 1000 * 10 as ml,
      "kmPer100", plate, n
    from habit h join day on (n + h.every) % h.every = 0)
  select r.at, r.product::product_code as product, r.ml::bigint, r.plate, price_at(r.product, null, now()) as tiyn_per_l, t.id as terminal_id,
    t.station_id, c.id as card_id, c.contract_id, c.driver_id, c.vehicle_id, c.group_id, c.medium_id,
    -- The meter reaches what it says today with the last of them.
    (c.odometer_km - sum(r.ml::bigint * "kmPer100" / 100_000) over (partition by r.product order by r.at desc))::int as odometer_km
  from refuel r join card_of c on c.product = r.product join till t on t.product = r.product and t.i = r.n / 3 % t.all`

// On the first of each month as much as is needed, in round thousands.
async function payments(tx: Tx, { id }: { id: string }): Promise<void> {
  await sql`
    with month as (
      select (date_trunc('month', local_day(at)) + interval '9 hours')::timestamp at time zone 'Asia/Almaty' as at,
        ceil(sum(cost_of(ml, tiyn_per_l)) / 5000000.0)::bigint * 5000000 as tiyn
      from demo_past group by 1),
    paid as (
      insert into payment (id, client_id, tiyn, received_on, recorded_at, payer_name, document_number, source, request_key)
        select ${idAt}, ${id}, tiyn, local_day(at), at, ${BY.name}, to_char(at, 'FMMM'), 'seed', gen_random_uuid() from month order by at
        returning id, tiyn, recorded_at)
    insert into posting (id, at, client_id, event, ref_id, payment_id, debit, credit, tiyn)
      select id, recorded_at, ${id}, 'payment', id, id, 'bank', 'client_advance', tiyn from paid`.execute(tx)
}

async function refuels(tx: Tx, { id }: { id: string }): Promise<void> {
  await sql`
    with done as (
      insert into till_transaction (id, at, completed_at, terminal_id, station_id, shift_no, pos_txn_id, verb, state, client_id, card_id, medium_id,
          scheme, contract_id, driver_id, vehicle_id, group_id, product, tiyn_per_l, ml, short_ml, tiyn, odometer_km, plate, pump, cashier)
        -- Of shifts before the tills' first one here.
        select ${idAt}, at, at, terminal_id, station_id, 0, 'demo-past-' || to_char(at, 'YYYYMMDDHH24MISSMS'), 'redeem', 'completed', ${id},
          card_id, medium_id, 'limit', contract_id, driver_id, vehicle_id, group_id, product, tiyn_per_l, ml, 0, cost_of(ml, tiyn_per_l),
          odometer_km, plate, '1', 'Виктор Пак'
        from demo_past order by at
        returning *)
    insert into posting (id, at, client_id, event, ref_id, debit, credit, tiyn, vat_tiyn, product, ml, card_id, station_id)
      select id, at, client_id, 'card_refuel', id, 'client_advance', 'revenue', tiyn, vat_inside(tiyn, vat_bp_on(local_day(at))),
        product, ml, card_id, station_id from done`.execute(tx)
}
