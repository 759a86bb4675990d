import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { codeOf } from '../coupons/code.ts'
import type { Browser } from '../testing/browser.ts'
import { aCoupon, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, type Till } from '../testing/tills.ts'
import { operationNumber } from '../tills/find-operations.ts'

let site: TestSite
let support: Browser
let till: Till
let client: Awaited<ReturnType<TestSite['aClient']>>
let coupon: { id: string; code: string; number: string }
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
  till = await aTill(site.app)
  support = await site.signedIn(await site.aPerson({ staff: 'support' }))
  client = await site.aClient({ name: 'ТОО «Степной ветер»' })
  const made = await aCoupon(site.app, client)
  const { rows } = await sql<{ number: bigint }>`select number from coupon where id = ${made.id}`.execute(
    site.owner,
  )
  coupon = { ...made, number: String(rows[0]!.number) }
})
after(() => site.stop())

const search = (typed: string) => support.get(`/office/search?q=${encodeURIComponent(typed)}`)
const orderNumber = async () => {
  const { rows } = await sql<{ number: string }>`
    select number from purchase_order where client_id = ${client.id} limit 1`.execute(site.owner)
  return rows[0]!.number
}

test('the first page of the office has one field, and it leads to what was named', async () => {
  assert.match((await support.open('/office')).words, /Найти что угодно/)
  const number = await orderNumber()
  for (const typed of [number, `№ ${number}`, `счёт ${number}`])
    assert.equal((await search(typed)).location, `/office/orders/${number}`, typed)
  assert.equal((await search(coupon.code)).location, `/office/coupons/${coupon.number}`)
  assert.equal((await search('степной')).location, `/office/clients/${client.id}`)
  const { rows } = await sql<{ bin: string }>`select bin from client where id = ${client.id}`.execute(
    site.owner,
  )
  assert.equal((await search(rows[0]!.bin)).location, `/office/clients/${client.id}`)
})

test('an operation is found by the number on its slip, by our id and by its till’s name for it', async () => {
  const done = approved(await till.redeem(coupon.code, { ml: 3_000n, posTxnId: 'shift-7.receipt-15' }))
  const number = operationNumber(done.operationId)
  for (const typed of [number, number.toLowerCase(), `№${number}`, done.operationId, 'shift-7.receipt-15']) {
    const { words, text } = await search(typed)
    assert.match(words, new RegExp(`${number}.*shift-7\\.receipt-15`), typed)
    assert.match(words, /Степной ветер/)
    assert.match(words, /3 л/)
    assert.match(text, new RegExp(`/office/coupons/${coupon.number}`))
  }
})

test('one name used at two tills is two operations, and a refusal is found as one', async () => {
  const other = await aTill(site.app)
  approved(await till.redeem(coupon.code, { ml: 1_000n, posTxnId: 'same-name' }))
  await other.redeem('0000000000000000', { posTxnId: 'same-name' })
  const { words } = await search('same-name')
  assert.match(words, /Проведена/)
  assert.match(words, /Отказ/)
})

test('what names nothing says so, and a whole code is not shown again', async () => {
  assert.match((await search('ffffffff')).words, /Ничего не найдено/)
  assert.match((await search('')).words, /Введите номер/)
  const nobodys = codeOf(site.app.vault, { id: randomUUID(), codeNo: 0 })
  assert.doesNotMatch((await search(nobodys)).text, /name="q"[^>]*value="[^"]/)
})

test('whoever keeps prices does not look for clients’ coupons', async () => {
  const pricing = await site.signedIn(await site.aPerson({ staff: 'pricing' }))
  assert.equal((await pricing.get('/office/search?q=1')).status, 403)
})
