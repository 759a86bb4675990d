/** What is found after refuels and with time: everything, and each thing once, whoever works beside and whatever fails. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { amount, limitsAre } from '../limits/testing.ts'
import { aCard } from '../testing/cards.ts'
import { aStation, paid, pricesAre, someCoupons } from '../testing/coupons.ts'
import { alertsOf, aRefuel, watched } from '../testing/refuels.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, type Till } from '../testing/tills.ts'
import { sweep } from './sweep.ts'
import { watchRefuels } from './watch.ts'

let site: TestSite
let station: Awaited<ReturnType<typeof aStation>>
let till: Till
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
  station = await aStation(site.app)
  till = await aTill(site.app, station)
})
after(() => site.stop())

type Client = Awaited<ReturnType<TestSite['aClient']>>
type Card = Awaited<ReturnType<typeof aCard>>

async function aFleet(facts: { pin?: string } = {}) {
  const client = await site.aClient()
  await paid(site.app, client.id, 100_000_000n)
  const card = await aCard(site.app, client, { scheme: 'limit', ...facts })
  return { client, card }
}

async function kindsOf(client: Client, kind?: string) {
  const { rows } = await sql<{ kind: string; key: string; facts: Record<string, unknown> }>`
    select kind, key, facts from alert where client_id = ${client.id} and (kind = ${kind ?? null} or ${kind ?? null}::text is null)
    order by no`.execute(site.owner)
  return rows
}

const settle = (client: Client, facts: Record<string, unknown>) =>
  sql`
    insert into watch_setting select s.* from jsonb_populate_record(watch_settings(${client.id}), ${JSON.stringify(facts)}::jsonb) s
    on conflict (client_id) do nothing`.execute(site.owner)

const txnOf = async (posTxnId: string) =>
  (
    await sql<{ id: string }>`select id from till_transaction where pos_txn_id = ${posTxnId}`.execute(
      site.owner,
    )
  ).rows[0]!.id

test('a limit at four fifths is told once a day, however often the card is filled after that', async () => {
  const { client, card } = await aFleet()
  await limitsAre(site.owner, client, 'card', card.id, [amount({ value: 100_000n })])
  approved(await till.redeemCard(card.number, 70_000n))
  await watched(site)
  assert.deepEqual(await kindsOf(client, 'limit_used'), [])
  approved(await till.redeemCard(card.number, 15_000n))
  await watched(site)
  approved(await till.redeemCard(card.number, 10_000n))
  await watched(site)
  const [told, ...more] = await kindsOf(client, 'limit_used')
  assert.deepEqual(more, [])
  assert.deepEqual(
    [told?.facts.percent, told?.facts.used, told?.facts.value, told?.facts.period],
    [80, 85_000, 100_000, 'day'],
  )
})

test('a limit that only takes note is told for every refuel beyond it; of hours, as a refuel at the wrong time', async () => {
  const { client, card } = await aFleet()
  await limitsAre(site.owner, client, 'card', card.id, [amount({ mode: 'flag', value: 10_000n })])
  const { posTxnId } = approved(await till.redeemCard(card.number, 20_000n))
  await watched(site)
  const alerts = await alertsOf(site, await txnOf(posTxnId))
  assert.deepEqual(
    alerts.map(({ kind }) => kind),
    ['limit_flag', 'limit_used'],
  )
  assert.equal(alerts[0]!.facts.reason, 'limit_day')

  const id = await aRefuel(site, client, card, {
    station: till,
    flags: [{ rule: 'x', reason: 'limit_hours', leftMl: 0 }],
    ago: 90,
  })
  await watched(site)
  assert.deepEqual(
    (await alertsOf(site, id)).map(({ kind }) => kind),
    ['off_hours'],
  )
})

test('a refuel outside the hours and days that the client has set is told, one inside is not', async () => {
  const { client, card } = await aFleet()
  await settle(client, { weekdays: [1, 2, 3, 4, 5], from_minute: 8 * 60, until_minute: 20 * 60 })
  // A Monday in Almaty, UTC+5.
  const at = (iso: string) => aRefuel(site, client, card, { station: till, at: new Date(iso) })
  const times = {
    '2026-11-16T04:00:00Z': 0,
    '2026-11-16T02:59:00Z': 1,
    '2026-11-16T15:00:00Z': 1,
    '2026-11-15T06:00:00Z': 1,
  }
  const ids = await Promise.all(Object.keys(times).map(at))
  await watched(site)
  const counts = await Promise.all(
    ids.map(async (id) => (await alertsOf(site, id)).filter(({ kind }) => kind === 'off_hours').length),
  )
  assert.deepEqual(counts, Object.values(times))
})

test('wrong PINs are told with station and time, and the third that locks the card', async () => {
  const { client, card } = await aFleet({ pin: '4831' })
  for (let n = 0; n < 4; n++) await till.redeemCard(card.number, 10_000n, { pin: '9999' })
  await watched(site)
  const told = (await kindsOf(client)).filter(({ kind }) => kind.startsWith('pin_'))
  assert.deepEqual(
    told.map(({ kind, facts }) => [kind, facts.triesLeft, facts.station]),
    [
      ['pin_wrong', 2, `АЗС ${station.number}`],
      ['pin_wrong', 1, `АЗС ${station.number}`],
      ['pin_locked', 0, `АЗС ${station.number}`],
    ],
  )
})

test('a refuel above the volume that a client calls large is told', async () => {
  const { client, card } = await aFleet()
  await settle(client, { big_ml: 60_000 })
  approved(await till.redeemCard(card.number, 60_000n))
  const { posTxnId } = approved(await till.redeemCard(card.number, 60_010n))
  await watched(site)
  assert.ok((await alertsOf(site, await txnOf(posTxnId))).some(({ kind }) => kind === 'big_refuel'))
  assert.equal((await kindsOf(client, 'big_refuel')).length, 1)
})

test('a pump that ran while the watch looked is judged when it has ended; one that gave nothing never', async () => {
  const { client, card } = await aFleet()
  await settle(client, { big_ml: 10_000 })
  const one = approved(await till.authorizeCard(card.number, 50_000n))
  const other = approved(await till.authorizeCard(card.number, 50_000n))
  await watched(site)
  assert.deepEqual(await kindsOf(client, 'big_refuel'), [])
  await till.complete(one.posTxnId, 40_000n)
  await till.reverse(other.posTxnId)
  await watched(site)
  assert.deepEqual(
    (await kindsOf(client, 'big_refuel')).map(({ key, facts }) => [key, facts.ml]),
    [[await txnOf(one.posTxnId), 40_000]],
  )
})

test('money that came is told once', async () => {
  const { client } = await aFleet()
  await paid(site.app, client.id, 5_000_000n)
  await watched(site)
  await watched(site)
  assert.deepEqual(
    (await kindsOf(client, 'payment')).map(({ facts }) => facts.tiyn),
    [100_000_000, 5_000_000],
  )
})

test('a balance is told when it falls below its mark, each time it does, and never to who was always below', async () => {
  const { client, card } = await aFleet()
  const poor = await site.aClient()
  await paid(site.app, poor.id, 100_00n)
  await watched(site)
  assert.deepEqual(await kindsOf(client, 'low_balance'), [])
  const fall = async () => {
    const { rows } = await sql<{ tiyn: bigint }>`
      select tiyn from ledger_account where client_id = ${client.id} and kind = 'client_advance'`.execute(
      site.app.db.write,
    )
    approved(await till.redeemCard(card.number, ((rows[0]!.tiyn - 1_000_000n) / 24_000n) * 1_000n))
    await watched(site)
    await watched(site)
  }
  await fall()
  assert.equal((await kindsOf(client, 'low_balance')).length, 1)
  await paid(site.app, client.id, 50_000_000n)
  await watched(site)
  await fall()
  assert.equal((await kindsOf(client, 'low_balance')).length, 2)
  assert.deepEqual(await kindsOf(poor, 'low_balance'), [])
})

test('a change of prices is told to everybody once, prices that begin together as one', async () => {
  const { client } = await aFleet()
  await watched(site)
  await sql`insert into price (product, tiyn_per_l, starts_at) values ('AI95', 25000, clock_timestamp()), ('DT', 31000, clock_timestamp())`
    .execute(site.owner)
    .then(() =>
      sql`update price set starts_at = (select max(starts_at) from price) where tiyn_per_l in (25000, 31000)`.execute(
        site.owner,
      ),
    )
  await new Promise((resolve) => setTimeout(resolve, 20))
  await watched(site)
  await watched(site)
  assert.deepEqual(
    (await kindsOf(client, 'price')).map(({ facts }) => facts.prices),
    [
      [
        { product: 'AI95', tiyn: 25_000, was: 24_000 },
        { product: 'DT', tiyn: 31_000, was: 24_000 },
      ],
    ],
  )
})

test('what ends soon is told by day, a card once and coupons as their letters do', async () => {
  const { client, card } = await aFleet()
  const coupons = await someCoupons(site.app, client, { count: 3 })
  await sql`update coupon set valid_to = local_day(now()) + 7 where id = any(${coupons.map(({ id }) => id)}::uuid[])`.execute(
    site.owner,
  )
  await sql`update card_medium set valid_to = local_day(now()) + 59 where card_id = ${card.id}`.execute(
    site.owner,
  )
  for (let n = 0; n < 2; n++) await sweep(site.app.db, 'day')
  assert.deepEqual(
    (await kindsOf(client))
      .filter(({ kind }) => kind.endsWith('_ending'))
      .map(({ kind, facts }) => [kind, facts.n ?? facts.card, facts.days]),
    [
      ['coupons_ending', 3, 7],
      ['card_ending', Number(await numberOf(card)), undefined],
    ],
  )
})

async function numberOf(card: Card) {
  const { rows } = await sql<{ number: bigint }>`select number from card where id = ${card.id}`.execute(
    site.owner,
  )
  return rows[0]!.number
}

test('however refuels are committed and workers race, each is told once and none is missed', async () => {
  const { client, card } = await aFleet()
  await settle(client, { big_ml: 10 })
  const ids: string[] = []
  let overtaken = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('refuel', 'begin', 'commit', 'watch', 'watch twice'), {
        minLength: 3,
        maxLength: 12,
      }),
      async (steps) => {
        const open: { end: () => Promise<void>; id: string }[] = []
        for (const step of steps) {
          if (step === 'refuel') ids.push(await aRefuel(site, client, card, { station: till }))
          else if (step === 'begin' && open.length < 3) open.push(await aLateRefuel(client, card))
          else if (step === 'commit' && open.length > 0) {
            const { end, id } = open.shift()!
            if (ids.some((other) => other > id)) overtaken++
            await end()
            ids.push(id)
          } else
            await Promise.all(
              Array.from({ length: step === 'watch twice' ? 2 : 1 }, () =>
                watchRefuels(site.app, { lagSeconds: 0 }),
              ),
            )
        }
        for (const { end, id } of open) {
          await end()
          ids.push(id)
        }
      },
    ),
    { numRuns: 25 },
  )
  await watched(site)
  const told = (await kindsOf(client, 'big_refuel')).map(({ key }) => key)
  assert.deepEqual(told.toSorted(), ids.toSorted())
  // A mark that follows the ids alone would have passed these by.
  assert.ok(overtaken > 0)
})

/** A refuel whose transaction is open: nobody sees it before `end`. */
async function aLateRefuel(client: Client, card: Card) {
  const connection = new pg.Client({ connectionString: site.databaseUrl })
  await connection.connect()
  await connection.query('begin')
  const { rows } = await connection.query<{ id: string }>(
    `insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, client_id, card_id, medium_id, scheme, state, product,
      tiyn_per_l, completed_at, ml, short_ml, tiyn)
     values ($1, $2, 1, 'late-' || gen_random_uuid(), 'redeem', $3, $4, $5, 'limit', 'completed', 'AI95', 24000, now(), 20000, 0, 480000) returning id`,
    [till.terminalId, till.id, client.id, card.id, card.mediumId],
  )
  return {
    id: rows[0]!.id,
    async end() {
      await connection.query('commit')
      await connection.end()
    },
  }
}

test('tills answer while the watch stands still, whatever it holds', async () => {
  const { card } = await aFleet()
  const stuck = new pg.Client({ connectionString: site.databaseUrl })
  await stuck.connect()
  try {
    await stuck.query(
      'begin; lock table watch_mark, watch_again, alert, suspicion, watch_setting in access exclusive mode',
    )
    const watching = watchRefuels(site.app, { lagSeconds: 0 }).then(
      () => 'done',
      () => 'failed',
    )
    const started = Date.now()
    for (let n = 0; n < 5; n++) approved(await till.redeemCard(card.number, 10_000n))
    const { posTxnId } = approved(await till.authorizeCard(card.number, 10_000n))
    approved(await till.complete(posTxnId, 10_000n))
    assert.ok(Date.now() - started < 4000, `${Date.now() - started} ms`)
    // It gives up by itself: a lock is waited for five seconds, and the next minute comes.
    assert.equal(await watching, 'failed')
  } finally {
    await stuck.end()
  }
})
