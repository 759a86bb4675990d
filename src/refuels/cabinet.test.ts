/** What the people of a company see of its refuels, and the files they take away. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import readExcel from 'read-excel-file/node'
import type { Reach } from '../accounts/reach.ts'
import { giveCoupons } from '../coupons/give-coupons.ts'
import { takeBack } from '../coupons/take-back.ts'
import { isoDay } from '../i18n/format.ts'
import type { Browser } from '../testing/browser.ts'
import { aDriver, pricesAre, someCoupons } from '../testing/coupons.ts'
import { readPdf } from '../testing/read-pdf.ts'
import { LIMIT_RULES, MONTHS } from '../limits/invariants.ts'
import { nothingIsAddedUp } from '../limits/testing.ts'
import { sumDays } from '../limits/sum-days.ts'
import { sumRefuels } from './find-refuels.ts'
import { MOST_LINES, readMonths, readReport, REPORT_GROUPS } from './read-report.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, type Till } from '../testing/tills.ts'

let site: TestSite
let till: Till
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 24_550n, DT: 30_000n })
  till = await aTill(site.app)
})
after(() => site.stop())

/** A company that refuelled 3 times: 20 and 7.5 litres of petrol, 1 of them given back, and 10 of diesel. */
async function aCompany() {
  const client = await site.aClient()
  const petrol = await someCoupons(site.app, client, { product: 'AI95', litres: 20, count: 2 })
  const diesel = await someCoupons(site.app, client, { product: 'DT', litres: 10, count: 2 })
  const driver = await aDriver(site.app, client.id, { name: '=Ержан Тілеубеков', plate: '123ABC02' })
  await site.app.db.transaction((tx) =>
    giveCoupons(tx, site.app.vault, {
      ...{ clientId: client.id, couponIds: [petrol[0]!.id], driverId: driver.id },
      ...{ plate: '123ABC02', note: '', by: { name: 'test' } },
    }),
  )
  approved(await till.redeem(petrol[0]!.code))
  const { posTxnId } = approved(await till.redeem(petrol[1]!.code, { ml: 7_500n }))
  approved(await till.refund(posTxnId, 1_000n))
  approved(await till.redeem(diesel[0]!.code))
  // None of these is a refuel of the list.
  approved(await till.reverse(approved(await till.redeem(diesel[1]!.code)).posTxnId))
  await till.redeem(diesel[0]!.code)
  approved(await till.authorize(petrol[1]!.code, 1_000n))
  return { client, driver }
}

const as = async (clientId: string, role: 'owner' | 'viewer' | 'accountant' | 'dispatcher' = 'owner') =>
  site.signedIn(await site.aPerson({ clientId, role }))

async function fileOf(browser: Browser, path: string): Promise<{ bytes: Buffer; name: string }> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(new URL(path, site.url), { headers: { cookie } })
  assert.equal(answer.status, 200, path)
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')![1]!
  return { bytes: Buffer.from(await answer.arrayBuffer()), name }
}

test('the list has each refuel once, without what came back, and adds them up by fuel', async () => {
  const { client } = await aCompany()
  const page = await (await as(client.id)).get('/app/refuels')
  assert.match(page.words, /3 заправки, 36,5 л, 9 505,75 ₸/)
  assert.match(page.words, /АИ-95 2 заправки, 26,5 л, 6 505,75 ₸/)
  assert.match(page.words, /1 заправка, 10 л, 3 000,00 ₸/)
  assert.match(page.words, /=Ержан Тілеубеков/)
  assert.match(page.words, /123 ABC 02/)
})

test('filters narrow list and sums: fuel, station, driver, words, and what it was paid with', async () => {
  const { client, driver } = await aCompany()
  const browser = await as(client.id)
  const said = async (query: string) => (await browser.get(`/app/refuels?${query}`)).words
  assert.match(await said('fuel=DT'), /1 заправка, 10 л/)
  assert.match(await said('q=ержан'), /1 заправка, 20 л/)
  assert.match(await said('q=123abc'), /1 заправка, 20 л/)
  assert.match(await said(`driver=${driver.id}`), /1 заправка, 20 л/)
  assert.match(await said(`station=${till.id}`), /3 заправки/)
  assert.match(await said('paid=coupon'), /3 заправки/)
  assert.match(await said('paid=card'), /За этот период заправок не было/)
  assert.match(await said('from=2020-01-01&to=2020-01-31'), /За этот период заправок не было/)
  // Nonsense is no filter; dates that are none are said so, and nothing is guessed.
  assert.match(await said('fuel=WATER&station=x&driver=1&paid=cash'), /3 заправки/)
  const wrong = await browser.get('/app/refuels?from=2026-02-31&to=2026-03-01')
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /value="2026-02-31"/)
})

test('money is seen by those whose role has it, on pages and in files', async () => {
  const { client } = await aCompany()
  const viewer = await as(client.id, 'viewer')
  assert.doesNotMatch((await viewer.get('/app/refuels')).words, /₸/)
  const month = isoDay(new Date()).slice(0, 7)
  assert.doesNotMatch((await viewer.get(`/app/reports/${month}`)).words, /₸/)
  const [sheet] = await readExcel((await fileOf(viewer, '/app/refuels.xlsx')).bytes)
  assert.ok(!sheet!.data[0]!.some((head) => String(head).includes('₸')))
  const { bytes } = await fileOf(viewer, '/app/refuels.csv')
  assert.doesNotMatch(bytes.toString(), /Сумма/)
  const accountant = await as(client.id, 'accountant')
  assert.match((await accountant.get('/app/refuels')).words, /6 505,75 ₸/)
})

test('the Excel file opens with real numbers and dates, and adds up to what the page says', async () => {
  const { client } = await aCompany()
  const browser = await as(client.id)
  const { bytes, name } = await fileOf(browser, '/app/refuels.xlsx')
  assert.equal(name, `refuels_${isoDay(new Date()).slice(0, 7)}_${client.bin}.xlsx`)
  const [data, totals] = await readExcel(bytes)
  const [heads, ...rows] = data!.data
  const column = (head: string) => heads!.indexOf(head)
  const refuels = rows.slice(0, -1)
  const sum = (head: string) =>
    refuels.reduce((all, row) => all + Math.round(Number(row[column(head)]) * 100), 0)
  assert.equal(refuels.length, 3)
  assert.ok(refuels.every((row) => row[0] instanceof Date))
  assert.deepEqual([sum('Литры'), sum('Сумма с НДС, ₸')], [3_650, 950_575])
  assert.deepEqual(rows.at(-1)!.slice(column('Литры'), column('Литры') + 1), [36.5])
  // A name that would begin a formula is text like any other.
  assert.equal(refuels[0]![column('Водитель')], '=Ержан Тілеубеков')
  assert.deepEqual([refuels[0]![column('Ставка НДС')], refuels[0]![column('НДС, ₸')]], [16, 677.24])
  assert.deepEqual(totals!.data[1], ['БИН', client.bin, ...totals!.data[1]!.slice(2)])
  const narrow = await readExcel((await fileOf(browser, '/app/refuels.xlsx?fuel=DT')).bytes)
  assert.equal(narrow[0]!.data.length, 3)
})

test('the table for 1C has fixed Russian heads in every language, and no totals', async () => {
  const { client } = await aCompany()
  const browser = await as(client.id)
  await browser.get('/app/refuels?lang=kk')
  const { bytes, name } = await fileOf(browser, '/app/refuels.csv')
  assert.match(name, /_1c\.csv$/)
  const lines = bytes.toString().split('\r\n')
  assert.equal(
    lines[0],
    '\ufeffДата;Номер операции;АЗС;Наименование АЗС;Вид;Номер карты или талона;Водитель;Госномер;Топливо;Литры;Цена с НДС;Сумма с НДС;Ставка НДС;Сумма НДС;Пробег, км;Реализация;Фискальный чек',
  )
  assert.equal(lines.filter(Boolean).length, 4)
  assert.match(
    lines[1]!,
    /;Талон;\d+;'=Ержан Тілеубеков;123ABC02;АИ-95;20,000;245,50;4910,00;16,00;677,24;;при отпуске топлива;$/,
  )
})

test('an empty choice makes no file and says why; a card’s refuels are asked for by its number', async () => {
  const { client } = await aCompany()
  const browser = await as(client.id)
  for (const kind of ['xlsx', 'csv', 'pdf']) {
    const answer = await browser.get(`/app/refuels.${kind}?fuel=LPG`)
    assert.equal(answer.status, 303, kind)
    assert.match((await browser.open(answer.location)).words, /В файл нечего выгрузить/)
  }
  assert.match((await browser.get('/app/refuels?card=100001')).words, /заправок не было/)
  const [, totals] = await readExcel(
    (await fileOf(browser, `/app/refuels.xlsx?station=${till.id}&fuel=DT`)).bytes,
  )
  assert.match(String(totals!.data[3]![1]), /; АЗС/)
})

test('the paper names its period and adds up by fuel', async () => {
  const { client } = await aCompany()
  const { bytes } = await fileOf(await as(client.id), '/app/refuels.pdf')
  const pages = await readPdf(new Uint8Array(bytes))
  const text = pages.map((page) => page.text).join(' ')
  for (const said of [
    'Реестр заправок за период',
    client.bin,
    'Ержан Тілеубеков',
    'Итого: АИ-95',
    '26,5',
    '6 505,75',
  ])
    assert.ok(text.replaceAll(/[\u00a0\u202f\s]+/g, ' ').includes(said), said)
})

test('fuel of coupons that were sold with their issue shows its price, and its tax on no refuel', async () => {
  const client = await site.aClient()
  await sql`update contract set turnover = 'hand_over' where id = ${client.contractId}`.execute(site.owner)
  const [sold] = await someCoupons(site.app, client, { product: 'AI95', litres: 20 })
  await sql`update contract set turnover = 'dispensing' where id = ${client.contractId}`.execute(site.owner)
  const [ordinary] = await someCoupons(site.app, client, { product: 'DT', litres: 10 })
  approved(await till.redeem(sold!.code))
  approved(await till.redeem(ordinary!.code))
  const browser = await as(client.id)
  const page = await browser.get('/app/refuels')
  assert.match(page.words, /2 заправки, 30 л, 7 910,00 ₸/)
  const receipts = await Promise.all(
    [...new Set(page.text.match(/\/app\/refuels\/[0-9a-f-]{36}/g))].map((path) => browser.get(path)),
  )
  const receiptOf = (sum: string) => receipts.find(({ words }) => words.includes(sum))!.words
  assert.match(receiptOf('4 910,00 ₸'), /НДС Учтён при выдаче талона/)
  assert.doesNotMatch(receiptOf('4 910,00 ₸'), /В том числе НДС/)
  assert.match(receiptOf('3 000,00 ₸'), /В том числе НДС 16 % 413,79 ₸/)

  const csv = (await fileOf(browser, '/app/refuels.csv')).bytes.toString()
  assert.match(csv, /;20,000;245,50;4910,00;;;;при выдаче талона/)
  assert.match(csv, /;10,000;300,00;3000,00;16,00;413,79;;при отпуске топлива/)
  const [sheet] = await readExcel((await fileOf(browser, '/app/refuels.xlsx')).bytes)
  const at = (head: string) => sheet!.data[0]!.indexOf(head)
  assert.deepEqual(
    sheet!.data.slice(1, 3).map((row) => [row[at('НДС, ₸')], row[at('Реализация')]]),
    [
      [null, 'при выдаче талона'],
      [413.79, 'при отпуске топлива'],
    ],
  )
  const pages = await readPdf(new Uint8Array((await fileOf(browser, '/app/refuels.pdf')).bytes))
  const text = pages
    .map((one) => one.text)
    .join(' ')
    .replaceAll(/[\u00a0\u202f\s]+/g, ' ')
  assert.match(text, /Из них по талонам, проданным при выдаче: 4 910,00 ₸/)
})

test('a refuel has a receipt with what the till said, and nobody else’s has one', async () => {
  const { client } = await aCompany()
  const browser = await as(client.id)
  const { rows } = await sql<{ id: string; pos_txn_id: string; state: string }>`
    select id, pos_txn_id, state from till_transaction where client_id = ${client.id} order by at`.execute(
    site.owner,
  )
  const page = await browser.get(`/app/refuels/${rows[0]!.id}`)
  assert.match(page.words, /Сумма с НДС 4 910,00 ₸ В том числе НДС 16 % 677,24 ₸/)
  for (const said of [rows[0]!.pos_txn_id, 'Это были не мы', '=Ержан Тілеубеков'])
    assert.ok(page.words.includes(said), said)
  assert.match((await browser.get(`/app/refuels/${rows[1]!.id}`)).words, /Возвращено 1 л/)
  const reversed = rows.find(({ state }) => state === 'reversed')!
  assert.equal((await browser.get(`/app/refuels/${reversed.id}`)).status, 404)
  assert.equal((await browser.get('/app/refuels/nonsense')).status, 404)
  const other = await as((await site.aClient()).id)
  assert.equal((await other.get(`/app/refuels/${rows[0]!.id}`)).status, 404)
})

test('the first page shows twelve months, the same before and after past days are added up', async () => {
  const { client } = await aCompany()
  const early = await someCoupons(site.app, client, { product: 'DT', litres: 5 })
  const { posTxnId } = approved(await till.redeem(early[0]!.code))
  await sql`update till_transaction set at = at - interval '65 days' where pos_txn_id = ${posTxnId}`.execute(
    site.owner,
  )
  const { rows } = await sql<{ day: string }>`select (local_day(now()) - 70)::text as day`.execute(site.owner)
  await nothingIsAddedUp(site.owner, rows[0]!.day)
  const months = (reach: string[] | null) => readMonths(site.app.db.read, { clientId: client.id, reach }, 12)
  const before = await months(null)
  assert.equal(before.filter(({ product, ml }) => product === 'DT' && ml === 5_000n).length, 1)
  const { words, text } = await (await as(client.id)).get('/app')
  assert.match(words, /Литры по месяцам/)
  assert.equal(text.match(/<div class="column">/g)?.length, 12)

  while ((await sumDays(site.app)) > 0);
  assert.deepEqual(await months(null), before)
  assert.deepEqual(await months([client.id]), before, 'coupons are in everybody’s reach')
  await till.refund(posTxnId, 5_000n)
  assert.deepEqual(
    await months(null),
    before.filter(({ ml }) => ml !== 5_000n),
  )
})

test('a month is reported by driver, vehicle, fuel and station, beside the month before', async () => {
  const { client } = await aCompany()
  const browser = await as(client.id)
  const month = isoDay(new Date()).slice(0, 7)
  const early = await someCoupons(site.app, client, { product: 'DT', litres: 5 })
  const { posTxnId } = approved(await till.redeem(early[0]!.code))
  await sql`update till_transaction set at = at - interval '1 month' where pos_txn_id = ${posTxnId}`.execute(
    site.owner,
  )
  const list = await browser.get('/app/reports')
  assert.match(list.text, new RegExp(`href="/app/reports/${month}"`))
  const fuels = await browser.get(`/app/reports/${month}?tab=fuel`)
  assert.match(fuels.words, /10 л 5 л \+100 % 3 000,00 ₸/)
  assert.match((await browser.get(`/app/reports/${month}?tab=driver`)).words, /Не указано 2 16,5 л/)
  assert.match((await browser.get(`/app/reports/${month}?tab=vehicle`)).words, /123 ABC 02 1 20 л/)
  assert.match((await browser.get(`/app/reports/${month}?tab=station`)).words, /3 36,5 л 5 л/)
  const file = await browser.file(`/app/reports/${month}/report.xlsx?tab=station`)
  const [sheet] = await readExcel(Buffer.from(file.bytes))
  assert.equal(sheet!.data[0]![2], 'Литры')
  assert.deepEqual(sheet!.data[1]!.slice(1, 4), [3, 36.5, 5])
  assert.deepEqual(sheet!.data.at(-1)!.slice(1, 4), [3, 36.5, 5])
  const [, totals] = await readExcel(Buffer.from((await browser.file('/app/refuels.xlsx')).bytes))
  const drivers = totals!.data.slice(totals!.data.findIndex(([head]) => head === 'Водитель') + 1)
  assert.ok(drivers.some(([name, count, litres]) => name === 'Не указано' && count === 2 && litres === 16.5))
  for (const nonsense of ['2026-13', '0000-01', 'all'])
    assert.equal((await browser.get(`/app/reports/${nonsense}`)).status, 404)
})

test('a month is reported the same before and after its days are added up, whatever becomes of its refuels', async () => {
  const { client, driver } = await aCompany()
  const later = await aDriver(site.app, client.id, { name: 'Мария Ким', plate: '777AAA02' })
  const month = isoDay(new Date(Date.now() - 40 * 86_400_000)).slice(0, 7)
  const [shared, over] = await someCoupons(site.app, client, { product: 'DT', litres: 50, count: 2 })
  const give = (driverId: string, plate: string) =>
    site.app.db.transaction((tx) =>
      giveCoupons(tx, site.app.vault, {
        ...{ clientId: client.id, couponIds: [shared!.id], driverId, plate, note: '', by: { name: 'test' } },
      }),
    )
  await give(driver.id, '123ABC02')
  const first = approved(await till.redeem(shared!.code, { ml: 5_000n })).posTxnId
  const pump = approved(await till.authorize(over!.code, 1_000n, { product: 'DT' })).posTxnId
  await sql`update till_transaction set at = at - interval '40 days' where pos_txn_id in (${first}, ${pump})`.execute(
    site.owner,
  )
  const { rows } = await sql<{ day: string }>`select (local_day(now()) - 75)::text as day`.execute(site.owner)
  await nothingIsAddedUp(site.owner, rows[0]!.day)

  const report = (reach: Reach) =>
    Promise.all(
      REPORT_GROUPS.map((group) =>
        readReport(site.app.db.read, { clientId: client.id, reach }, month, group),
      ),
    )
  // Coupons are in everybody's reach, and whoever has one is told of refuels one by one.
  const ago = (days: number) => isoDay(new Date(Date.now() - days * 86_400_000))
  const periods = [
    { from: `${month}-01`, to: ago(0) },
    { from: ago(41), to: ago(39) },
    { from: ago(72), to: ago(12) },
    { from: ago(70), to: ago(39) },
    { from: ago(39), to: ago(-1) },
  ]
  const sums = (reach: Reach) =>
    Promise.all(periods.map((period) => sumRefuels(site.app.db.read, { clientId: client.id, reach, period })))
  const told = async () => {
    const found = await report(null)
    assert.deepEqual(found, await report([]))
    assert.deepEqual(await sums(null), await sums([]))
    return found.map((lines) => lines.map(({ name, ml }) => [name, ml]))
  }
  const before = await told()
  assert.deepEqual(before[0], [['=Ержан Тілеубеков', 5_000n]])
  while ((await sumDays(site.app)) > 0);
  assert.deepEqual(await told(), before)

  await till.refund(first, 1_000n)
  // More than was promised, and long after its hour: nobody pays for all but a litre of it.
  approved(await till.complete(pump, 60_000n))
  await site.app.db.transaction((tx) =>
    takeBack(tx, site.app.vault, { clientId: client.id, couponIds: [shared!.id], by: { name: 'test' } }),
  )
  await told()
  await give(later.id, '777AAA02')
  const after = await told()
  assert.deepEqual(after[0], [
    ['Мария Ким', 4_000n],
    ['', 1_000n],
  ])
  await sumDays(site.app)
  assert.deepEqual(await told(), after)
  await till.refund(first, 4_000n)
  assert.deepEqual((await told())[0], [['', 1_000n]])
  assert.deepEqual((await sql`${sql.raw(LIMIT_RULES[MONTHS]!)}`.execute(site.owner)).rows, [])
})

test('of many drivers the largest have lines of their own, and the lines add up to the month', async () => {
  const client = await site.aClient()
  const month = isoDay(new Date()).slice(0, 7)
  const coupons = await someCoupons(site.app, client, { litres: 10, count: MOST_LINES + 3 })
  for (const { id } of coupons) {
    const driver = await aDriver(site.app, client.id, { name: `Водитель ${id}` })
    await sql`update coupon set driver_id = ${driver.id}, handed_at = now() where id = ${id}`.execute(
      site.owner,
    )
  }
  await Promise.all(coupons.map(async ({ code }) => approved(await till.redeem(code))))
  const { words } = await (await as(client.id)).get(`/app/reports/${month}?tab=driver`)
  assert.match(words, /Остальные \(3\) 3 30 л/)
  assert.match(words, new RegExp(`Итого ${MOST_LINES + 3} 1 030 л`))
})

test('a long list is stepped through without losing or repeating a row', async () => {
  const client = await site.aClient()
  const coupons = await someCoupons(site.app, client, { litres: 10, count: 60 })
  for (const { code } of coupons) approved(await till.redeem(code))
  const browser = await as(client.id)
  const seen = new Set<string>()
  let path: string | undefined = '/app/refuels'
  for (let pages = 0; path && pages < 3; pages++) {
    const page: { text: string } = await browser.get(path)
    for (const [, id] of page.text.matchAll(/href="\/app\/refuels\/([0-9a-f-]{36})"/g)) seen.add(id!)
    path = /href="([^"]+)" rel="next"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&')
  }
  assert.equal(seen.size, 60)
})
