import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { blockCoupons } from '../src/coupons/block-coupons.ts'
import { giveCoupons } from '../src/coupons/give-coupons.ts'
import { sendCoupons } from '../src/coupons/send-coupons.ts'
import { aDriver, pricesAre, someCoupons } from '../src/testing/coupons.ts'
import { look } from './look.ts'
import { openWorld, PHONE, type World } from './world.ts'

const BY = { name: 'Айгүл Бекова' }

let world: World
before(async () => {
  world = await openWorld()
  await pricesAre(world.site.app)
})
after(() => world.stop())

async function aLink() {
  const { app } = world.site
  const client = await world.site.aClient({ name: 'ТОО «Қайрат Логистика және Жолдар»' })
  const coupons = await someCoupons(app, client)
  const couponIds = coupons.map(({ id }) => id)
  const { id: driverId } = await aDriver(app, client.id)
  const facts = { clientId: client.id, couponIds, by: BY }
  await app.db.transaction((tx) =>
    giveCoupons(tx, app.vault, { ...facts, driverId, plate: '123ABC02', note: '' }),
  )
  const sent = await app.db.transaction((tx) =>
    sendCoupons(tx, app.vault, { ...facts, lang: 'ru', how: 'link' }),
  )
  assert.ok(sent.ok)
  const block = () =>
    app.db.transaction((tx) => blockCoupons(tx, { ...facts, level: 'client', reason: 'потерян' }))
  return { path: `/c/${sent.handout.token}`, block }
}

test('the code and its QR fit the first screen of the smallest phone, in every language', async () => {
  const { path } = await aLink()
  for (const lang of ['ru', 'kk', 'en'] as const) {
    const driver = await world.visitor({ lang, size: PHONE })
    assert.equal(await driver.open(path), 200)
    const bottom = await driver.page
      .locator('.driver-code b')
      .evaluate((code) => code.getBoundingClientRect().bottom)
    assert.ok(bottom <= 568, `${lang}: the code ends at ${bottom} px`)
    const qr = await driver.page.locator('svg.qr').evaluate((svg) => svg.getBoundingClientRect().width)
    assert.ok(qr >= 240, `${lang}: the QR code is ${qr} px wide`)
    assert.deepEqual(await look(driver, lang, 'driver'), [])
    await driver.leave()
  }
  world.noComplaints()
})

test('without scripts the page is whole', async () => {
  const { path } = await aLink()
  const driver = await world.visitor({ scripts: false, size: PHONE })
  assert.equal(await driver.open(path), 200)
  assert.ok(await driver.page.locator('svg.qr').isVisible())
  assert.match(await driver.page.locator('.driver-code b').innerText(), /^\d{4} \d{4} \d{4} \d{4}$/)
  await driver.leave()
})

test('an open page turns to «blocked» by itself within twenty seconds', async () => {
  const { path, block } = await aLink()
  const driver = await world.visitor({ size: PHONE })
  await driver.open(path)
  await block()
  await driver.page.getByText('Талон заблокирован').waitFor({ timeout: 20_000 })
  assert.equal(await driver.page.locator('svg.qr').count(), 0)
  await driver.leave()
})

test('without the network the last copy is shown and says from when it is', async () => {
  const { path } = await aLink()
  const driver = await world.visitor({ size: PHONE })
  await driver.open(path)
  await driver.page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  // Opened once more, the page goes through the worker, which keeps it.
  await driver.page.reload()
  await driver.page.waitForLoadState('networkidle')
  await driver.context.setOffline(true)
  await driver.page.reload()
  assert.ok(await driver.page.locator('svg.qr').isVisible())
  await driver.page.getByText('Нет интернета').waitFor({ timeout: 15_000 })
  await driver.context.setOffline(false)
  await driver.leave()
})
