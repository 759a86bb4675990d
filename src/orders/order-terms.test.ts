import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { isoDay } from '../i18n/format.ts'
import { postPayment } from '../payments/post-payment.ts'
import { paid, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { lapseOrders, STATEMENT_DAYS } from './lapse-orders.ts'
import { payOrder } from './pay-order.ts'
import { placeOrder } from './place-order.ts'
import { remindOfInvoices } from './send-letters.ts'

let site: TestSite
before(async () => {
  site = await testSite()
  await pricesAre(site.app, { AI95: 25_000n })
})
after(() => site.stop())

const COST = 1_000_000n
const daysAgo = (days: number) => isoDay(new Date(Date.now() - days * 86_400_000))

/** Aigul owns the account, Bolat keeps its books, Marat manages and orders. */
async function aCompany() {
  const client = await site.aClient()
  const aigul = await site.aPerson({ clientId: client.id, role: 'owner', name: 'Айгүл' })
  const bolat = await site.aPerson({ clientId: client.id, role: 'accountant', lang: 'kk' })
  const marat = await site.aPerson({ clientId: client.id, role: 'manager', name: 'Марат' })
  return { client, aigul, bolat, marat }
}
type Client = Awaited<ReturnType<TestSite['aClient']>>

async function orders(client: Client, payFrom: 'invoice' | 'balance', accountId?: string) {
  const order = await site.app.db.transaction((tx) =>
    placeOrder(tx, site.app.vault, {
      clientId: client.id,
      contractId: client.contractId,
      lines: [{ product: 'AI95', nominalMl: 20_000n, count: 2 }],
      payFrom,
      agreedTiyn: COST,
      requestKey: randomUUID(),
      by: { name: 'Марат', accountId },
    }),
  )
  assert.ok(order.ok)
  return order
}

const pays = (client: Client, orderId: string, tiyn = COST, receivedOn = daysAgo(0)) =>
  site.app.db.transaction((tx) =>
    postPayment(tx, site.app.vault, {
      clientId: client.id,
      tiyn,
      receivedOn,
      source: 'hand',
      requestKey: randomUUID(),
      orders: [{ orderId, tiyn }],
      by: { name: 'test' },
    }),
  )

/** Sets an order's last day of payment so many days back. */
const dueDaysAgo = (orderId: string, days: number) =>
  sql`update purchase_order set pay_until = local_day(now()) - ${days}::int where id = ${orderId}`.execute(
    site.owner,
  )

async function outcome(client: Client, orderId: string) {
  const { rows } = await sql<{ state: string; coupons: number; advance: bigint }>`
    select o.state, (select count(*)::int from coupon where client_id = o.client_id) as coupons,
      coalesce((select tiyn from ledger_account where client_id = o.client_id and kind = 'client_advance'), 0) as advance
    from purchase_order o where client_id = ${client.id} and id = ${orderId}`.execute(site.app.db.write)
  return rows[0]!
}

const lapse = () => site.app.db.transaction(lapseOrders)

test('an unpaid order lapses when no statement can bring its money in time any more, and not before', async () => {
  const { client } = await aCompany()
  const [fresh, waiting, over, half] = [
    await orders(client, 'invoice'),
    await orders(client, 'invoice'),
    await orders(client, 'invoice'),
    await orders(client, 'invoice'),
  ]
  await pays(client, half.orderId, 400n)
  await dueDaysAgo(waiting.orderId, STATEMENT_DAYS)
  await dueDaysAgo(over.orderId, STATEMENT_DAYS + 1)
  await dueDaysAgo(half.orderId, STATEMENT_DAYS + 1)
  await lapse()
  const states = []
  for (const { orderId } of [fresh, waiting, over, half]) states.push((await outcome(client, orderId)).state)
  assert.deepEqual(states, ['invoiced', 'invoiced', 'lapsed', 'lapsed'])
  assert.equal((await outcome(client, half.orderId)).advance, 400n)
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from audit_entry where client_id = ${client.id} and action = 'order.lapsed'`.execute(
    site.owner,
  )
  assert.equal(rows[0]!.n, 2)
})

test('money of the last day pays the order when its statement comes later; money of the next day does not', async () => {
  const { client } = await aCompany()
  const inTime = await orders(client, 'invoice')
  await dueDaysAgo(inTime.orderId, 2)
  await pays(client, inTime.orderId, COST, daysAgo(2))
  assert.deepEqual(await outcome(client, inTime.orderId), { state: 'fulfilled', coupons: 2, advance: 0n })

  const late = await orders(client, 'invoice')
  await dueDaysAgo(late.orderId, 2)
  const posted = await pays(client, late.orderId, COST, daysAgo(1))
  assert.deepEqual(posted.fulfilled, [])
  assert.deepEqual(await outcome(client, late.orderId), { state: 'lapsed', coupons: 2, advance: COST })
})

test('an overdue invoice is not paid from the balance at its old price', async () => {
  const { client } = await aCompany()
  const order = await orders(client, 'invoice')
  await paid(site.app, client.id, COST)
  await dueDaysAgo(order.orderId, 1)
  const refused = await site.app.db.transaction((tx) =>
    payOrder(tx, site.app.vault, { clientId: client.id, orderId: order.orderId, by: { name: 'test' } }),
  )
  assert.deepEqual(refused, { ok: false, reason: 'overdue' })
  assert.deepEqual(await outcome(client, order.orderId), { state: 'invoiced', coupons: 0, advance: COST })
})

test('of a lapse and a payment at the same moment one wins, and the money is never lost', async () => {
  for (let round = 0; round < 12; round++) {
    const client = await site.aClient()
    const order = await orders(client, 'invoice')
    await dueDaysAgo(order.orderId, STATEMENT_DAYS + 1)
    const later = (work: () => Promise<unknown>, first: boolean) =>
      new Promise((resolve) => setTimeout(resolve, first ? 0 : round * 2)).then(work)
    await Promise.all([
      later(lapse, round % 2 === 0),
      later(() => pays(client, order.orderId, COST, daysAgo(10)), round % 2 === 1),
    ])
    const { state, coupons, advance } = await outcome(client, order.orderId)
    assert.deepEqual(
      [coupons, advance],
      state === 'lapsed' ? [0, COST] : state === 'fulfilled' ? [2, 0n] : ['neither', state],
    )
  }
})

test('lapsing twice at once lapses an order once', async () => {
  const client = await site.aClient()
  const order = await orders(client, 'invoice')
  await dueDaysAgo(order.orderId, STATEMENT_DAYS + 1)
  await Promise.all([lapse(), lapse(), lapse()])
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from audit_entry where client_id = ${client.id} and action = 'order.lapsed'`.execute(
    site.owner,
  )
  assert.equal(rows[0]!.n, 1)
})

test('an invoice goes to who ordered it and to the accountants, each in their language', async () => {
  const { client, aigul, bolat, marat } = await aCompany()
  const order = await orders(client, 'invoice', marat.id)
  const letter = await site.letter(marat.email)
  assert.equal(letter.subject, `Счёт № ${order.number} на 10\u00a0000,00\u00a0₸`)
  assert.ok(letter.links.some((link) => new URL(link).pathname === `/app/invoices/${order.number}`))
  assert.equal((await site.letter(bolat.email)).subject, `№ ${order.number} шот, 10\u00a0000,00\u00a0₸`)
  assert.deepEqual(await site.otherLetters(aigul.email), [])
})

test('who ordered and the owners read that the coupons are there; who bought from the balance knows it', async () => {
  const { client, aigul, bolat, marat } = await aCompany()
  const byInvoice = await orders(client, 'invoice', marat.id)
  await pays(client, byInvoice.orderId)
  const made = (letter: { subject: string }) =>
    letter.subject === `Талоны по заказу № ${byInvoice.number} готовы`
  assert.match((await site.letter(marat.email, made)).text, /Платёж зачислен по счёту/)
  const owners = await site.letter(aigul.email, made)
  assert.match(owners.text, /Кто заказал: Марат/)
  assert.match(owners.text, /Талоны: 2 талона, 40\sл/)

  await paid(site.app, client.id, COST)
  const fromBalance = await orders(client, 'balance', marat.id)
  const bought = (letter: { subject: string }) => letter.subject.includes(fromBalance.number)
  assert.match((await site.letter(aigul.email, bought)).text, /оплачен с баланса/)
  assert.ok(!(await site.otherLetters(marat.email)).some(bought))
  assert.ok(!(await site.otherLetters(bolat.email)).some(bought))
})

test('an unpaid invoice is brought to mind once, the day before its last; a paid or a fresh one is not', async () => {
  const { client, bolat, marat } = await aCompany()
  const due = await orders(client, 'invoice', marat.id)
  const fresh = await orders(client, 'invoice', marat.id)
  const settled = await orders(client, 'invoice', marat.id)
  const far = await orders(client, 'invoice', marat.id)
  await pays(client, settled.orderId)
  for (const { orderId } of [due, fresh, settled]) await dueDaysAgo(orderId, -1)
  for (const { orderId } of [due, settled, far])
    await sql`update purchase_order set ordered_at = now() - interval '2 days' where id = ${orderId}`.execute(
      site.owner,
    )
  const remind = () => site.app.db.transaction(remindOfInvoices)
  await Promise.all([remind(), remind()])
  await remind()
  const again = /^№ (\S+) шот: төлеу мерзімі/
  await site.letter(bolat.email, ({ subject }) => again.exec(subject)?.[1] === due.number)
  const others = await site.otherLetters(bolat.email)
  assert.deepEqual(
    others.filter(({ subject }) => again.test(subject)),
    [],
  )
})
