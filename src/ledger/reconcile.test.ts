import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { ClientRole } from '../accounts/roles.ts'
import { BY, type Client, type Life, openLife } from '../coupons/testing.ts'
import { expireCoupons } from '../coupons/expire-coupons.ts'
import { takeBack } from '../coupons/take-back.ts'
import { splitCoupon } from '../coupons/split-coupon.ts'
import { isoDay } from '../i18n/format.ts'
import { paid, someCoupons } from '../testing/coupons.ts'
import { readPdf } from '../testing/read-pdf.ts'
import { nothingIsAddedUp } from '../limits/testing.ts'
import { sumDays } from '../limits/sum-days.ts'
import { checkLedger } from './invariants.ts'
import { reconcile } from './reconcile.ts'

let life: Life
before(async () => {
  life = await openLife()
})
after(() => life.close())

const EVER = { from: '2020-01-01', to: '2090-12-31' }
const ask = (client: Client, period = EVER) => reconcile(life.app.db.read, client.id, period)
const enter = async (client: Client, role: ClientRole = 'owner') =>
  life.site.signedIn(await life.site.aPerson({ clientId: client.id, role, name: 'Айгүл Бекова' }))

/** What the client has with the retailer now: its advance and what is left on its coupons; those it was sold are its own. */
async function has(client: Client): Promise<bigint> {
  const { rows } = await sql<{ tiyn: bigint }>`
    select (coalesce((select sum(tiyn) from ledger_account where client_id = ${client.id}), 0)
      + coalesce((select sum(value_tiyn) from coupon where client_id = ${client.id} and sold_vat_tiyn is null), 0))::bigint as tiyn`.execute(
    life.app.db.write,
  )
  return rows[0]!.tiyn
}

test('a statement closes with the money and the coupons that the company has', async () => {
  const { client, ids } = await life.aClientWith(3)
  await paid(life.app, client.id, 700_000n)
  await life.refuel(client, ids[0]!, 20_000n)
  await life.refuel(client, ids[1]!, 5_000n)
  const { openingTiyn, rows, closingTiyn } = await ask(client)
  assert.equal(openingTiyn, 0n)
  assert.equal(closingTiyn, await has(client))
  assert.deepEqual(
    rows.filter(({ kind }) => kind === 'delivered').map(({ count, tiyn }) => ({ count, tiyn })),
    [{ count: 2, tiyn: -(491_000n + 122_750n) }],
  )
})

test('buying, giving, splitting and taking back coupons changes nothing between the two', async () => {
  const { client, ids } = await life.aClientWith(2)
  const before = await ask(client)
  await life.do((tx) =>
    splitCoupon(tx, life.app.vault, {
      clientId: client.id,
      couponId: ids[0]!,
      parts: [15_000n, 5_000n],
      by: BY,
    }),
  )
  await life.do((tx) => takeBack(tx, life.app.vault, { clientId: client.id, couponIds: ids, by: BY }))
  assert.deepEqual(await ask(client), before)
})

test('coupons that are sold at their hand-over stand as handed over and handed back, and their fuel on no line', async () => {
  const { client, ids: ordinary } = await life.aClientWith(1)
  await life.contractIs(client, { turnover: 'hand_over' })
  const ids = (await someCoupons(life.app, client, { count: 2 })).map(({ id }) => id)
  await life.refuel(client, ordinary[0]!, 20_000n)
  await life.refuel(client, ids[0]!, 20_000n)
  const split = await life.do((tx) =>
    splitCoupon(tx, life.app.vault, {
      clientId: client.id,
      couponId: ids[1]!,
      parts: [15_000n, 5_000n],
      by: BY,
    }),
  )
  assert.ok(split.ok)
  await life.endedDaysAgo(split.coupons[1]!.id, 1)
  await life.do((tx) => expireCoupons(tx, { clientId: client.id, couponIds: [split.coupons[1]!.id] }))

  const { rows, closingTiyn } = await ask(client)
  assert.deepEqual(
    rows.filter(({ kind }) => kind !== 'payment').map(({ kind, count, tiyn }) => [kind, count, tiyn]),
    [
      ['delivered', 1, -491_000n],
      ['handed_back', 1, 122_750n],
      ['handed_over', 2, -982_000n],
    ],
  )
  assert.equal(closingTiyn, await has(client))
  const today = isoDay(new Date())
  const here = `/app/balance/reconciliation?from=${today}&to=${today}`
  const page = await (await enter(client)).get(here)
  assert.match(page.words, /Продажа талонов при выдаче, 2 талона 9 820,00 ₸/)
  assert.match(page.words, /Возврат проданных талонов, остаток 1 талона 1 227,50 ₸/)
  assert.match(page.words, /заправки по ним второй раз не считаются/)
})

test('what a till lost without a connection is the network’s, and stands on nobody’s statement', async () => {
  const { client, ids } = await life.aClientWith(1)
  const before = await ask(client)
  await sql`
    insert into posting (client_id, event, ref_id, debit, credit, tiyn, product, ml, coupon_id)
    values (${client.id}, 'offline_loss', new_id(), 'offline_loss', 'revenue', 24550, 'AI95', 1000, ${ids[0]!})`.execute(
    life.app.db.write,
  )
  assert.deepEqual(await ask(client), before)
})

test('a payment stands under the day of the bank, fuel under the day in Kazakhstan, each in its period', async () => {
  const { client, ids } = await life.aClientWith(1)
  await sql`update payment set received_on = '2026-02-27' where client_id = ${client.id}`.execute(
    life.site.owner,
  )
  await life.refuel(client, ids[0]!, 20_000n)
  await sql`update posting set at = '2026-03-31 19:00:00Z' where client_id = ${client.id} and event = 'redeem'`.execute(
    life.site.owner,
  )
  const march = await ask(client, { from: '2026-03-01', to: '2026-03-31' })
  assert.equal(march.openingTiyn, march.closingTiyn)
  assert.deepEqual(march.rows, [])
  const april = await ask(client, { from: '2026-04-01', to: '2026-04-30' })
  assert.equal(april.openingTiyn, march.closingTiyn)
  assert.deepEqual(
    april.rows.map(({ on, kind }) => [on, kind]),
    [['2026-04-01', 'delivered']],
  )
})

test('a statement is the same before and after its days are added up, and a refuel that comes in late is in it once', async () => {
  const { client, ids } = await life.aClientWith(3)
  const sixDaysBack = sql`(local_day(now()) - 6)::timestamp at time zone 'Asia/Almaty'`
  const older = (id: string) =>
    sql`update posting set at = ${sixDaysBack} where client_id = ${client.id} and event = 'redeem' and coupon_id = ${id}`.execute(
      life.site.owner,
    )
  const { rows: today } = await sql<{ day: string }>`select (local_day(now()) - 8)::text as day`.execute(
    life.site.owner,
  )
  await nothingIsAddedUp(life.site.owner, today[0]!.day)
  await life.refuel(client, ids[0]!, 20_000n)
  await older(ids[0]!)
  await life.refuel(client, ids[1]!, 5_000n)
  const tomorrow = { from: isoDay(new Date(Date.now() + 86_400_000)), to: EVER.to }
  const before = [await ask(client), await ask(client, tomorrow)]
  assert.equal(before[0]!.closingTiyn, await has(client))
  assert.equal(before[1]!.openingTiyn, before[0]!.closingTiyn)
  while ((await sumDays(life.app)) > 0);
  assert.deepEqual([await ask(client), await ask(client, tomorrow)], before)

  await life.refuel(client, ids[2]!, 10_000n)
  await older(ids[2]!)
  const late = await ask(client)
  assert.equal(late.closingTiyn, await has(client))
  assert.deepEqual(
    late.rows.filter(({ kind }) => kind === 'delivered').map(({ count }) => count),
    [2, 1],
  )
  const { what } = (await checkLedger(life.app.db)).find(({ rule }) =>
    rule.startsWith('the fuel of past days'),
  )!
  assert.deepEqual(
    what.filter((one) => one.includes(client.bin)),
    [],
  )
})

test('the company asks for its statement, reads it and takes it as a PDF; a bookkeeper may, a dispatcher may not', async () => {
  const { client, ids } = await life.aClientWith(1)
  await life.refuel(client, ids[0]!, 20_000n)
  const aigul = await enter(client)
  const today = isoDay(new Date())
  const balance = await aigul.get(`/app/balance?from=${today}&to=${today}`)
  const [, href] = /href="(\/app\/balance\/reconciliation[^"]*)"/.exec(balance.text)!
  const page = await aigul.get(href!.replaceAll('&amp;', '&'))
  assert.match(page.words, /Отпуск топлива, 1 заправка 4 910,00 ₸/)
  assert.match(page.words, /Сальдо конечное, [^₸]+ 0,00 ₸/)
  const pdf = await pdfOf(aigul, `/app/balance/reconciliation.pdf?from=${today}&to=${today}`)
  assert.match(pdf, /Акт сверки взаимных расчётов/)
  assert.match(pdf, /Отпуск топлива, 1 заправка 4 910,00/)
  assert.match(pdf, new RegExp(client.bin))
  assert.equal((await (await enter(client, 'accountant')).get('/app/balance/reconciliation')).status, 200)
  assert.equal((await (await enter(client, 'dispatcher')).get('/app/balance/reconciliation.pdf')).status, 403)
})

test('the office sees the same statement of a client, and none of nobody', async () => {
  const { client, ids } = await life.aClientWith(1)
  await life.refuel(client, ids[0]!, 20_000n)
  const accountant = await life.site.signedIn(await life.site.aPerson({ staff: 'accountant' }))
  const today = isoDay(new Date())
  const here = `/office/clients/${client.id}/reconciliation`
  assert.match(
    (await accountant.get(`${here}?from=${today}&to=${today}`)).words,
    /Отпуск топлива, 1 заправка 4 910,00 ₸/,
  )
  assert.match(await pdfOf(accountant, `${here}.pdf?from=${today}&to=${today}`), /Акт сверки/)
  assert.equal((await accountant.get(here.replace(client.id, client.contractId))).status, 404)
})

test('a period that cannot be is told at its field; no period is the last whole month', async () => {
  const { client } = await life.aClientWith(1)
  const aigul = await enter(client)
  for (const [query, said] of [
    ['from=31.02.2026&to=2026-03-01', /Дата не распознана/],
    ['from=2026-03-02&to=2026-03-01', /Начало периода позже конца/],
    ['from=2025-01-01&to=2026-01-02', /Акт составляется не больше чем за год/],
  ] as const) {
    const wrong = await aigul.get(`/app/balance/reconciliation?${query}`)
    assert.equal(wrong.status, 422)
    assert.match(wrong.words, said)
    assert.equal((await aigul.get(`/app/balance/reconciliation.pdf?${query}`)).status, 303)
  }
  assert.equal((await aigul.get('/app/balance/reconciliation?from=2024-01-01&to=2024-12-31')).status, 200)
  assert.match((await aigul.get('/app/balance/reconciliation')).words, /Сальдо начальное, 1 /)
})

async function pdfOf(browser: Awaited<ReturnType<typeof enter>>, path: string): Promise<string> {
  const { type, bytes } = await browser.file(path)
  assert.equal(type, 'application/pdf')
  const pages = await readPdf(bytes)
  return pages.map(({ text }) => text.replaceAll('\u00a0', ' ')).join(' ')
}
