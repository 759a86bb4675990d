/** Fiscal receipts: said by tills with a refuel or after it, shown to its client, to the office and at the till. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import readExcel from 'read-excel-file/node'
import { sql } from 'kysely'
import { aPosStation, onDuty } from '../cashier/testing.ts'
import { callApi } from '../testing/api.ts'
import { aCard } from '../testing/cards.ts'
import { aCoupon, aStation, pricesAre, someCoupons } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { parseReceiptNumber } from './fiscal-receipt.ts'

let site: TestSite
let station: Awaited<ReturnType<typeof aStation>>
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 20_000n })
  station = await aStation(site.app)
})
after(() => site.stop())

const RECEIPT = { number: '51', sign: '1234567890', url: 'https://consumer.oofd.kz/?i=1234567890&s=2400' }
const name = () => `fiscal-${randomUUID()}`
const call = (path: string, body: object, key = station.key) =>
  callApi(site, `/api/pos/v1/${path}`, { key, body })
const receiptOf = async (posTxnId: string) =>
  (
    await sql<{ receipt: object | null }>`
      select fiscal_receipt as receipt from till_transaction where pos_txn_id = ${posTxnId}`.execute(
      site.owner,
    )
  ).rows[0]?.receipt

/** A code of a coupon and a number of a card, as tills are shown them. */
async function shownOf(client: { id: string; contractId: string }) {
  const [coupon] = await someCoupons(site.app, client, { litres: 40 })
  const card = await aCard(site.app, client, { tiyn: 1_000_000_00n })
  return [{ code: coupon!.code }, { card: card.number }]
}

test('a till says the receipt with redeem or with complete, of coupons and of cards', async () => {
  for (const shown of await shownOf(await site.aClient())) {
    const redeemed = { posTxnId: name(), ...shown, product: 'AI95', ml: 1_000, fiscalReceipt: RECEIPT }
    assert.equal((await call('redeem', redeemed)).body['approved'], true)
    assert.deepEqual(await receiptOf(redeemed.posTxnId), RECEIPT)

    const posTxnId = name()
    await call('authorize', { posTxnId, ...shown, product: 'AI95', ml: 1_000 })
    assert.equal(await receiptOf(posTxnId), null)
    const completed = { posTxnId, ml: 1_000, fiscalReceipt: { number: '52' } }
    assert.equal((await call('complete', completed)).body['replayed'], false)
    assert.equal((await call('complete', completed)).body['replayed'], true)
    assert.deepEqual(await receiptOf(posTxnId), { number: '52' })

    // What is said is part of the request.
    assert.equal((await call('redeem', redeemed)).body['replayed'], true)
    const other = { ...redeemed, fiscalReceipt: { ...RECEIPT, sign: '1' } }
    assert.equal((await call('redeem', other)).body['code'], 'pos_txn_reused')
    assert.equal((await call('complete', { posTxnId, ml: 1_000 })).body['code'], 'pos_txn_reused')
  }
})

test('a receipt that is printed later is said by itself: once, by its own till, of fuel that was given', async () => {
  const [shown] = await shownOf(await site.aClient())
  const posTxnId = name()
  const said = { posTxnId, fiscalReceipt: RECEIPT }
  assert.equal((await call('fiscal-receipt', said)).body['reason'], 'unknown_transaction')
  const redeemed = await call('redeem', { posTxnId, ...shown, ml: 1_000 })
  const stranger = await aStation(site.app)
  assert.equal((await call('fiscal-receipt', said, stranger.key)).body['reason'], 'unknown_transaction')
  assert.equal((await call('fiscal-receipt', said, 'no key of a till, but as long as one is')).status, 401)

  const noted = await call('fiscal-receipt', said)
  assert.deepEqual(
    [noted.body['approved'], noted.body['operationId'], noted.body['ml'], noted.body['replayed']],
    [true, redeemed.body['operationId'], 1_000, false],
  )
  assert.equal((await call('fiscal-receipt', said)).body['replayed'], true)
  const other = await call('fiscal-receipt', { posTxnId, fiscalReceipt: { number: '52' } })
  assert.deepEqual([other.status, other.body['code']], [422, 'fiscal_receipt_known'])
  assert.deepEqual(await receiptOf(posTxnId), RECEIPT)

  const undone = name()
  await call('redeem', { posTxnId: undone, ...shown, ml: 1_000 })
  await call('reverse', { posTxnId: undone })
  const late = await call('fiscal-receipt', { posTxnId: undone, fiscalReceipt: RECEIPT })
  assert.deepEqual([late.body['reason'], late.body['state']], ['already_final', 'reversed'])
  assert.equal(await receiptOf(undone), null)
})

test('of two receipts at the same moment a refuel has one, and only its teller is told so', async () => {
  const [shown] = await shownOf(await site.aClient())
  for (let round = 0; round < 5; round++) {
    const posTxnId = name()
    await call('redeem', { posTxnId, ...shown, ml: 1_000 })
    const answers = await Promise.all(
      ['61', '62', '63', '64'].map(async (number) => ({
        number,
        status: (await call('fiscal-receipt', { posTxnId, fiscalReceipt: { number } })).status,
      })),
    )
    const noted = answers.filter(({ status }) => status === 200)
    assert.equal(noted.length, 1)
    assert.deepEqual(await receiptOf(posTxnId), { number: noted[0]!.number })
  }
})

test('what can be no receipt is malformed at its field, and nothing happens', async () => {
  const [shown] = await shownOf(await site.aClient())
  for (const [field, fiscalReceipt] of [
    ['fiscalReceipt', '51'],
    ['fiscalReceipt.number', {}],
    ['fiscalReceipt.number', { number: '' }],
    ['fiscalReceipt.number', { number: '5\u0000' }],
    ['fiscalReceipt.number', { number: '5'.repeat(41) }],
    ['fiscalReceipt.sign', { number: '51', sign: 7 }],
    ['fiscalReceipt.url', { number: '51', url: 'javascript:alert(1)' }],
    ['fiscalReceipt.url', { number: '51', url: 'consumer.oofd.kz' }],
    ['fiscalReceipt.more', { number: '51', more: 1 }],
  ] as const) {
    const posTxnId = name()
    const { status, body, text } = await call('redeem', { posTxnId, ...shown, ml: 1_000, fiscalReceipt })
    assert.equal(status, 422, text)
    assert.equal((body['errors'] as { field: string }[])[0]!.field, field)
    assert.equal(await receiptOf(posTxnId), undefined)
  }
})

test('the receipt stands on the client’s page, in the files and in the office’s list', async () => {
  const client = await site.aClient()
  const [shown] = await shownOf(client)
  const aigul = await site.signedIn(await site.aPerson({ clientId: client.id }))
  const [none, some] = [name(), name()]
  const first = await call('redeem', { posTxnId: none, ...shown, ml: 1_000 })
  const second = await call('redeem', { posTxnId: some, ...shown, ml: 1_000, fiscalReceipt: RECEIPT })
  const page = await aigul.get(`/app/refuels/${String(second.body['operationId'])}`)
  assert.match(page.words, /Фискальный чек 51 Фискальный признак 1234567890 Проверить чек/)
  assert.ok(page.text.includes('href="https://consumer.oofd.kz/?i=1234567890&amp;s=2400"'))
  assert.match(page.text, /data-print/)
  const without = await aigul.get(`/app/refuels/${String(first.body['operationId'])}`)
  assert.match(without.words, /Фискальный чек Ещё не получен от АЗС/)

  const [heads, ...rows] = (await aigul.get('/app/refuels.csv')).text.trim().split(/\r?\n/)
  assert.match(heads!, /;Фискальный чек$/)
  assert.deepEqual(rows.map((row) => row.split(';').at(-1)).toSorted(), ['', '51'])
  const [sheet] = await readExcel(Buffer.from((await aigul.file('/app/refuels.xlsx')).bytes))
  assert.equal(sheet!.data[0]!.at(-1), 'Фискальный чек')
  assert.equal(sheet!.data[2]!.at(-1), '51')

  const office = await site.signedIn(await site.aPerson({ staff: 'support' }))
  assert.match((await office.get(`/office/search?q=${some}`)).words, /Чек 51/)
})

test('a cashier types the number once the receipt is printed, with the litres of a pump or afterwards', async () => {
  const { browser: till } = await onDuty(site, await aPosStation(site))
  const client = await site.aClient()
  const { code } = await aCoupon(site.app, client)
  await till.get('/pos')
  await till.submit({ code })
  const done = await till.submit({}, '/pos/redeem')
  const address = done.location
  await till.get(address)
  const wrong = await till.submit({ receipt: '  ' }, `${address}/receipt`)
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /Введите номер чека, до 40 знаков/)
  const tooLong = await till.submit({ receipt: '7'.repeat(41) }, `${address}/receipt`)
  assert.equal(tooLong.status, 422)
  assert.match(tooLong.text, /value="7{41}"/)
  assert.equal((await till.submit({ receipt: ' 00 51 ' }, `${address}/receipt`)).status, 303)
  const page = await till.get(address)
  assert.match(page.words, /Номер фискального чека 00 51/)
  assert.doesNotMatch(page.text, /name="receipt"/)

  const card = await aCard(site.app, client, { tiyn: 1_000_000_00n })
  await till.get('/pos')
  await till.submit({ code: card.number })
  const held = await till.submit({ product: 'AI95', how: 'litres', litres: '10' }, '/pos/card')
  await till.get(held.location)
  const typed = await till.submit({ litres: '10', receipt: '7'.repeat(41) }, `${held.location}/complete`)
  assert.equal(typed.status, 422)
  assert.equal((await till.submit({ litres: '10', receipt: '52' }, `${held.location}/complete`)).status, 303)
  assert.match((await till.get(held.location)).words, /Номер фискального чека 52/)
})

test('a receipt’s number as it is typed', () => {
  assert.equal(parseReceiptNumber(' 12\u00a034 '), '12 34')
  assert.equal(parseReceiptNumber('  '), null)
  assert.equal(parseReceiptNumber('1'.repeat(41)), undefined)
})
