/** Past days are added up behind everybody's back: whoever writes to one at that moment is in its sum once, or corrects it. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before, beforeEach } from 'node:test'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Queries } from '../db/database.ts'
import type { DB } from '../db/schema.ts'
import { aStation } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { DAYS, LIMIT_RULES, MONTHS } from './invariants.ts'
import { sumDays } from './sum-days.ts'
import { aLimitCard, amount, limitsAre, nothingIsAddedUp, type Owner, PRICE, weigh } from './testing.ts'

let site: TestSite
let owner: Kysely<DB>
let client: Owner
let cardId: string
let stationId: number
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  owner = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: site.databaseUrl, max: 12 }) }),
  })
  stationId = (await aStation(site.app)).id
})
after(async () => {
  await owner.destroy()
  await site.stop()
})
beforeEach(async () => {
  client = await site.aClient()
  cardId = await aLimitCard(site.app.db.write, client)
  const { rows } = await sql<{ day: string }>`select (local_day(now()) - 6)::text as day`.execute(owner)
  await nothingIsAddedUp(owner, rows[0]!.day)
})

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)

async function refuelled(db: Queries, at: Date, ml = 10_000n): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, at, client_id, card_id, scheme, state, product,
      tiyn_per_l, completed_at, ml, short_ml, tiyn)
    values (1, ${stationId}, 1, ${randomUUID()}, 'redeem', ${at}, ${client.id}, ${cardId}, 'limit', 'completed', 'AI95', ${PRICE}, ${at},
      ${ml}, 0, ${(ml * PRICE) / 1000n}) returning id`.execute(db)
  return rows[0]!.id
}

const broken = async () => [
  ...(await sql`${sql.raw(LIMIT_RULES[DAYS]!)}`.execute(owner)).rows,
  ...(await sql`${sql.raw(LIMIT_RULES[MONTHS]!)}`.execute(owner)).rows,
]
const summed = async () => {
  const { rows } = await sql<{ ml: string; changes: string }>`
    select coalesce((select sum(ml) from till_day_sum where client_id = ${client.id} and scope = 'contract'), 0) as ml,
      (select count(*) from till_day_change where client_id = ${client.id}) as changes`.execute(owner)
  return { ml: Number(rows[0]!.ml), changes: Number(rows[0]!.changes) }
}
async function left(): Promise<bigint | null> {
  const asked = { product: 'AI95' as const, stationId, at: new Date(), ml: 1_000n }
  return (await weigh(site.app.db.write, client, cardId, asked)).allowed
}

test('a refund of a day that is added up corrects its sum at once, and is folded into it by night', async () => {
  await limitsAre(
    site.app.db.write,
    client,
    'contract',
    client.contractId,
    [amount({ period: 'once', value: 100_000n })],
    daysAgo(30),
  )
  const id = await refuelled(owner, daysAgo(3))
  await refuelled(owner, new Date())
  assert.equal(await left(), 80_000n)
  assert.ok((await sumDays(site.app)) > 0)
  assert.deepEqual(await summed(), { ml: 10_000, changes: 0 })
  assert.equal(await left(), 80_000n)
  await sql`update till_transaction set refunded_ml = 4000, refunded_tiyn = 96000 where id = ${id}`.execute(
    owner,
  )
  assert.equal(await left(), 84_000n)
  assert.deepEqual(await summed(), { ml: 10_000, changes: 2 })
  await sumDays(site.app)
  assert.deepEqual(await summed(), { ml: 6_000, changes: 0 })
  assert.equal(await left(), 84_000n)
  assert.deepEqual(await broken(), [])
})

test('writers of past days beside the one who adds them up are counted once each', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => refuelled(owner, daysAgo(2))))
  await Promise.all([
    ...Array.from({ length: 60 }, (_, n) => refuelled(owner, daysAgo(1 + (n % 5)))),
    ...ids.map((id) =>
      sql`update till_transaction set refunded_ml = 1000, refunded_tiyn = 24000 where id = ${id}`.execute(
        owner,
      ),
    ),
    ...Array.from({ length: 6 }, () => sumDays(site.app)),
  ])
  assert.deepEqual(await broken(), [])
  await sumDays(site.app)
  const { rows } = await sql<{ until: boolean }>`
    select until >= local_day(now() - interval '3 hours') as until from till_day`.execute(owner)
  assert.equal(rows[0]!.until, true)
  assert.equal((await summed()).changes, 0)
  assert.deepEqual(await broken(), [])
})

test('a day is not added up while somebody is at work who wrote to it before it was over', async () => {
  const written = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  const atWork = owner.transaction().execute(async (tx) => {
    // As at that time: nothing says so beside the transaction itself.
    await sql`set local session_replication_role = replica`.execute(tx)
    const id = await refuelled(tx, daysAgo(2))
    await sql`update till_transaction set contract_id = ${client.contractId} where id = ${id}`.execute(tx)
    written.resolve()
    await release.promise
  })
  await written.promise
  const summing = sumDays(site.app)
  assert.equal(
    await Promise.race([summing, new Promise((resolve) => setTimeout(() => resolve('waits'), 600))]),
    'waits',
  )
  release.resolve()
  await atWork
  assert.ok((await summing) > 0)
  assert.deepEqual(await summed(), { ml: 10_000, changes: 0 })
  assert.deepEqual(await broken(), [])
})

test('what pumps do by day writes nothing but the refuel itself', async () => {
  const id = await refuelled(owner, new Date())
  await sql`update till_transaction set refunded_ml = 1000, refunded_tiyn = 24000 where id = ${id}`.execute(
    owner,
  )
  assert.deepEqual(await summed(), { ml: 0, changes: 0 })
})
