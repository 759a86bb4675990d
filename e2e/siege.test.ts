/** The sign-in of a new browser while somebody is guessing passwords on a large scale: with scripts, without, by keyboard. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LANGS } from '../src/i18n/index.ts'
import { tabTo } from './keyboard.ts'
import { look } from './look.ts'
import { openWorld, PHONE, type World } from './world.ts'

let world: World
before(async () => {
  world = await openWorld({ SIEGE: 'on', SIEGE_WORK_BITS: '14' })
})
after(() => world.stop())

test('the browser does its work while the person types, and the keyboard is enough', async () => {
  const person = await world.site.aPerson()
  const { page, open, leave } = await world.visitor()
  await open('/login')
  await tabTo(page, page.locator('[name=email]'))
  await page.keyboard.type(person.email)
  await tabTo(page, page.locator('[name=password]'))
  await page.keyboard.type(person.password)
  await page.getByText('Браузер проверен, можно входить.').first().waitFor()
  assert.equal(await page.locator('#said').textContent(), 'Браузер проверен, можно входить.')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/app')
  await leave()
  world.noComplaints()
})

test('who is quicker than the work waits for it, and is let in without a second press', async () => {
  const person = await world.site.aPerson()
  const { page, open, leave } = await world.visitor({ size: PHONE })
  // The work begins only when it is let go.
  await page.addInitScript(`
    const post = Worker.prototype.postMessage
    Worker.prototype.postMessage = function (message) { globalThis.letGo = () => post.call(this, message) }`)
  await open('/login')
  await page.fill('[name=email]', person.email)
  await page.fill('[name=password]', person.password)
  await page.locator('[name=password]').press('Enter')
  await page.getByText('Проверка ещё идёт. Вход продолжится сам.').first().waitFor()
  await page.evaluate('letGo()')
  await page.waitForURL('**/app')
  await leave()
  world.noComplaints()
})

test('a browser that cannot do the work is told so and may send the form nevertheless', async () => {
  const { page, open, leave } = await world.visitor()
  await page.addInitScript('globalThis.Worker = undefined')
  await open('/login')
  await page.getByText('Проверка не запустилась').first().waitFor()
  await page.fill('[name=email]', 'a@example.kz')
  await page.fill('[name=password]', 'x')
  await page.locator('[name=password]').press('Enter')
  await page.getByText('попытка не засчитана').first().waitFor()
  await leave()
  world.noComplaints()
})

test('without scripts the page says what to do instead', async () => {
  const { page, open, leave } = await world.visitor({ scripts: false })
  await open('/login')
  assert.match(await page.locator('noscript p').innerText(), /^В этом браузере выключен JavaScript/)
  assert.ok(await page.locator('noscript p').isVisible())
  assert.ok(await page.getByText('Войдите в браузере, в котором уже входили').isVisible())
  await leave()
  world.noComplaints()
})

for (const lang of LANGS) {
  test(`the page is whole, readable and reachable in ${lang}`, async () => {
    const visitor = await world.visitor({ lang })
    await visitor.open('/login')
    await visitor.page.locator('[name=proof]:not([value=""])').waitFor({ state: 'attached' })
    assert.deepEqual(await look(visitor, lang, 'sign-in under siege'), [])
    await visitor.leave()
    world.noComplaints()
  })
}
