import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { aCashier, aCode, aPosStation, leftOn, PIN, type TestStation } from '../src/cashier/testing.ts'
import { groupCode } from '../src/coupons/code.ts'
import { aCoupon, pricesAre } from '../src/testing/coupons.ts'
import { look } from './look.ts'
import { openWorld, PHONE, type Visitor, type World } from './world.ts'

let world: World
let station: TestStation
let client: { id: string; contractId: string }
before(async () => {
  world = await openWorld()
  await pricesAre(world.site.app, { AI95: 24_550n })
  client = await world.site.aClient()
  station = await aPosStation(world.site)
  for (const name of ['Айнұр Сейдахметқызы', 'Виктор', 'Гүлнар']) await aCashier(world.site, station, name)
})
after(() => world.stop())

let devices = 0
async function connected(facts: Parameters<World['visitor']>[0]): Promise<Visitor> {
  const cashier = await world.visitor(facts)
  await cashier.open('/pos/connect')
  await cashier.page.locator('[name=code]').fill(await aCode(world.site, station, `Планшет ${++devices}`))
  await cashier.page.locator('main form .primary').click()
  await cashier.page.waitForURL('**/pos/login')
  return cashier
}

/** As a hardware scanner does: keys one after the other, then Enter. */
async function scanned({ page }: Visitor, text: string): Promise<void> {
  await page.locator('.pos-code input').focus()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

for (const [lang, cashierName, words] of [
  ['ru', 'Виктор', { ok: 'Талон действует', done: 'Погашено: 20 л АИ-95', undone: 'Погашение отменено' }],
  ['kk', 'Гүлнар', { ok: 'Талон жарамды', done: 'Өтелді: АИ-95, 20 л', undone: 'Өтеу жойылды' }],
] as const) {
  test(`from the office’s code to a shift that is closed, in ${lang}`, async () => {
    const { id, code } = await aCoupon(world.site.app, client)
    const found: string[] = []
    const cashier = await world.visitor({ lang })
    const { page } = cashier
    const seen = async (name: string) => found.push(...(await look(cashier, lang, `pos-${name}`)))

    await cashier.open('/pos/connect')
    await seen('connect')
    await page.locator('[name=code]').fill(await aCode(world.site, station, `Планшет ${++devices}`))
    await page.locator('main form .primary').click()
    await page.waitForURL('**/pos/login')
    await seen('login')
    await page.getByText(cashierName).click()
    for (const digit of PIN) await page.locator(`.pos-pad button[value="${digit}"]`).click()
    await page.locator('main form .primary').click()
    await page.waitForURL('**/pos')
    await seen('scan')

    await scanned(cashier, code)
    await page.locator('.verdict.good').getByText(words.ok).waitFor()
    await seen('verdict')
    await page.locator('[name=litres]').fill('15,5')
    assert.match(await page.locator('.pos-redeem .primary').innerText(), /15,5/)
    await page.locator('[name=litres]').fill('20')
    await page.locator('.pos-redeem .primary').click()
    await page.locator('.verdict.good').getByText(words.done).waitFor()
    assert.match(page.url(), /\/pos\/redeem\/[\w-]{36}$/)
    await seen('done')
    assert.equal(await leftOn(world.site, id), 0n)

    await page.locator('form[action$="/undo"] button').click()
    await page.locator('.verdict.warning').getByText(words.undone).waitFor()
    assert.equal(await leftOn(world.site, id), 20_000n)
    await page.locator('.pos-next a').click()
    await page.waitForURL('**/pos')
    await scanned(cashier, groupCode(code))
    await page.locator('.pos-redeem .primary').click()
    await page.locator('.verdict.good').getByText(words.done).waitFor()
    await page.locator('.pos-next a').click()
    await scanned(cashier, code)
    await page.locator('.verdict.danger').waitFor()
    await seen('refused')

    await cashier.open('/pos/shift')
    await seen('shift')
    await page.locator('main form .danger').click()
    await page.waitForURL('**/pos/shift/1')
    await seen('report')
    assert.deepEqual(found, [])
    world.noComplaints()
    await cashier.leave()
  })
}

test('without scripts, on the smallest screen, a coupon is redeemed and the redemption undone', async () => {
  const { id, code } = await aCoupon(world.site.app, client)
  const cashier = await connected({ scripts: false, size: PHONE })
  const { page } = cashier
  await page.getByText('Айнұр').click()
  await page.locator('[name=pin]').fill(PIN)
  await page.locator('main form .primary').click()
  await scanned(cashier, groupCode(code))
  await page.getByText('Талон действует').first().waitFor()
  await page.locator('[name=litres]').fill('5')
  await page.locator('.pos-redeem .primary').click()
  await page.getByText('Объём изменён').waitFor()
  await page.getByRole('button', { name: 'Погасить 5 л' }).click()
  await page.waitForURL('**/pos/redeem/*')
  assert.equal(await leftOn(world.site, id), 15_000n)
  await page.getByRole('button', { name: 'Отменить погашение' }).click()
  await page.locator('.verdict').getByText('Погашение отменено').waitFor()
  assert.equal(await leftOn(world.site, id), 20_000n)
  await page.goto(new URL('/pos/shift', world.site.url).href)
  await page.locator('main form .danger').click()
  await cashier.leave()
})

test('without a network the till opens, says so, shows the shift’s sums and redeems nothing', async () => {
  const { code } = await aCoupon(world.site.app, client)
  const cashier = await connected({})
  const { page } = cashier
  await page.getByText('Айнұр').click()
  await page.locator('[name=pin]').fill(PIN)
  await page.locator('main form .primary').click()
  await page.waitForURL('**/pos')
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  await scanned(cashier, code)
  await page.locator('.pos-redeem .primary').click()
  await page.locator('.verdict').getByText('Погашено: 20 л').waitFor()
  await page.waitForFunction(
    `caches.open('pos-1').then((c) => c.match('/pos/offline')).then((a) => a?.text()).then((t) => /АИ-95/.test(t ?? ''))`,
  )
  const kept = await page.evaluate(
    `caches.open('pos-1').then((c) => c.keys()).then((all) => all.map(({ url }) => new URL(url).pathname))`,
  )
  assert.deepEqual(
    (kept as string[]).filter((path) => !path.startsWith('/assets/')),
    ['/pos/offline'],
  )
  await cashier.context.setOffline(true)
  for (const path of ['/pos', '/pos/shift']) {
    await page.goto(new URL(path, world.site.url).href)
    await page.getByText('Нет связи с сервером').first().waitFor()
    assert.match(await page.locator('main').innerText(), /АИ-95[^]*20/)
    assert.equal(await page.locator('main form').count(), 0)
  }
  await cashier.context.setOffline(false)
  await page.waitForURL('**/pos')
  await page.locator('.pos-code input').waitFor()
  await page.goto(new URL('/pos/shift', world.site.url).href)
  await page.locator('main form .danger').click()
  await page.waitForURL('**/pos/shift/1')
  await cashier.leave()
})

test('without the server nothing is redeemed, and an answer that was lost is asked for under the same name', async () => {
  const { id, code } = await aCoupon(world.site.app, client)
  const cashier = await connected({})
  const { page } = cashier
  await page.getByText('Айнұр').click()
  await page.locator('[name=pin]').fill(PIN)
  await page.locator('main form .primary').click()
  await page.waitForURL('**/pos')
  await scanned(cashier, code)
  const button = page.locator('.pos-redeem .primary')
  await button.waitFor()

  await cashier.context.setOffline(true)
  await page.getByText('Нет связи с сервером').waitFor()
  assert.ok(await button.isDisabled())
  await cashier.context.setOffline(false)
  await page.getByText('Нет связи с сервером').waitFor({ state: 'hidden' })
  assert.ok(await button.isEnabled())

  // The server redeems and its answer is lost on the way.
  await page.route('**/pos/redeem', async (route) => {
    await route.fetch({ maxRedirects: 0 })
    await route.abort()
  })
  await button.click()
  await page.getByText('Не знаем, прошло ли погашение').waitFor()
  assert.equal(await leftOn(world.site, id), 0n)
  await page.unroute('**/pos/redeem')
  await page.getByRole('button', { name: 'Проверить талон' }).click()
  await page.getByText('Погашено: 20 л АИ-95').first().waitFor()
  assert.equal(await leftOn(world.site, id), 0n)
  await cashier.leave()
})

test('the camera is asked for only when its button is pressed, and typing goes on without one', async () => {
  const cashier = await connected({})
  const { page } = cashier
  await page.getByText('Виктор').click()
  await page.locator('[name=pin]').fill(PIN)
  await page.locator('main form .primary').click()
  await page.waitForURL('**/pos')
  const scripts = () =>
    page.evaluate(
      "performance.getEntriesByName(document.querySelector('#camera').dataset.script).length + performance.getEntriesByType('resource').filter(({ name }) => name.includes('/scan')).length",
    )
  assert.equal(await scripts(), 0)
  await page.getByRole('button', { name: 'Сканировать QR-код' }).click()
  await page.locator('.pos-camera .error').waitFor()
  assert.match(
    await page.locator('.pos-camera .error').innerText(),
    /Введите код вручную|введите код вручную/,
  )
  assert.ok(Number(await scripts()) > 0)
  await cashier.leave()
})
