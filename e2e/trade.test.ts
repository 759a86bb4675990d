/** The whole trade, as its people do it: bought, paid for, given to a driver, shown, redeemed, and seen by who paid. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { aCashier, aCode, aPosStation, PIN, type TestStation } from '../src/cashier/testing.ts'
import type { Lang } from '../src/i18n/index.ts'
import { pricesAre } from '../src/testing/coupons.ts'
import { send } from './people.ts'
import { openWorld, PHONE, type Visitor, type World } from './world.ts'

const DRIVER = 'Ержан Қасымов'

let world: World
let station: TestStation
let accountant: { email: string; password: string }
before(async () => {
  world = await openWorld()
  await pricesAre(world.site.app, { AI95: 24_550n })
  station = await aPosStation(world.site)
  accountant = await world.site.aPerson({ staff: 'accountant' })
})
after(() => world.stop())

for (const [lang, scripts, words] of [
  ['ru', true, { redeemed: 'Погашено: 20 л АИ-95', used: 'Использован' }],
  ['kk', true, { redeemed: 'Өтелді: АИ-95, 20 л', used: 'Пайдаланылған' }],
  ['ru', false, { redeemed: 'Погашено: 20 л АИ-95', used: 'Использован' }],
] as const) {
  test(`a coupon is bought, paid for, given, shown and redeemed in ${lang}, scripts ${scripts ? 'on' : 'off'}`, async () => {
    const client = await world.site.aClient()
    const owner = await world.visitor({
      ...{ lang, scripts },
      as: await world.site.aPerson({ clientId: client.id, lang }),
    })
    const invoice = await buys(owner)
    await posts(client.bin, invoice, scripts)
    const { number, link } = await gives(owner)
    const driver = await world.visitor({ lang, scripts, size: PHONE })
    const code = await shows(driver, link)
    await redeems(code, lang, scripts, words.redeemed)

    await owner.open('/app/coupons?tab=used')
    const row = owner.page.getByRole('row', { name: number })
    assert.match(await row.innerText(), new RegExp(words.used))
    await row.getByRole('link', { name: number }).click()
    const page = (await owner.page.locator('main').innerText()).replace(/\s/g, ' ')
    for (const part of [words.used, '20 л', DRIVER, station.station.replace('№ ', '')])
      assert.ok(page.includes(part), `${part} is not said in ${page}`)
    await driver.open(link)
    assert.equal(await driver.page.locator('.driver-code').count(), 0, 'no code is left to show')
    await driver.leave()
    await owner.leave()
    world.noComplaints()
  })
}

/** One coupon of 20 litres by invoice; answers with the invoice's number. */
async function buys(owner: Visitor): Promise<string> {
  const { page } = owner
  await owner.open('/app/coupons')
  await page.locator('main a[href="/app/coupons/buy"]').first().click()
  await page.waitForURL('**/app/coupons/buy')
  await page.locator('[name=product0]').selectOption('AI95')
  await send(owner, { litres0: '20', count0: '1', pay: 'invoice' })
  await page.waitForURL('**/app/coupons/buy/check?*')
  assert.match(await page.locator('main').innerText(), /4\s910,00/)
  await send(owner)
  await page.waitForURL('**/app/invoices/*')
  return /\d{4}-\d{6}$/.exec(new URL(page.url()).pathname)![0]
}

/** The office enters the client's payment of the invoice. */
async function posts(bin: string, invoices: string, scripts: boolean): Promise<void> {
  const office = await world.visitor({ as: accountant, scripts })
  await office.open('/office/payments')
  await office.page.locator('main a[href="/office/payments/new"]').click()
  await office.page.waitForURL('**/office/payments/new')
  await send(office, { bin, amount: '4910', invoices })
  await office.page.waitForURL('**/office/payments/new/check?*')
  assert.match(await office.page.locator('main').innerText(), new RegExp(invoices))
  await send(office)
  await office.page.waitForURL(/\/office\/payments\/[\da-f-]{36}$/)
  await office.leave()
}

/** The coupon is ticked, its driver named, and the link taken from the page that shows it. */
async function gives(owner: Visitor): Promise<{ number: string; link: string }> {
  const { page } = owner
  await owner.open('/app/coupons?tab=stock')
  const tick = page.locator('form.ticking input[name=n]')
  const number = await tick.inputValue()
  await tick.check()
  await page.locator('form.ticking button[formaction$="/issue/to"]').click()
  await page.waitForURL('**/app/coupons/issue/to?*')
  await send(owner, { name: DRIVER, phone: '8 701 123 45 67' }, 'form[action$="/issue/to"][method=post]')
  await page.waitForURL('**/app/coupons/issue/check?*')
  await send(owner, { note: 'Трасса' }, 'form[action$="/issue/check"]')
  await page.waitForURL('**/app/coupons/send?*')
  const link = /\/c\/[\w/-]+/.exec(await page.locator('main').innerText())?.[0]
  assert.ok(link, 'who gives sees the link')
  return { number, link }
}

/** The driver's page; answers with the code as it can be read aloud. */
async function shows(driver: Visitor, link: string): Promise<string> {
  assert.equal(await driver.open(link), 200)
  assert.ok(await driver.page.locator('svg.qr').isVisible())
  return driver.page.locator('.driver-code b').innerText()
}

/** A browser becomes a till, a cashier comes on duty, types the code and redeems the whole coupon. */
async function redeems(code: string, lang: Lang, scripts: boolean, said: string): Promise<void> {
  const cashier = await world.visitor({ lang, scripts })
  const { page } = cashier
  // One cashier is on duty in one place.
  const name = `Кассир ${lang} ${String(scripts)}`
  await aCashier(world.site, station, name)
  await cashier.open('/pos/connect')
  await page.locator('[name=code]').fill(await aCode(world.site, station, name))
  await page.locator('main form .primary').click()
  await page.waitForURL('**/pos/login')
  await page.getByText(name).click()
  await page.locator('[name=pin]').fill(PIN)
  await page.locator('main form .primary').click()
  await page.waitForURL('**/pos')
  await page.locator('.pos-code input').focus()
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
  await page.locator('.pos-redeem .primary').click()
  await page.waitForURL('**/pos/redeem/*')
  await page.locator('.verdict.good').getByText(said).first().waitFor()
  await cashier.leave()
}
