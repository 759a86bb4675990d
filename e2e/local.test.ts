/**
 * The product as `npm start` shows it: the demo world, and the mailbox in place of a mail program. With SCREENSHOTS=1
 * it also takes the pictures of the README.
 */
import assert from 'node:assert/strict'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Locator } from 'playwright-core'
import { DEMO_PASSWORD } from '../src/demo/load.ts'
import { LANGS } from '../src/i18n/index.ts'
import { look } from './look.ts'
import { send } from './people.ts'
import { openWorld, PHONE, type Visitor, type World } from './world.ts'

let world: World
before(async () => {
  // Without PUBLIC_URL it is the local mode, without SMTP_URL no letter leaves the machine.
  world = await openWorld({ PUBLIC_URL: '', SMTP_URL: '' })
})
after(() => world.stop())

const PICTURE = { width: 1280, height: 800 }
const OWNER = { email: 'aigul@kairat.example', password: DEMO_PASSWORD }
const ADMIN = { email: 'admin@petroretail.example', password: DEMO_PASSWORD }

if (process.env['SCREENSHOTS'])
  test('the pictures of the README are taken', async () => {
    const guest = await world.visitor({ size: PICTURE })
    await guest.open('/login')
    await take(guest, 'sign-in')
    const accept = await openLetter(guest)
    await guest.page
      .locator('iframe')
      .first()
      .evaluate((frame) => frame.scrollIntoView())
    await take(guest, 'mailbox')
    await guest.open(new URL((await accept.getAttribute('href'))!).pathname)
    await take(guest, 'invitation')
    await guest.leave()

    for (const [name, path, facts] of [
      ['sign-in-kk-320', '/login', { lang: 'kk', size: PHONE }],
      ['cabinet', '/app', { as: OWNER }],
      ['people-dark', '/app/people', { as: OWNER, dark: true }],
      ['coupons', '/app/coupons?tab=given', { as: OWNER }],
      ['cards-dark', '/app/cards', { as: OWNER, dark: true, lang: 'kk' }],
      ['refuels', '/app/refuels', { as: OWNER }],
      ['signs', '/app/signs', { as: OWNER }],
      ['office-clients', '/office/clients', { as: ADMIN }],
    ] as const) {
      const visitor = await world.visitor({ size: PICTURE, ...facts })
      await visitor.open(path)
      await take(visitor, name)
      await visitor.leave()
    }
    world.noComplaints()
  })

test('the letter in the mailbox leads to the cabinet, as the manual says', async () => {
  const visitor = await world.visitor()
  const accept = await openLetter(visitor)
  const opened = visitor.context.waitForEvent('page')
  await accept.click()
  const invitation = { ...visitor, page: await opened }
  await invitation.page.waitForLoadState()
  await send(invitation, { password: 'верблюд под дождём', passwordConfirmation: 'верблюд под дождём' })
  assert.equal(await invitation.page.locator('h1').innerText(), 'Добро пожаловать в Личный кабинет!')
  await visitor.leave()
  world.noComplaints()
})

for (const lang of LANGS) {
  test(`the pages of the mailbox are whole, readable and reachable in ${lang}`, async () => {
    const visitor = await world.visitor({ lang })
    const { page } = visitor
    await stayStill(visitor)
    const problems: string[] = []
    await visitor.open('/mailbox')
    problems.push(...(await look(visitor, lang, 'mailbox')))
    await page.locator('tbody a').first().click()
    await page.waitForLoadState()
    problems.push(...(await look(visitor, lang, 'a letter')))
    await visitor.open('/mailbox?to=nobody')
    problems.push(...(await look(visitor, lang, 'no letter found')))
    await visitor.open('/mailbox/samples')
    problems.push(...(await look(visitor, lang, 'samples of letters')))
    await visitor.leave()
    assert.equal(problems.join('\n'), '')
    world.noComplaints()
  })
}

/** The letter of the contract that waits in the demo world, and the button in it. */
async function openLetter(visitor: Visitor): Promise<Locator> {
  await visitor.open('/mailbox')
  await visitor.page.getByRole('link', { name: 'Приглашение в Личный кабинет QAZAQ OIL' }).click()
  const accept = visitor.page
    .frameLocator('iframe')
    .first()
    .getByRole('link', { name: 'Принять приглашение' })
  await accept.waitFor()
  return accept
}

// The list of letters asks again every five seconds, which is no moment to measure it.
async function stayStill({ page }: Visitor): Promise<void> {
  await page.route('**/mailbox', async (route) => {
    const response = await route.fetch()
    const { refresh: _, ...headers } = response.headers()
    await route.fulfill({ response, headers })
  })
}

/** Small: a picture in a repository is fetched with it for ever. */
async function take({ page }: Visitor, name: string): Promise<void> {
  const folder = join(import.meta.dirname, '../docs/screenshots')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.webp`)
  await page.screenshot({ path, type: 'webp', quality: 80 })
  assert.ok(statSync(path).size <= 60_000, `${name} is ${statSync(path).size} bytes`)
}
