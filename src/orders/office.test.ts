import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { paid, pricesAre, someCoupons } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { placeOrder } from './place-order.ts'

let site: TestSite
before(async () => {
  site = await testSite()
  await pricesAre(site.app, { AI95: 25_000n })
})
after(() => site.stop())

type Client = Awaited<ReturnType<TestSite['aClient']>>

const orders = async (client: Client): Promise<string> => {
  const order = await site.app.db.transaction((tx) =>
    placeOrder(tx, site.app.vault, {
      clientId: client.id,
      contractId: client.contractId,
      lines: [{ product: 'AI95', nominalMl: 20_000n, count: 2 }],
      payFrom: 'invoice',
      agreedTiyn: 1_000_000n,
      requestKey: randomUUID(),
      by: { name: 'test' },
    }),
  )
  assert.ok(order.ok)
  return order.number
}

test('staff find an order by its number, its client’s name, BIN or contract', async () => {
  const [client, other] = [
    await site.aClient({ name: 'ТОО «Ақжайық Транс»' }),
    await site.aClient({ name: 'ТОО «Другой»' }),
  ]
  const [number, elses] = [await orders(client), await orders(other)]
  const gulnar = await site.signedIn(await site.aPerson({ staff: 'accountant' }))
  const all = await gulnar.get('/office/orders')
  assert.match(all.words, new RegExp(`${elses}.*${number}`))
  for (const q of ['акжайык', client.bin, client.contract]) {
    const found = await gulnar.get(`/office/orders?${new URLSearchParams({ q })}`)
    assert.match(found.words, new RegExp(number), q)
    assert.doesNotMatch(found.words, new RegExp(elses), q)
  }
  assert.equal((await gulnar.get(`/office/orders?q=${number}`)).location, `/office/orders/${number}`)
  const order = await gulnar.get(`/office/orders/${number}`)
  assert.match(order.words, /Ждёт оплаты.*Ақжайық Транс.*АИ-95 20 л 2 250,00 ₸ 10 000,00 ₸/)
  assert.equal(
    (await gulnar.get(`/office/orders/${number}/invoice.pdf`)).headers.get('content-type'),
    'application/pdf',
  )
  for (const path of ['2026-999999', 'x', `${number}x`])
    assert.equal((await gulnar.get(`/office/orders/${path}`)).status, 404, path)
  assert.match(
    (await gulnar.get('/office/orders?q=%25%27%00--&show=done')).words,
    /Таких заказов нет|Заказы клиентов/,
  )
})

test('a client’s page has its orders, its account and what its coupons are worth', async () => {
  const client = await site.aClient()
  const number = await orders(client)
  await someCoupons(site.app, client, { count: 3 })
  await paid(site.app, client.id, 7_700n)
  const madina = await site.signedIn(await site.aPerson({ staff: 'manager' }))
  const page = `/office/clients/${client.id}`
  assert.match((await madina.get(`${page}?tab=orders`)).words, new RegExp(number))
  const money = await madina.get(`${page}?tab=money`)
  assert.match(money.words, /Деньги на счёте 77,00 ₸/)
  assert.match(money.words, /Действующие талоны 3 На них осталось 60 л/)
  assert.match(money.words, /Поступило 15 077,00 ₸ Израсходовано 15 000,00 ₸/)
  assert.match((await madina.get(`${page}?tab=money&from=x&to=y`)).words, /Дата не распознана/)
  assert.match((await madina.get(`${page}/balance.csv`)).text, /Покупка талонов/)
  assert.equal((await madina.get('/office/clients/x/balance.csv')).status, 404)
})

test('whoever sets prices sees neither orders nor money', async () => {
  const client = await site.aClient()
  const number = await orders(client)
  const pricing = await site.signedIn(await site.aPerson({ staff: 'pricing' }))
  for (const path of [
    '/office/orders',
    `/office/orders/${number}`,
    `/office/clients/${client.id}/balance.csv`,
  ])
    assert.equal((await pricing.get(path)).status, 403, path)
})

test('the list is stepped through while orders with the same moment stand in it', async () => {
  const client = await site.aClient({ name: 'ТОО «Көп тапсырыс»' })
  await sql`
    insert into purchase_order (client_id, contract_id, number, request_key, state, tiyn, vat_bp, vat_tiyn, pay_until)
    select ${client.id}, ${client.contractId}, '2024-' || lpad(n::text, 6, '0'), gen_random_uuid(), 'invoiced', 1, 0, 0, current_date + 5
    from generate_series(1, 53) n`.execute(site.owner)
  const gulnar = await site.signedIn(await site.aPerson({ staff: 'accountant' }))
  const seen: string[] = []
  let page = await gulnar.get('/office/orders?q=тапсырыс&show=open')
  for (;;) {
    seen.push(...[...page.text.matchAll(/orders\/(2024-\d+)"/g)].map(([, number]) => number!))
    const next = /href="([^"]+)" rel="next"/.exec(page.text)?.[1]
    if (!next) break
    page = await gulnar.get(next.replaceAll('&amp;', '&'))
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 53 }, (_, n) => `2024-${String(53 - n).padStart(6, '0')}`),
  )
})
