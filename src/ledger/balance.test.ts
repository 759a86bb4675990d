import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { ClientRole } from '../accounts/roles.ts'
import { isoDay } from '../i18n/format.ts'
import { postPayment } from '../payments/post-payment.ts'
import { placeOrder } from '../orders/place-order.ts'
import { paid, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { readAdvance } from './advance.ts'
import { usualPeriods } from './period.ts'

let site: TestSite
before(async () => {
  site = await testSite()
  await pricesAre(site.app, { AI95: 25_000n })
})
after(() => site.stop())

const COST = 500_000n

async function aCompany() {
  const client = await site.aClient()
  const as = async (role: ClientRole) => site.signedIn(await site.aPerson({ clientId: client.id, role }))
  return { client, as, aigul: await as('owner') }
}

const buys = (client: { id: string; contractId: string }) =>
  site.app.db.transaction((tx) =>
    placeOrder(tx, site.app.vault, {
      clientId: client.id,
      contractId: client.contractId,
      lines: [{ product: 'AI95', nominalMl: 20_000n, count: 1 }],
      payFrom: 'balance',
      agreedTiyn: COST,
      requestKey: randomUUID(),
      by: { name: 'test' },
    }),
  )

/** Makes everything of a client so far so many days older. */
const age = (client: { id: string }, days: number) =>
  sql`update posting set at = at - make_interval(days => ${days}) where client_id = ${client.id}`.execute(
    site.owner,
  )
const daysAgo = (days: number) => isoDay(new Date(Date.now() - days * 86_400_000))
const rowsOf = (text: string) => [...text.matchAll(/<tr>/g)].length - 1

test('a period shows what was there, what came, what went and what is left, and ties to the balance', async () => {
  const { client, aigul } = await aCompany()
  await paid(site.app, client.id, 2_000_000n)
  await age(client, 100)
  await paid(site.app, client.id, 300_000n)
  await buys(client)
  await age(client, 50)
  await buys(client)

  const middle = await aigul.get(`/app/balance?from=${daysAgo(60)}&to=${daysAgo(40)}`)
  assert.match(
    middle.words,
    /Остаток на начало, [^₸]+ 20 000,00 ₸ Поступило 3 000,00 ₸ Израсходовано 5 000,00 ₸/,
  )
  assert.match(middle.words, /Остаток на конец, [^₸]+ 18 000,00 ₸/)
  const all = await aigul.get(`/app/balance?from=${daysAgo(200)}&to=${daysAgo(0)}`)
  const now = await readAdvance(site.app.db.read, client.id)
  assert.equal(now.tiyn, 1_300_000n)
  assert.match(all.words, /Остаток на начало, [^₸]+ 0,00 ₸/)
  assert.match(all.words, /Остаток на конец, [^₸]+ 13 000,00 ₸/)
  assert.equal(rowsOf(all.text), 4)
})

test('midnight in Kazakhstan ends a day, not midnight of the server', async () => {
  const { client, aigul } = await aCompany()
  await paid(site.app, client.id, 100_000n)
  await sql`update posting set at = '2026-03-05 18:59:59Z' where client_id = ${client.id}`.execute(site.owner)
  assert.match((await aigul.get('/app/balance?from=2026-03-05&to=2026-03-05')).words, /Поступило 1 000,00 ₸/)
  await sql`update posting set at = '2026-03-05 19:00:00Z' where client_id = ${client.id}`.execute(site.owner)
  assert.match((await aigul.get('/app/balance?from=2026-03-05&to=2026-03-05')).words, /Поступило 0,00 ₸/)
  assert.match((await aigul.get('/app/balance?from=06.03.2026&to=06.03.2026')).words, /Поступило 1 000,00 ₸/)
})

test('each movement leads to its paper: the order it paid, the payment and what it was for', async () => {
  const { client, aigul } = await aCompany()
  const order = await site.app.db.transaction((tx) =>
    placeOrder(tx, site.app.vault, {
      clientId: client.id,
      contractId: client.contractId,
      lines: [{ product: 'AI95', nominalMl: 20_000n, count: 1 }],
      payFrom: 'invoice',
      agreedTiyn: COST,
      requestKey: randomUUID(),
      by: { name: 'test' },
    }),
  )
  assert.ok(order.ok)
  await site.app.db.transaction((tx) =>
    postPayment(tx, site.app.vault, {
      clientId: client.id,
      tiyn: COST,
      receivedOn: daysAgo(0),
      documentNumber: '=HYPERLINK(1)',
      source: 'hand',
      requestKey: randomUUID(),
      orders: [{ orderId: order.orderId, tiyn: COST }],
      by: { name: 'test' },
    }),
  )
  const page = await aigul.get('/app/balance')
  assert.match(page.words, new RegExp(`Покупка талонов Заказ ${order.number} −5 000,00 ₸`))
  assert.match(
    page.words,
    new RegExp(`Поступление денег Платёжное поручение =HYPERLINK\\(1\\) Заказ ${order.number} \\+5 000,00 ₸`),
  )
  assert.equal([...page.text.matchAll(new RegExp(`href="/app/orders/${order.number}"`, 'g'))].length, 2)

  const file = await aigul.get('/app/balance.csv')
  assert.match(file.headers.get('content-disposition')!, /balance_.*\.csv/)
  const lines = file.text.replace('\ufeff', '').split('\r\n')
  assert.match(lines[0]!, /^Когда \(UTC\+5\);Что произошло;Документ;Поступило;Израсходовано$/)
  assert.match(lines[2]!, /Покупка талонов;Заказ .*;;5000,00$/)
  assert.match(lines[3]!, /Поступление денег;.*;5000,00;$/)
  assert.match(lines[4]!, /Остаток на начало;;0,00;$/)
})

test('a long period is stepped through without a gap, and its file holds all of it', async () => {
  const { client, aigul } = await aCompany()
  await sql`insert into ledger_account (client_id, kind) values (${client.id}, 'client_advance')`.execute(
    site.owner,
  )
  await sql`
    with made as (
      insert into payment (client_id, tiyn, received_on, source)
      select ${client.id}, 100 + n, current_date, 'seed' from generate_series(1, 1120) n returning id, tiyn)
    insert into posting (client_id, event, ref_id, payment_id, debit, credit, tiyn, at)
    select ${client.id}, 'payment', id, id, 'bank', 'client_advance', tiyn, date_trunc('minute', now()) from made`.execute(
    site.owner,
  )
  const sums = (text: string) =>
    [...text.matchAll(/\+(\d+),(\d\d)/g)].map(([, whole, part]) => Number(whole + part!))
  const seen: number[] = []
  let page = await aigul.get('/app/balance')
  for (;;) {
    seen.push(...sums(page.words))
    const next = /href="([^"]+)" rel="next"/.exec(page.text)?.[1]
    if (!next) break
    page = await aigul.get(next.replaceAll('&amp;', '&'))
  }
  assert.equal(seen.length, 1120)
  assert.equal(new Set(seen).size, 1120)
  const file = await aigul.get('/app/balance.csv')
  assert.equal(file.text.trim().split('\r\n').length, 1120 + 3)
})

for (const [what, query, sentence] of [
  ['a day no calendar has', 'from=2026-02-30&to=2026-03-01', /Дата не распознана/],
  ['words', 'from=вчера&to=завтра', /Дата не распознана/],
  ['a year beyond all', 'from=2026-01-01&to=9999-12-31', /Дата не распознана/],
  ['one date only', 'from=2026-01-01', /Дата не распознана/],
  ['an end before its beginning', 'from=2026-03-02&to=2026-03-01', /Начало периода позже конца/],
] as const)
  test(`a period of ${what} is refused at its field and kept as typed`, async () => {
    const { aigul } = await aCompany()
    const refused = await aigul.get(`/app/balance?${query}`)
    assert.equal(refused.status, 422)
    assert.match(refused.words, sentence)
    assert.equal((await aigul.get(`/app/balance.csv?${query}`)).status, 303)
  })

test('owners and accountants see the movements, a manager the sum, the others no money at all', async () => {
  const { client, as } = await aCompany()
  await paid(site.app, client.id, 12_345_00n)
  for (const [role, status, sum] of [
    ['owner', 200, true],
    ['accountant', 200, true],
    ['manager', 403, true],
    ['approver', 403, false],
    ['dispatcher', 403, false],
    ['viewer', 403, false],
  ] as const) {
    const browser = await as(role)
    assert.equal((await browser.get('/app/balance')).status, status, role)
    assert.equal((await browser.get('/app/balance.csv')).status, status, role)
    assert.equal(/12 345,00 ₸/.test((await browser.get('/app')).words), sum, role)
  }
  const chingiz = await site.signedIn(await site.aPerson({ clientId: (await site.aClient()).id }))
  assert.doesNotMatch((await chingiz.get('/app/balance')).words, /12 345/)
})

test('whom to pay in is said with the contract, or why it cannot be said', async () => {
  const { client, aigul, as } = await aCompany()
  const page = await aigul.get('/app/balance/top-up')
  assert.match(page.words, /KZ86125KZT5004100100/)
  assert.match(page.words, new RegExp(`Предоплата за нефтепродукты по договору № ${client.contract}`))
  assert.match(page.words, new RegExp(`по БИН ${client.bin}`))
  assert.equal((await (await as('viewer')).get('/app/balance/top-up')).status, 403)
  await sql`update contract set state = 'closed' where id = ${client.contractId}`.execute(site.owner)
  assert.match((await aigul.get('/app/balance/top-up')).words, /только по действующему договору/)
})

test('the first page brings a low balance and unpaid invoices to mind, and one broken part leaves the others', async () => {
  const { client, aigul } = await aCompany()
  await paid(site.app, client.id, COST)
  await buys(client)
  assert.match((await aigul.get('/app')).words, /На счёте меньше 50 000,00 ₸/)
  await site.app.db.transaction((tx) =>
    placeOrder(tx, site.app.vault, {
      clientId: client.id,
      contractId: client.contractId,
      lines: [{ product: 'AI95', nominalMl: 20_000n, count: 1 }],
      payFrom: 'invoice',
      agreedTiyn: COST,
      requestKey: randomUUID(),
      by: { name: 'test' },
    }),
  )
  const calm = await aigul.get('/app')
  assert.doesNotMatch(calm.words, /нужно оплатить|На счёте меньше/)
  await sql`update purchase_order set pay_until = local_day(now()) + 1 where client_id = ${client.id} and state = 'invoiced'`.execute(
    site.owner,
  )
  assert.match((await aigul.get('/app')).words, /Счёт \d{4}-\d+ на 5 000,00 ₸ нужно оплатить до/)

  await sql`alter table ledger_account rename to ledger_account_away`.execute(site.owner)
  try {
    const broken = await aigul.get('/app')
    assert.equal(broken.status, 200)
    assert.match(broken.words, /Не удалось загрузить/)
    assert.match(broken.words, /Действующий договор/)
  } finally {
    await sql`alter table ledger_account_away rename to ledger_account`.execute(site.owner)
  }
})

test('the usual periods are whole months, quarters and years of the calendar', () => {
  const days = (iso: string) => usualPeriods(new Date(iso)).map(({ from, to }) => `${from}…${to}`)
  assert.deepEqual(days('2026-01-31T20:00:00Z'), [
    '2026-02-01…2026-02-28',
    '2026-01-01…2026-01-31',
    '2026-01-01…2026-03-31',
    '2026-01-01…2026-12-31',
  ])
  assert.deepEqual(days('2028-01-15T00:00:00Z').slice(0, 2), [
    '2028-01-01…2028-01-31',
    '2027-12-01…2027-12-31',
  ])
})
