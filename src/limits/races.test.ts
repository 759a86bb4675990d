/** What several cards share is shared out once, whoever asks at the same moment, and nobody waits in a ring. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Queries } from '../db/database.ts'
import type { DB } from '../db/schema.ts'
import { aDriver, aStation } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { aCardGroup, aLimitCard, amount, aVehicle, limitsAre, type Owner, PRICE, weigh } from './testing.ts'

let site: TestSite
let tills: Kysely<DB>
let stationId: number
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  // As many as wait for each other here are no page's visitors: they may take their time on a busy machine.
  tills = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: site.databaseUrl, max: 24 }) }),
  })
  stationId = (await aStation(site.app)).id
})
after(async () => {
  await tills.destroy()
  await site.stop()
})

const WANT = 1_000n
const atOnce = <T>(times: number, act: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: times }, (_, n) => act(n)))

// What a till does with a card, as far as limits go; a deadlock is not tried again but fails the test.
async function authorize(client: Owner, cardId: string): Promise<bigint> {
  return tills.transaction().execute(async (tx) => {
    await sql`select from card where id = ${cardId} for no key update`.execute(tx)
    return promise(tx, client, cardId, await allowed(tx, client, cardId))
  })
}

async function allowed(db: Queries, client: Owner, cardId: string): Promise<bigint> {
  const { allowed } = await weigh(db, client, cardId, {
    ...{ product: 'AI95', stationId, at: new Date(), ml: WANT },
  })
  // A pool of the test's own reads what is bigint as text.
  const ml = allowed as bigint | string | null
  return ml !== null && BigInt(ml) < WANT ? BigInt(ml) : WANT
}

async function promise(db: Queries, client: Owner, cardId: string, ml: bigint): Promise<bigint> {
  if (ml === 0n) return 0n
  await sql`
    insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, client_id, card_id, scheme, driver_id, vehicle_id, group_id,
      state, product, tiyn_per_l, held_ml, hold_until)
    select 1, ${stationId}, 1, ${randomUUID()}, 'authorize', client_id, id, 'limit', driver_id, vehicle_id, group_id, 'authorized', 'AI95', ${PRICE}, ${ml},
      now() + interval '15 minutes'
    from card where client_id = ${client.id} and id = ${cardId}`.execute(db)
  return ml
}

const sum = (parts: bigint[]) => parts.reduce((all, part) => all + part, 0n)

test('a hundred tills with as many cards of one contract are promised its limit to the last drop and no more', async () => {
  const client = await site.aClient()
  const db = site.app.db.write
  const cards = await atOnce(100, () => aLimitCard(db, client))
  await limitsAre(db, client, 'contract', client.contractId, [
    amount({ value: 30_500n }),
    amount({ period: 'month', unit: 'tiyn', value: 900_000n }),
  ])
  const given = await atOnce(100, (n) => authorize(client, cards[n]!))
  assert.equal(sum(given), 30_500n)
  assert.deepEqual(
    given.filter((ml) => ml > 0n && ml < WANT),
    [500n],
    'the last of them gets a part',
  )
})

test('cards that share group, driver and vehicle every which way never exceed any of them, and nobody waits in a ring', async () => {
  const client = await site.aClient()
  const db = site.app.db.write
  const some = (count: number, make: () => Promise<string>) => atOnce(count, make)
  const drivers = await some(7, async () => (await aDriver(site.app, client.id)).id)
  const vehicles = await some(5, () => aVehicle(db, client))
  const groups = await some(3, () => aCardGroup(db, client))
  const cards = await atOnce(30, (n) =>
    aLimitCard(db, client, {
      driverId: drivers[n % 7]!,
      vehicleId: vehicles[(n * 3) % 5]!,
      groupId: groups[(30 - n) % 3]!,
    }),
  )
  const limits = { contract: 40_000n, group: 15_000n, driver: 7_000n, vehicle: 9_500n, card: 3_000n }
  const placed = [
    ...[client.contractId].map((id) => ['contract', id] as const),
    ...groups.map((id) => ['group', id] as const),
    ...drivers.map((id) => ['driver', id] as const),
    ...vehicles.map((id) => ['vehicle', id] as const),
    ...cards.map((id) => ['card', id] as const),
  ]
  for (const [scope, id] of placed) await limitsAre(db, client, scope, id, [amount({ value: limits[scope] })])

  await atOnce(100, (n) => authorize(client, cards[(n * 17) % 30]!))
  for (const [scope, id] of placed) {
    const { rows } = await sql<{ ml: bigint }>`
      select coalesce(sum(held_ml), 0)::bigint as ml from till_transaction where client_id = ${client.id} and ${sql.ref(`${scope}_id`)} = ${id}`.execute(
      db,
    )
    assert.ok(rows[0]!.ml <= limits[scope], `${scope}: ${rows[0]!.ml} of ${limits[scope]}`)
  }
  // Whatever is still free somewhere is shut off elsewhere: asked again, every card is told so.
  const again = await atOnce(30, (n) => authorize(client, cards[n]!))
  const { rows } = await sql<{ ml: bigint }>`
    select sum(held_ml)::bigint as ml from till_transaction where client_id = ${client.id}`.execute(db)
  assert.ok(rows[0]!.ml === limits.contract || sum(again) < limits.contract)
})

test('weighing first and promising then would exceed what is shared', async () => {
  const client = await site.aClient()
  const db = site.app.db.write
  const cards = await atOnce(20, () => aLimitCard(db, client))
  await limitsAre(db, client, 'contract', client.contractId, [amount({ value: 3_000n })])
  const naive = async (n: number) => promise(db, client, cards[n]!, await allowed(db, client, cards[n]!))
  assert.ok(sum(await atOnce(20, naive)) > 3_000n, 'the race is real: whoever locks nothing loses it')
})

test('limits that are changed while tills ask hold from the next request on, and none goes unasked between', async () => {
  const client = await site.aClient()
  const db = site.app.db.write
  const cards = await atOnce(40, () => aLimitCard(db, client))
  await limitsAre(db, client, 'contract', client.contractId, [amount({ value: 20_000n })])
  const swap = () =>
    tills.transaction().execute(async (tx) => {
      await sql`select from limit_set where client_id = ${client.id} for no key update`.execute(tx)
      await sql`update limit_rule set ended_at = now() where client_id = ${client.id} and ended_at is null`.execute(
        tx,
      )
      await limitsAre(tx, client, 'contract', client.contractId, [amount({ value: 20_000n })])
      return 0n
    })
  const given = await atOnce(80, (n) => (n % 10 === 5 ? swap() : authorize(client, cards[n % 40]!)))
  assert.equal(sum(given), 20_000n)
})
