/** A client's cabinet as the retailer's staff look at it: every page under the bar, and the doors that are closed. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LANGS, type Lang } from '../src/i18n/index.ts'
import { inside, whatIsCut } from './in-page.ts'
import { look } from './look.ts'
import { send } from './people.ts'
import { settle, type Town } from './town.ts'
import { crawl } from './walk.ts'
import { DESK, openWorld, PHONE, type Visitor, type World } from './world.ts'

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

// What the bar adds stands on the first page; what can no longer be pressed, in these two.
const LOOKED_AT = ['/app', '/app/people', '/app/coupons/buy']

for (const lang of LANGS) {
  test(`the bar over a cabinet that staff look at is whole, readable and reachable in ${lang}`, async () => {
    const visitor = await begin(lang)
    const problems: string[] = []
    for (const [path, status] of [
      ...LOOKED_AT.map((open) => [open, 200] as const),
      ['/app/security', 403],
      [`/office/clients/${town.clientId}`, 200],
    ] as const) {
      assert.equal(await visitor.open(path), status, path)
      problems.push(...(await look(visitor, lang, `looker, ${path.replace(/[\da-f-]{36}/, 'one')}`)))
    }
    const bar = barOf(visitor)
    await bar.locator('button').click()
    assert.equal(new URL(visitor.page.url()).pathname, `/office/clients/${town.clientId}`)
    assert.equal(await bar.count(), 0)
    await visitor.leave()
    assert.equal(problems.join('\n'), '')
    world.noComplaints()
  })
}

// The pages themselves are the owner's, who is walked with elsewhere.
test('every page stands under the bar, also on a phone, and nothing of it can be used, not even by keyboard', async () => {
  assert.ok(pages.length > 5 && pages.every(([kind]) => kind.startsWith('/app')), pages.join(' '))
  const visitor = await begin('ru', PHONE)
  for (const [, path] of pages) {
    assert.equal(await visitor.open(path), 200, path)
    assert.equal(await barOf(visitor).count(), 1, path)
    assert.deepEqual(await inside(visitor.page, whatIsCut), [], path)
    const usable = visitor.page.locator(
      'main form[method=post] :is(input:not([type=hidden]), select, textarea, button):not(:disabled)',
    )
    assert.deepEqual(await usable.evaluateAll((all) => all.map(({ outerHTML }) => outerHTML)), [], path)
  }
  await visitor.leave()
  world.noComplaints()
})

async function begin(lang: Lang, size = DESK): Promise<Visitor> {
  const visitor = await world.visitor({ lang, size, as: town.admin })
  await visitor.open(`/office/clients/${town.clientId}/look`)
  await send(visitor, { reason: REASON })
  return visitor
}

const barOf = ({ page }: Visitor) => page.locator('.look-bar')
