/** A client's cabinet as the retailer's staff look at it: every page under the bar, and the doors that are closed. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LANGS } from '../src/i18n/index.ts'
import { look } from './look.ts'
import { send } from './people.ts'
import { settle, type Town } from './town.ts'
import { crawl } from './walk.ts'
import { openWorld, type World } from './world.ts'

const REASON = 'Звонок: просят показать, где приглашения'

let world: World
let town: Town
let pages: [kind: string, path: string][]
before(async () => {
  world = await openWorld()
  town = await settle(world.site)
  const browser = await world.site.signedIn(town.admin)
  await browser.get(`/office/clients/${town.clientId}/look`)
  await browser.submit({ reason: REASON })
  const kinds = await crawl(browser, ['/app'])
  pages = [...kinds].map(([kind, [path]]) => [kind, path!])
})
after(() => world.stop())

for (const lang of LANGS) {
  test(`every page of a cabinet that staff look at is whole, readable and reachable in ${lang}`, async () => {
    assert.ok(pages.length > 5 && pages.every(([kind]) => kind.startsWith('/app')), pages.join(' '))
    const visitor = await world.visitor({ lang, as: town.admin })
    const bar = visitor.page.locator('.look-bar')
    await visitor.open(`/office/clients/${town.clientId}/look`)
    await send(visitor, { reason: REASON })
    const problems: string[] = []
    for (const [kind, path] of pages) {
      assert.equal(await visitor.open(path), 200, path)
      assert.equal(await bar.count(), 1, path)
      problems.push(...(await look(visitor, lang, `looker, ${kind}`)))
    }
    for (const [path, status] of [
      ['/app/security', 403],
      [`/office/clients/${town.clientId}`, 200],
    ] as const) {
      assert.equal(await visitor.open(path), status, path)
      problems.push(...(await look(visitor, lang, `looker, ${path.replace(/[\da-f-]{36}/, 'one')}`)))
    }
    await bar.locator('button').click()
    assert.equal(new URL(visitor.page.url()).pathname, `/office/clients/${town.clientId}`)
    assert.equal(await bar.count(), 0)
    await visitor.leave()
    assert.equal(problems.join('\n'), '')
    world.noComplaints()
  })
}

test('no field and no button of the cabinet can be used while one looks, not even by keyboard', async () => {
  const visitor = await world.visitor({ as: town.admin })
  await visitor.open(`/office/clients/${town.clientId}/look`)
  await send(visitor, { reason: REASON })
  for (const [, path] of pages) {
    await visitor.open(path)
    const usable = visitor.page.locator(
      'main form[method=post] :is(input:not([type=hidden]), select, textarea, button)',
    )
    for (const control of await usable.all())
      assert.ok(await control.isDisabled(), `${path}: ${await control.evaluate((it) => it.outerHTML)}`)
  }
  await visitor.leave()
})
