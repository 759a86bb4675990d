import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { ClientRole } from '../accounts/roles.ts'
import { postPayment } from '../payments/post-payment.ts'
import type { Browser } from '../testing/browser.ts'
import { paid, pricesAre } from '../testing/coupons.ts'
import { readPdf } from '../testing/read-pdf.ts'
import { testSite, type TestSite } from '../testing/site.ts'

let site: TestSite
before(async () => {
  site = await testSite()
  await pricesAre(site.app, { AI95: 24_550n, DT: 30_000n })
})
after(() => site.stop())

// 3 × 20 l × 245.50 ₸, as the page writes it
const COST = 1_473_000n
const COST_WORDS = '14 730,00 ₸'

/** Aigul owns the account, Bolat keeps its books, Dana gives coupons out, Chingiz is a stranger. */
async function aCompany() {
  const client = await site.aClient()
  const as = async (role: ClientRole, name: string) =>
    site.signedIn(await site.aPerson({ clientId: client.id, role, name }))
  const stranger = await site.aClient()
  const chingiz = await site.signedIn(await site.aPerson({ clientId: stranger.id }))
  return { client, stranger, as, aigul: await as('owner', 'Айгүл'), chingiz }
}

const line = { product0: 'AI95', litres0: '20', other0: '', count0: '3' }

/** From the buying page to the check page. */
async function toCheck(browser: Browser, fields: Record<string, string>) {
  await browser.get('/app/coupons/buy')
  const sent = await browser.submit(fields, '/app/coupons/buy')
  assert.equal(sent.status, 303, sent.words)
  return browser.get(sent.location)
}

/** All the way: answers with the order's number. */
async function buys(browser: Browser, fields: Record<string, string>): Promise<string> {
  await toCheck(browser, fields)
  const bought = await browser.submit({}, '/app/coupons/buy/check')
  assert.equal(bought.status, 303, bought.words)
  return /\d{4}-\d{6}$/.exec(bought.location)![0]
}

const couponsOf = async (client: { id: string }) =>
  (await sql`select from coupon where client_id = ${client.id}`.execute(site.owner)).rows.length
const ordersOf = async (client: { id: string }) =>
  (
    await sql<{ id: string; number: string; state: string }>`
      select id, number, state from purchase_order where client_id = ${client.id} order by ordered_at`.execute(
      site.owner,
    )
  ).rows

test('an owner buys from the balance: what, how much, at which price, and the button names the sum', async () => {
  const { client, aigul } = await aCompany()
  await paid(site.app, client.id, COST + 100_00n)
  const check = await toCheck(aigul, { ...line, pay: 'balance' })
  assert.match(check.words, /АИ-95 20 л 3 245,50 ₸ 14 730,00 ₸/)
  assert.match(check.words, /В том числе НДС 16 %: 2 031,72 ₸/)
  assert.match(check.words, /С баланса, останется 100,00 ₸/)
  assert.match(check.words, new RegExp(`Купить за ${COST_WORDS}`))
  assert.equal(await couponsOf(client), 0)

  const bought = await aigul.submit({}, '/app/coupons/buy/check')
  const order = await aigul.open(bought.location)
  assert.match(order.words, /3 талона уже в запасе/)
  assert.match(order.words, /Исполнен/)
  assert.equal(await couponsOf(client), 3)
})

test('by invoice nothing is made yet, and the invoice says whom to pay, how much and what for', async () => {
  const { client, aigul } = await aCompany()
  const number = await buys(aigul, { ...line, pay: 'invoice' })
  const page = await aigul.get(`/app/invoices/${number}`)
  for (const part of ['KZ86125KZT5004100100', 'BANKKZKX', '210440000804', '14 730,00', client.contract])
    assert.ok(page.words.includes(part), part)
  assert.match(page.words, new RegExp(`В назначении платежа укажите номер счёта: ${number}`))
  assert.equal(await couponsOf(client), 0)
  assert.match((await aigul.get('/app/orders')).words, new RegExp(`${number}.*АИ-95, 20 л × 3.*Ждёт оплаты`))
})

test('lines are added and removed by buttons of the form, and nothing typed is lost', async () => {
  const { aigul } = await aCompany()
  await aigul.get('/app/coupons/buy')
  const two = await aigul.submit({ ...line, count0: 'пять', act: 'add' }, '/app/coupons/buy')
  assert.equal(two.status, 200)
  assert.match(two.words, /Строка 2/)
  assert.match(two.text, /name="count0"[^>]*value="пять"/)
  const wrong = await aigul.submit(
    { ...line, product1: 'DT', litres1: 'other', other1: '35', count1: '2', pay: 'invoice' },
    '/app/coupons/buy',
  )
  assert.match((await aigul.get(wrong.location)).words, /ДТ 35 л 2 300,00 ₸ 21 000,00 ₸/)

  await aigul.get('/app/coupons/buy?lines=AI95-20-3.DT-35-2')
  const one = await aigul.submit({ act: 'remove-0' }, '/app/coupons/buy')
  assert.doesNotMatch(one.words, /Строка 2/)
  assert.match(one.text, /value="DT" selected/)
  assert.match(one.text, /name="other0"[^>]*value="35"/)
})

test('a line left blank beside a full one is no line', async () => {
  const { aigul } = await aCompany()
  await aigul.get('/app/coupons/buy')
  await aigul.submit({ ...line, act: 'add' }, '/app/coupons/buy')
  const sent = await aigul.submit({ pay: 'invoice' }, '/app/coupons/buy')
  assert.match(sent.location, /lines=AI95-20-3&/)
})

for (const [what, fields, sentence] of [
  ['no fuel', { product0: '' }, /Выберите топливо/],
  ['a fuel nobody knows', { product0: 'WATER' }, /Выберите топливо/],
  ['0 litres', { litres0: 'other', other0: '0' }, /Введите целое число литров от 1 до 1000/],
  ['10.005 litres', { litres0: 'other', other0: '10.005' }, /Введите целое число литров/],
  ['minus five litres', { litres0: 'other', other0: '-5' }, /Введите целое число литров/],
  ['no coupons', { count0: '0' }, /Введите число от 1 до 10/],
  ['a thousand million coupons', { count0: '1000000000' }, /Введите число от 1 до 10/],
  ['1e9 coupons', { count0: '1e9' }, /Введите число от 1 до 10/],
  ['a payment nobody offers', { pay: 'gold' }, /Выберите, как оплатить/],
  ['another client’s contract', { contract: 'theirs' }, /Этот договор не действует/],
] as const)
  test(`the form refuses ${what} at the field and buys nothing`, async () => {
    const { client, stranger, aigul } = await aCompany()
    await aigul.get('/app/coupons/buy')
    const contract = 'contract' in fields ? stranger.contractId : client.contractId
    const refused = await aigul.submit({ ...line, pay: 'invoice', ...fields, contract }, '/app/coupons/buy')
    assert.equal(refused.status, 422)
    assert.match(refused.words, sentence)
    assert.deepEqual(await ordersOf(client), [])
  })

test('more coupons than an order holds are refused for all lines together', async () => {
  const { aigul } = await aCompany()
  await aigul.get('/app/coupons/buy?lines=AI95-20-3.DT-35-2')
  const refused = await aigul.submit({ count0: '9999', count1: '2', pay: 'invoice' }, '/app/coupons/buy')
  assert.equal(refused.status, 422)
  assert.match(refused.words, /не больше 10000 талонов, а получилось 10001/)
})

test('the check page takes nothing that the buying page would refuse', async () => {
  const { client, stranger, aigul } = await aCompany()
  const good = {
    lines: 'AI95-20-3',
    pay: 'invoice',
    contract: client.contractId,
    key: randomUUID(),
    agreed: String(COST),
  }
  for (const bad of [
    { lines: '' },
    { lines: 'AI95-0-3' },
    { lines: 'AI95-20-0' },
    { lines: 'AI95-20-99999' },
    { lines: 'AI95-20-1000000000' },
    { lines: 'AI95-10.005-1' },
    { lines: Array.from({ length: 21 }, () => 'AI95-20-1').join('.') },
    { pay: 'gold' },
    { key: 'x' },
    { contract: 'x' },
    { contract: stranger.contractId },
    { agreed: '0' },
    { agreed: '-1' },
    { agreed: '' },
  ]) {
    await aigul.get('/app/coupons/buy')
    const refused = await aigul.post('/app/coupons/buy/check', { csrf: aigul.csrf, ...good, ...bad })
    assert.equal(refused.status, 422, JSON.stringify(bad))
    const { agreed: _agreed, ...query } = { ...good, ...bad }
    assert.ok((await aigul.get(`/app/coupons/buy/check?${new URLSearchParams(query)}`)).status < 500)
  }
  assert.deepEqual(await ordersOf(client), [])
})

test('a price that changed between the pages is shown with both sums and asked about again', async () => {
  const { client, aigul } = await aCompany()
  await toCheck(aigul, { ...line, product0: 'LPG', pay: 'invoice' })
  await sql`insert into price (product, tiyn_per_l, starts_at) values ('LPG', 25000, now())`.execute(
    site.app.db.write,
  )
  const asked = await aigul.submit({}, '/app/coupons/buy/check')
  assert.equal(asked.status, 422)
  assert.match(asked.words, /Цена изменилась: была 14 400,00 ₸, стала 15 000,00 ₸/)
  assert.match(asked.words, /Получить счёт на 15 000,00 ₸/)
  assert.deepEqual(await ordersOf(client), [])
  assert.equal((await aigul.submit({}, '/app/coupons/buy/check')).status, 303)
})

test('the check page sent ten times at once is one order, and its address leads to that order afterwards', async () => {
  const { client, aigul } = await aCompany()
  await paid(site.app, client.id, COST * 10n)
  await aigul.get('/app/coupons/buy')
  const { location } = await aigul.submit({ ...line, pay: 'balance' }, '/app/coupons/buy')
  await aigul.get(location)
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => aigul.submit({}, '/app/coupons/buy/check')),
  )
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [303])
  assert.equal(new Set(answers.map((answer) => answer.location)).size, 1)
  assert.equal((await ordersOf(client)).length, 1)
  assert.equal(await couponsOf(client), 3)
  const again = await aigul.get(location)
  assert.equal(again.location, answers[0]!.location)
})

test('a balance that does not cover the order is said with what is lacking', async () => {
  const { client, aigul } = await aCompany()
  await paid(site.app, client.id, COST - 250n)
  await aigul.get('/app/coupons/buy')
  const refused = await aigul.submit({ ...line, pay: 'balance' }, '/app/coupons/buy')
  assert.equal(refused.status, 422)
  assert.match(refused.words, /На счёте не хватает 2,50 ₸/)

  await paid(site.app, client.id, 250n)
  await toCheck(aigul, { ...line, pay: 'balance' })
  const spent = await site.signedIn(await site.aPerson({ clientId: client.id, role: 'manager' }))
  await buys(spent, { ...line, count0: '1', pay: 'balance' })
  const late = await aigul.submit({}, '/app/coupons/buy/check')
  assert.equal(late.status, 422)
  assert.match(late.words, /не хватает 4 910,00 ₸/)
  assert.equal(await couponsOf(client), 1)
})

test('a contract’s discount is in the price, on the page and in the order', async () => {
  const { client, aigul } = await aCompany()
  await sql`update contract set discount_bp = 250 where id = ${client.contractId}`.execute(site.owner)
  assert.match((await aigul.get('/app/coupons/buy')).words, /С вашей скидкой 2,5 %/)
  const check = await toCheck(aigul, { ...line, pay: 'invoice' })
  // 245.50 ₸ less 2.5 % is 239.3625 ₸
  assert.match(check.words, /239,36 ₸/)
  assert.equal((await aigul.submit({}, '/app/coupons/buy/check')).status, 303)
})

test('a contract that sells coupons with their issue says so before they are bought', async () => {
  const { client, aigul } = await aCompany()
  const said = /Реализация и НДС В день выдачи талонов/
  assert.doesNotMatch((await toCheck(aigul, { ...line, pay: 'invoice' })).words, said)
  await sql`update contract set turnover = 'hand_over' where id = ${client.contractId}`.execute(site.owner)
  assert.match((await toCheck(aigul, { ...line, pay: 'invoice' })).words, said)
})

test('without the retailer’s bank details there is no invoice, and the page says so', async () => {
  const { client, aigul } = await aCompany()
  await toCheck(aigul, { ...line, pay: 'invoice' })
  await sql`insert into seller (details) values ('{}')`.execute(site.owner)
  try {
    const refused = await aigul.submit({}, '/app/coupons/buy/check')
    assert.equal(refused.status, 422)
    assert.match(refused.words, /Счёт сейчас не выставить/)
    const page = await aigul.get('/app/coupons/buy')
    assert.match(page.words, /Счёт сейчас не выставить/)
    assert.equal((await aigul.submit({ ...line, pay: 'invoice' }, '/app/coupons/buy')).status, 422)
    assert.deepEqual(await ordersOf(client), [])
  } finally {
    await sql`delete from seller where details = '{}'`.execute(site.owner)
  }
})

test('owners, managers and accountants buy, dispatchers give, viewers see no money, strangers find nothing', async () => {
  const { aigul, as, chingiz } = await aCompany()
  const number = await buys(aigul, { ...line, pay: 'invoice' })
  const pages = ['/app/orders', `/app/orders/${number}`, `/app/invoices/${number}`]
  const acts = ['/app/coupons/buy', `/app/orders/${number}/cancel`, `/app/orders/${number}/pay`]
  for (const [role, buys, gives] of [
    ['manager', 200, true],
    ['accountant', 200, false],
    ['approver', 403, false],
    ['dispatcher', 403, true],
    ['viewer', 403, false],
  ] as const) {
    const browser = await as(role, role)
    for (const path of [...pages, ...acts])
      assert.equal((await browser.get(path)).status, buys, `${role} ${path}`)
    const home = await browser.get('/app')
    for (const path of ['/app/orders', '/app/coupons/buy'])
      assert.equal(home.text.includes(`href="${path}"`), buys === 200, `${role} ${path}`)
    assert.equal(home.text.includes('href="/app/coupons/issue"'), gives, role)
  }
  for (const path of [...pages.slice(1), ...acts.slice(1)])
    assert.equal((await chingiz.get(path)).status, 404, path)
  await chingiz.get('/app/orders')
  for (const act of ['cancel', 'pay'])
    assert.equal((await chingiz.post(`/app/orders/${number}/${act}`, { csrf: chingiz.csrf })).status, 404)
  assert.doesNotMatch((await chingiz.get('/app/orders')).text, new RegExp(number))
})

test('an unpaid order is cancelled once; a paid one is not', async () => {
  const { client, aigul } = await aCompany()
  const number = await buys(aigul, { ...line, pay: 'invoice' })
  const asked = await aigul.get(`/app/orders/${number}/cancel`)
  assert.match(asked.words, new RegExp(`Отменить заказ ${number}`))
  const cancelled = await aigul.submit({}, `/app/orders/${number}/cancel`)
  assert.match((await aigul.open(cancelled.location)).words, /Отменён/)
  assert.match((await aigul.get(`/app/invoices/${number}`)).words, /этот счёт оплачивать не нужно/)
  assert.equal((await aigul.get(`/app/orders/${number}/cancel`)).status, 303)

  await paid(site.app, client.id, COST)
  const bought = await buys(aigul, { ...line, pay: 'balance' })
  await aigul.get('/app/orders')
  const refused = await aigul.post(`/app/orders/${bought}/cancel`, { csrf: aigul.csrf })
  assert.match((await aigul.open(refused.location)).words, /Заказ уже оплачен, отменить его нельзя/)
  assert.equal(await couponsOf(client), 3)
})

test('an invoice is paid from the balance at its own price, however often that is pressed', async () => {
  const { client, aigul } = await aCompany()
  const number = await buys(aigul, { ...line, pay: 'invoice' })
  await aigul.get(`/app/orders/${number}/pay`)
  const poor = await aigul.submit({}, `/app/orders/${number}/pay`)
  assert.equal(poor.status, 422)
  assert.match(poor.words, /На счёте не хватает 14 730,00 ₸/)

  await paid(site.app, client.id, COST * 3n)
  await aigul.get(`/app/orders/${number}/pay`)
  await Promise.all(Array.from({ length: 5 }, () => aigul.submit({}, `/app/orders/${number}/pay`)))
  assert.equal(await couponsOf(client), 3)
  assert.match((await aigul.get(`/app/invoices/${number}`)).words, /Счёт оплачен/)
})

test('of a cancellation and a payment at the same moment one wins, and the money is never lost', async () => {
  for (let round = 0; round < 6; round++) {
    const { client, aigul } = await aCompany()
    const number = await buys(aigul, { ...line, pay: 'invoice' })
    const [order] = await ordersOf(client)
    await aigul.get(`/app/orders/${number}/cancel`)
    await Promise.all([
      aigul.submit({}, `/app/orders/${number}/cancel`),
      site.app.db.transaction((tx) =>
        postPayment(tx, site.app.vault, {
          clientId: client.id,
          tiyn: COST,
          receivedOn: '2026-11-20',
          source: 'hand',
          requestKey: randomUUID(),
          orders: [{ orderId: order!.id, tiyn: COST }],
          by: { name: 'test' },
        }),
      ),
    ])
    const [after] = await ordersOf(client)
    const { rows } = await sql<{ tiyn: bigint }>`
      select tiyn from ledger_account where client_id = ${client.id} and kind = 'client_advance'`.execute(
      site.app.db.write,
    )
    const outcome = [after!.state, await couponsOf(client), rows[0]!.tiyn]
    assert.deepEqual(outcome, after!.state === 'cancelled' ? ['cancelled', 0, COST] : ['fulfilled', 3, 0n])
  }
})

test('money for a part of an invoice is shown with what is left to pay', async () => {
  const { client, aigul } = await aCompany()
  const number = await buys(aigul, { ...line, pay: 'invoice' })
  const [order] = await ordersOf(client)
  await site.app.db.transaction((tx) =>
    postPayment(tx, site.app.vault, {
      clientId: client.id,
      tiyn: 1_000_00n,
      receivedOn: '2026-11-20',
      documentNumber: '417',
      source: 'hand',
      requestKey: randomUUID(),
      orders: [{ orderId: order!.id, tiyn: 1_000_00n }],
      by: { name: 'test' },
    }),
  )
  const page = await aigul.get(`/app/orders/${number}`)
  assert.match(page.words, /Оплачен частично/)
  assert.match(page.words, /Осталось оплатить 13 730,00 ₸/)
  assert.match(page.words, /20\.11\.2026 417 1 000,00 ₸/)
  assert.match((await aigul.get(`/app/orders/${number}/cancel`)).words, /1 000,00 ₸ останутся на счёте/)
  assert.match((await aigul.get(`/app/invoices/${number}`)).words, /Оплачено 1 000,00 ₸ из 14 730,00 ₸/)
})

test('a long list of orders is stepped through both ways without a gap', async () => {
  const { client, aigul } = await aCompany()
  await sql`
    insert into purchase_order (client_id, contract_id, number, request_key, state, tiyn, vat_bp, vat_tiyn, pay_until, ordered_at)
    select ${client.id}, ${client.contractId}, '2025-' || lpad(n::text, 6, '0'), gen_random_uuid(), 'invoiced', 1, 0, 0, current_date + 5,
      now() - make_interval(mins => 100 - n / 2)
    from generate_series(1, 60) n`.execute(site.owner)
  const numbersOn = (text: string) =>
    [...text.matchAll(/\/app\/orders\/(2025-\d+)"/g)].map(([, number]) => number)
  const seen: string[][] = []
  let page = await aigul.get('/app/orders')
  for (;;) {
    seen.push(numbersOn(page.text) as string[])
    const next = /href="([^"]+)" rel="next"/.exec(page.text)?.[1]
    if (!next) break
    page = await aigul.get(next.replaceAll('&amp;', '&'))
  }
  assert.deepEqual(
    seen.flat(),
    Array.from({ length: 60 }, (_, n) => `2025-${String(60 - n).padStart(6, '0')}`),
  )
  const prev = /href="([^"]+)" rel="prev"/.exec(page.text)![1]!
  assert.deepEqual(numbersOn((await aigul.get(prev)).text), seen[1])
  assert.match((await aigul.get('/app/orders?show=done')).words, /Таких заказов нет/)
  assert.equal((await aigul.get('/app/orders?older=nonsense&show=x')).status, 200)
})

test('a company that is not served reads why instead of buying', async () => {
  const { client, aigul } = await aCompany()
  await toCheck(aigul, { ...line, pay: 'invoice' })
  await sql`update client set state = 'suspended' where id = ${client.id}`.execute(site.owner)
  await aigul.submit({}, '/app/coupons/buy/check')
  assert.deepEqual(await ordersOf(client), [])
  assert.match((await aigul.get('/app/coupons/buy')).words, /приостановлен/i)
})

test('an invoice comes as a PDF with its number and sum, and nobody else’s', async () => {
  const { aigul, chingiz, as } = await aCompany()
  const number = await buys(aigul, { ...line, pay: 'invoice' })
  const answer = await fetch(new URL(`/app/invoices/${number}.pdf`, site.url), {
    headers: { cookie: [...aigul.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  })
  assert.equal(answer.headers.get('content-type'), 'application/pdf')
  const text = (await readPdf(new Uint8Array(await answer.arrayBuffer()))).map((page) => page.text).join(' ')
  assert.match(text, new RegExp(number))
  assert.match(text, /14\s730,00/)
  assert.equal((await chingiz.get(`/app/invoices/${number}.pdf`)).status, 404)
  assert.equal((await (await as('dispatcher', 'Дана')).get(`/app/invoices/${number}.pdf`)).status, 403)
  assert.equal((await aigul.get('/app/invoices/2026-999999.pdf')).status, 404)
  assert.equal((await aigul.get('/app/invoices/x.pdf')).status, 404)
})
