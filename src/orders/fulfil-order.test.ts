import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { readAdvance } from '../ledger/advance.ts'
import { post } from '../ledger/post.ts'
import { postPayment } from '../payments/post-payment.ts'
import { paid, pricesAre, someCoupons } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { placeOrder, type OrderRequest } from './place-order.ts'

let site: TestSite
before(async () => {
  site = await testSite()
  await pricesAre(site.app, { AI95: 24_550n })
})
after(() => site.stop())

const BY = { name: 'test' }
// 3 × 20 l × 245.50 ₸
const COST = 3n * 491_000n

type Client = Awaited<ReturnType<TestSite['aClient']>>
const anOrder = (client: Client, facts: Partial<OrderRequest> = {}): OrderRequest => ({
  clientId: client.id,
  contractId: client.contractId,
  lines: [{ product: 'AI95', nominalMl: 20_000n, count: 3 }],
  payFrom: 'invoice',
  agreedTiyn: COST,
  requestKey: randomUUID(),
  by: BY,
  ...facts,
})
const place = (request: OrderRequest) =>
  site.app.db.transaction((tx) => placeOrder(tx, site.app.vault, request))
const pay = (
  client: Client,
  tiyn: bigint,
  orders: { orderId: string; tiyn: bigint }[],
  requestKey = randomUUID(),
) =>
  site.app.db.transaction((tx) =>
    postPayment(tx, site.app.vault, {
      clientId: client.id,
      tiyn,
      receivedOn: '2026-11-20',
      source: 'hand',
      requestKey,
      orders,
      by: BY,
    }),
  )
const couponsOf = async (client: Client) =>
  (
    await sql<{ n: bigint; ml: bigint; tiyn: bigint }>`
      select count(*) as n, coalesce(sum(remaining_ml), 0)::bigint as ml, coalesce(sum(value_tiyn), 0)::bigint as tiyn
      from coupon where client_id = ${client.id}`.execute(site.app.db.write)
  ).rows[0]!
const sumOf = async (client: Client, account: string, unit = 'KZT') =>
  (
    await sql<{ sum: bigint }>`
      select coalesce(sum(amount), 0)::bigint as sum from ledger_entry
      where client_id = ${client.id} and account = ${account} and unit = ${unit}`.execute(site.app.db.write)
  ).rows[0]!.sum

test('a paid invoice makes its coupons in the payment’s own transaction', async () => {
  const client = await site.aClient()
  const order = await place(anOrder(client))
  assert.ok(order.ok)
  assert.equal(order.state, 'invoiced')
  assert.equal((await couponsOf(client)).n, 0n)

  const payment = await pay(client, COST, [{ orderId: order.orderId, tiyn: COST }])
  assert.deepEqual(payment.fulfilled, [order.orderId])
  assert.deepEqual(await couponsOf(client), { n: 3n, ml: 60_000n, tiyn: COST })
  assert.equal(await sumOf(client, 'coupon_liability'), -COST)
  assert.equal(await sumOf(client, 'coupon_liability', 'AI95'), -60_000n)
  assert.equal(await sumOf(client, 'bank'), COST)
  assert.equal((await readAdvance(site.app.db.read, client.id)).tiyn, 0n)
})

test('a part of the sum waits on the advance until the rest comes, and too much stays there', async () => {
  const client = await site.aClient()
  const order = await place(anOrder(client))
  assert.ok(order.ok)
  assert.deepEqual((await pay(client, 1_000n, [{ orderId: order.orderId, tiyn: 1_000n }])).fulfilled, [])
  assert.equal((await couponsOf(client)).n, 0n)
  assert.deepEqual((await pay(client, COST, [{ orderId: order.orderId, tiyn: COST }])).fulfilled, [
    order.orderId,
  ])
  assert.equal((await couponsOf(client)).n, 3n)
  assert.equal((await readAdvance(site.app.db.read, client.id)).tiyn, 1_000n)
})

test('one payment posted by ten at once is posted once', async () => {
  const client = await site.aClient()
  const order = await place(anOrder(client))
  assert.ok(order.ok)
  const key = randomUUID()
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => pay(client, COST, [{ orderId: order.orderId, tiyn: COST }], key)),
  )
  assert.equal(answers.filter(({ replayed }) => !replayed).length, 1)
  assert.equal((await couponsOf(client)).n, 3n)
  assert.equal(await sumOf(client, 'bank'), COST)
})

test('a balance that covers one order pays one of ten placed at once', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, COST)
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => place(anOrder(client, { payFrom: 'balance' }))),
  )
  assert.equal(answers.filter(({ ok }) => ok).length, 1)
  assert.ok(answers.every((answer) => answer.ok || answer.reason === 'not_enough'))
  assert.equal((await couponsOf(client)).n, 3n)
  assert.equal((await readAdvance(site.app.db.read, client.id)).tiyn, 0n)
})

test('the same form sent ten times at once is one order', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, COST * 10n)
  const request = anOrder(client, { payFrom: 'balance' })
  const answers = await Promise.all(Array.from({ length: 10 }, () => place(request)))
  assert.equal(new Set(answers.map((answer) => answer.ok && answer.orderId)).size, 1)
  assert.equal((await couponsOf(client)).n, 3n)
})

test('another price than the one on the check page is asked about again', async () => {
  const client = await site.aClient()
  assert.deepEqual(await place(anOrder(client, { agreedTiyn: COST - 1n })), {
    ok: false,
    reason: 'price_changed',
    tiyn: COST,
  })
})

test('the database refuses what must never be, whoever writes', async () => {
  const client = await site.aClient()
  const [coupon] = await someCoupons(site.app, client)
  const refused = (statement: string) =>
    assert.rejects(sql.raw(statement).execute(site.app.db.write), /permission denied/)
  await refused(`update coupon set spent_ml = 0 where id = '${coupon!.id}'`)
  await refused(`update ledger_account set tiyn = 100000000 where client_id = '${client.id}'`)
  await refused(`update posting set tiyn = 1 where client_id = '${client.id}'`)
  await refused(`delete from posting where client_id = '${client.id}'`)
  await refused(`delete from coupon where id = '${coupon!.id}'`)
  await refused(`update invoice set tiyn = 1`)

  const owner = (statement: string, constraint: RegExp) =>
    assert.rejects(sql.raw(statement).execute(site.owner), constraint)
  await owner(
    `update coupon set hold_ml = nominal_ml + 10 where id = '${coupon!.id}'`,
    /coupon_hold_within_rest/,
  )
  await owner(
    `update coupon set spent_ml = nominal_ml + 10 where id = '${coupon!.id}'`,
    /ml_check|remaining_ml/,
  )
  await owner(
    `insert into coupon (client_id, code_hash, last_four, lot_id, n, lot_count, contract_id, product, nominal_ml, tiyn_per_l, nominal_tiyn, valid_to)
     select client_id, sha256('x'), '0000', lot_id, lot_count + 1, lot_count, contract_id, product, nominal_ml, tiyn_per_l, nominal_tiyn, valid_to
     from coupon where id = '${coupon!.id}'`,
    /coupon_within_its_lot/,
  )
  await assert.rejects(
    site.app.db.transaction((tx) =>
      post(tx, {
        clientId: client.id,
        event: 'payout_due',
        refId: randomUUID(),
        debit: 'client_advance',
        credit: 'refund_payable',
        tiyn: 1n,
      }),
    ),
    /ledger_account_(not_overdrawn|hold_within)/,
  )
  await assert.rejects(
    site.app.db.transaction((tx) =>
      post(tx, {
        clientId: client.id,
        event: 'payment',
        refId: randomUUID(),
        debit: 'client_advance',
        credit: 'coupon_liability',
        tiyn: 1n,
      }),
    ),
    /posting_between_accounts|posting_of_payment/,
  )
})
