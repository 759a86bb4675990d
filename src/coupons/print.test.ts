import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { ClientRole } from '../accounts/roles.ts'
import type { Browser } from '../testing/browser.ts'
import { readPdf } from '../testing/read-pdf.ts'
import { readQrCodes } from '../testing/read-qr.ts'
import { blockCoupons } from './block-coupons.ts'
import { groupCode } from './code.ts'
import { giveCoupons } from './give-coupons.ts'
import { printCoupons } from './print-coupons.ts'
import { takeBack } from './take-back.ts'
import { BY, type Client, type Life, openLife } from './testing.ts'

let life: Life
before(async () => {
  life = await openLife()
})
after(() => life.close())

const enter = async (client: Client, role: ClientRole = 'owner'): Promise<Browser> =>
  life.site.signedIn(await life.site.aPerson({ clientId: client.id, role, name: 'Айгүл Бекова' }))

/** A company with so many coupons in stock, the address that prints them, and its owner's browser. */
async function aCompany(count: number) {
  const { client, ids, coupons } = await life.aClientWith(count)
  const { rows } = await sql<{ number: bigint }>`
    select number from coupon where id = any(${ids}::uuid[]) order by array_position(${ids}::uuid[], id)`.execute(
    life.app.db.write,
  )
  const numbers = rows.map(({ number }) => String(number))
  const query = numbers.map((number) => `n=${number}`).join('&')
  return { client, ids, coupons, numbers, query, aigul: await enter(client) }
}

/** Asks for the sheet and agrees that it is written down. */
async function print(browser: Browser, query: string, form = 'per=8&in=ru&with=company') {
  await browser.get(`/app/coupons/print?${query}`)
  const csrf = `csrf=${encodeURIComponent(browser.csrf)}`
  return browser.send('/app/coupons/print', {
    method: 'POST',
    body: `${csrf}&${query}&${form}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
}

async function pdfOf(browser: Browser, address: string) {
  const { type, bytes } = await browser.file(address.replace('/print?', '/print.pdf?'))
  assert.equal(type, 'application/pdf')
  return readPdf(bytes)
}

test('codes come on the sheet only after the printing was written down, nine on two pages of the PDF', async () => {
  const { ids, coupons, query, aigul } = await aCompany(9)
  const asked = await aigul.get(`/app/coupons/print?${query}`)
  assert.match(asked.words, /9 талонов на бумаге: кто держит листок, тот и заправится/)
  assert.ok(!asked.text.includes(groupCode(coupons[0]!.code)))
  const agreed = await print(aigul, query)
  assert.equal(agreed.status, 303)
  const sheet = await aigul.get(agreed.location)
  for (const { code } of coupons) assert.ok(sheet.text.includes(groupCode(code)))
  assert.deepEqual(await life.story(ids[8]!), ['printed'])

  const pages = await pdfOf(aigul, agreed.location)
  assert.equal(pages.length, 2)
  assert.ok(pages[0]!.text.includes(groupCode(coupons[0]!.code)))
  const links = await Promise.all(pages.map(({ picture }) => readQrCodes(picture)))
  assert.deepEqual(
    links.map((found) => found.length),
    [8, 1],
  )
  const driver = life.site.browser()
  const screen = await driver.get(new URL(links[1]![0]!).pathname)
  assert.equal(screen.status, 200)
  assert.ok(screen.text.includes(groupCode(coupons[8]!.code)))
})

test('a sheet is made as it was asked for: two on a page, in Kazakh, without the company, with the list to sign', async () => {
  const { client, query, numbers, aigul } = await aCompany(2)
  await sql`update client set name = 'ТОО «Печатный двор»' where id = ${client.id}`.execute(life.app.db.write)
  const agreed = await print(aigul, query, 'per=2&in=kk&with=receipt')
  const sheet = await aigul.get(agreed.location)
  assert.match(sheet.text, /class="slips of-2"/)
  assert.match(sheet.text, /class="receipt"/)
  const [slips] = /<div class="slips.*?<\/section>/s.exec(sheet.text)!
  assert.ok(!slips.includes('Печатный двор'))
  const pages = await pdfOf(aigul, agreed.location)
  assert.equal(pages.length, 2)
  assert.match(pages[1]!.text, new RegExp(`Талон беру тізімдемесі.*${numbers[0]}`))
  const named = await aigul.get(`/app/coupons/print?${query}`)
  assert.match(named.text, /Печатный двор/)
})

test('what pays for nothing is not printed and named with its reason, the rest is', async () => {
  const { client, ids, coupons, numbers, query, aigul } = await aCompany(4)
  await life.refuel(client, ids[0]!, 20_000n)
  await life.do((tx) =>
    blockCoupons(tx, { clientId: client.id, couponIds: [ids[1]!], level: 'client', reason: 'lost', by: BY }),
  )
  await life.endedDaysAgo(ids[2]!, 1)
  const agreed = await print(aigul, query)
  const sheet = await aigul.get(`${agreed.location}&n=${numbers[0]}&n=${numbers[1]}&n=${numbers[2]}`)
  assert.match(sheet.words, new RegExp(`${numbers[0]} не войдут: уже использован`))
  assert.match(sheet.words, new RegExp(`${numbers[1]} не войдут: заблокирован`))
  assert.match(sheet.words, new RegExp(`${numbers[2]} не войдут: срок`))
  assert.ok(sheet.text.includes(groupCode(coupons[3]!.code)))
  for (const { code } of coupons.slice(0, 3)) assert.ok(!sheet.text.includes(groupCode(code)))
  assert.deepEqual(await life.story(ids[0]!), [])
  assert.match((await aigul.get(`/app/coupons/${numbers[1]}/print`)).words, /не войдут: заблокирован/)
})

test('where the contract wants a PIN, only what has been given with one is printed', async () => {
  const { client, ids, numbers, aigul } = await aCompany(1)
  await life.contractIs(client, { pin_required: true })
  const here = `n=${numbers[0]}`
  assert.match((await aigul.get(`/app/coupons/print?${here}`)).words, /по договору нужен ПИН-код/)
  const driver = await life.aDriver(client.id)
  await life.do((tx) =>
    giveCoupons(tx, life.app.vault, {
      clientId: client.id,
      couponIds: ids,
      driverId: driver.id,
      plate: '',
      note: '',
      pin: '2580',
      by: BY,
    }),
  )
  assert.equal((await print(aigul, here)).status, 303)
})

test('coupons to bearer are printed from the stock; named ones are given to a driver first', async () => {
  const { client, ids, numbers, query, aigul } = await aCompany(1)
  const here = `n=${numbers[0]}`
  assert.match((await aigul.get(`/app/coupons/print?${query}`)).words, /Показать лист/)
  await life.contractIs(client, { transferable: false })
  assert.match((await aigul.get(`/app/coupons/print?${here}`)).words, /по договору талоны именные/)
  await aigul.get('/app/coupons')
  await aigul.post('/app/coupons/print', { csrf: aigul.csrf, n: numbers[0]! })
  assert.deepEqual(await life.story(ids[0]!), [], 'nor by a form sent without its page')
  const driver = await life.aDriver(client.id)
  const gift = { driverId: driver.id, plate: '', note: '', by: BY }
  await life.do((tx) => giveCoupons(tx, life.app.vault, { clientId: client.id, couponIds: ids, ...gift }))
  assert.equal((await print(aigul, here)).status, 303)
})

test('the sheet is for who asked for it, for ten minutes; not for others, other companies, or who looks', async () => {
  const { client, ids, coupons, numbers, query, aigul } = await aCompany(1)
  const code = groupCode(coupons[0]!.code)
  const agreed = await print(aigul, query)
  const bolat = await enter(client, 'dispatcher')
  assert.ok(!(await bolat.get(agreed.location)).text.includes(code))
  assert.equal((await bolat.get(agreed.location.replace('/print?', '/print.pdf?'))).status, 303)
  for (const role of ['accountant', 'viewer'] as const)
    assert.equal((await (await enter(client, role)).get(agreed.location)).status, 403)
  const chingiz = await enter(await life.site.aClient())
  assert.equal((await chingiz.get(`/app/coupons/${numbers[0]}/print`)).status, 404)
  assert.match((await chingiz.get(agreed.location)).words, /Не выбран ни один талон/)

  const support = await life.site.signedIn(await life.site.aPerson({ staff: 'support' }))
  await support.get(`/office/clients/${client.id}/look`)
  await support.submit({ reason: 'Звонок клиента' })
  assert.ok(!(await support.get(agreed.location)).text.includes(code))

  assert.ok((await aigul.get(agreed.location)).text.includes(code))
  await sql`update coupon_event set at = at - interval '11 minutes' where coupon_id = ${ids[0]!}`.execute(
    life.site.owner,
  )
  assert.ok(!(await aigul.get(agreed.location)).text.includes(code))
})

test('nothing ticked and more than two hundred are told in a sentence', async () => {
  const { aigul } = await aCompany(1)
  assert.match((await aigul.get('/app/coupons/print')).words, /Не выбран ни один талон/)
  const many = Array.from({ length: 201 }, (_, i) => `n=${1000 + i}`).join('&')
  const refused = await aigul.get(`/app/coupons/print?${many}`)
  assert.equal(refused.status, 422)
  assert.match(refused.words, /печатается до 200 талонов/)
})

test('two people who print the same coupons at one moment print the same links', async () => {
  const { client, ids } = await aCompany(3)
  const once = () =>
    life.do((tx) =>
      printCoupons(tx, life.app.vault, { clientId: client.id, couponIds: ids, lang: 'ru', by: BY }),
    )
  await Promise.all([once(), once(), once(), once()])
  const { rows } = await sql<{ links: bigint }>`
    select count(*) as links from handout_coupon where client_id = ${client.id}`.execute(life.app.db.write)
  assert.equal(rows[0]!.links, 3n)
})

test('paper is worth nothing after the coupon is taken back', async () => {
  const { client, ids, coupons, query, aigul } = await aCompany(1)
  const driver = await life.aDriver(client.id)
  const gift = { clientId: client.id, couponIds: ids, driverId: driver.id, plate: '', note: '', by: BY }
  await life.do((tx) => giveCoupons(tx, life.app.vault, gift))
  const [page] = await pdfOf(aigul, (await print(aigul, query)).location)
  const [link] = await readQrCodes(page!.picture)
  await life.do((tx) => takeBack(tx, life.app.vault, { clientId: client.id, couponIds: ids, by: BY }))
  const screen = await life.site.browser().get(new URL(link!).pathname)
  assert.ok(!screen.text.includes(groupCode(coupons[0]!.code)))
  assert.doesNotMatch(screen.text, /qr\.png/)
})
