/** The small things that spare people trouble: what the script adds, and what browsers do by themselves. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inside, rulesBroken, whatIsCut } from './in-page.ts'
import { age, linkTo, send } from './people.ts'
import { openWorld, PHONE, type Visitor, type World } from './world.ts'

let world: World
let client: { id: string; contractId: string; name: string }
let owner: { id: string; email: string; password: string }
before(async () => {
  world = await openWorld({}, { back: true })
  client = await world.site.aClient({ name: 'ТОО «Қайрат Логистика»' })
  owner = await world.site.aPerson({ clientId: client.id, name: 'Айгүл Сәрсенова' })
})
after(() => world.stop())

const texts = () => world.site.app.texts.ru
const pathOf = ({ page }: Visitor) => new URL(page.url()).pathname

test('a language chosen on the page of a link keeps the link and is remembered', async () => {
  const visitor = await world.visitor()
  const { page } = visitor
  await world.site.invited({ email: 'kk@example.kz', clientId: client.id, contractId: client.contractId })
  const link = await linkTo(world.site, 'kk@example.kz', '/invitations/')
  await visitor.open(link)
  await page.getByRole('link', { name: 'Қаз', exact: true }).click()
  assert.equal(page.url(), new URL(link.split('?')[0]!, world.site.url).href)
  assert.equal(await page.locator('html').getAttribute('lang'), 'kk')
  assert.equal(await page.locator('h1').innerText(), world.site.app.texts.kk('invite.h1'))
  const later = await visitor.context.newPage()
  await later.goto(new URL('/login', world.site.url).href)
  assert.equal(await later.locator('html').getAttribute('lang'), 'kk')
  await visitor.leave()
  world.noComplaints()
})

test('a theme that was chosen is in the first bytes of every page that follows, and can be taken back', async () => {
  for (const scripts of [true, false]) {
    const visitor = await world.visitor({ scripts })
    const { page } = visitor
    await visitor.open('/help')
    await page.getByRole('button', { name: texts()('theme.dark') }).click()
    assert.equal(pathOf(visitor), '/help', 'the choice comes back to its page')
    const answer = await page.goto(new URL('/login', world.site.url).href)
    assert.match(await answer!.text(), /^<!doctype html><html lang="ru" class="dark">/)
    assert.equal(await backgroundOf(visitor), 'rgb(14, 21, 25)')
    await page.getByRole('button', { name: texts()('theme.auto') }).click()
    assert.equal(await backgroundOf(visitor), 'rgb(244, 246, 247)')
    await visitor.leave()
  }
  world.noComplaints()
})

test('a password is shown on request, each field by a button of its own name, and hidden again when sent', async () => {
  const visitor = await world.visitor()
  const { page } = visitor
  await world.site.invited({ email: 'peek@example.kz', clientId: client.id, contractId: client.contractId })
  await visitor.open(await linkTo(world.site, 'peek@example.kz', '/invitations/'))
  const password = page.locator('#password')
  await password.fill('коротко')
  assert.equal(await page.locator('.strength').innerText(), texts()('pw.weak'))
  await password.fill('достаточно длинно')
  assert.equal(await page.locator('.strength').innerText(), texts()('pw.strong'))
  await page.getByRole('button', { name: texts()('pw.showNew') }).click()
  assert.equal(await password.getAttribute('type'), 'text')
  assert.equal(await page.locator('#passwordConfirmation').getAttribute('type'), 'password')
  assert.equal(await page.getByRole('button', { name: texts()('pw.showConfirm') }).count(), 1)
  await page.evaluate(`document.addEventListener('submit', (event) => event.preventDefault(), true)`)
  await page.getByRole('button', { name: texts()('invite.submit') }).click()
  assert.equal(
    await password.getAttribute('type'),
    'password',
    'a browser offers to keep a password only from here',
  )
  await visitor.leave()
  world.noComplaints()
})

test('a button pressed twice sends once', async () => {
  const visitor = await world.visitor()
  const { page } = visitor
  let posts = 0
  page.on('request', (request) => (posts += request.method() === 'POST' ? 1 : 0))
  await visitor.open('/password/forgot')
  await page.locator('#email').fill(owner.email)
  await page.getByRole('button', { name: texts()('forgot.submit') }).dblclick()
  await page.waitForURL('**/password/forgot/sent')
  assert.equal(posts, 1)
  await visitor.leave()
  world.noComplaints()
})

test('a letter can be asked for again when the countdown is over', async () => {
  const visitor = await world.visitor()
  const { page } = visitor
  await page.clock.install()
  await visitor.open('/password/forgot')
  await send(visitor, { email: 'nobody@example.kz' })
  const again = page.locator('form.form button[type=submit]')
  assert.ok(await again.isDisabled())
  assert.match(await again.innerText(), /через (1:00|0:5\d)$/)
  await page.clock.fastForward(61_000)
  assert.ok(await again.isEnabled())
  assert.equal(await again.innerText(), texts()('forgot.sent.again'))
  await again.click()
  await page.waitForURL('**/password/forgot/sent')
  assert.ok(await again.isDisabled())
  await visitor.leave()
  world.noComplaints()
})

test('mistakes are read first, named in the title, and lead to their fields', async () => {
  const visitor = await world.visitor()
  const { page } = visitor
  await visitor.open('/login')
  await send(visitor)
  assert.ok(await page.locator('#errors').evaluate((box) => box.matches(':focus')))
  assert.match(await page.title(), /^Ошибка: /)
  await page
    .locator('#errors')
    .getByRole('link', { name: texts()('err.login.pw.empty') })
    .click()
  assert.ok(await page.locator('#password').evaluate((field) => field.matches(':focus')))
  await visitor.leave()
  world.noComplaints()
})

test('after signing out the Back button shows nothing private', async () => {
  const visitor = await world.visitor({ as: owner })
  const { page } = visitor
  await visitor.open('/app')
  await visitor.open('/app/company')
  await page.locator('.account > summary').click()
  await page.getByRole('button', { name: texts()('nav.logout') }).click()
  await page.waitForURL('**/login')
  for (let n = 0; n < 2; n++) {
    await page.goBack()
    assert.equal(pathOf(visitor), '/login')
    assert.ok(!(await page.locator('body').innerText()).includes(client.name))
  }
  await visitor.leave()
  world.noComplaints()
})

test('a form whose page is out of date keeps what was typed and goes through the second time', async () => {
  const visitor = await world.visitor()
  const { page, context } = visitor
  await visitor.open('/login')
  await context.clearCookies()
  await send(visitor, { email: owner.email, password: owner.password })
  assert.equal(await page.getByRole('alert').innerText(), texts()('err.csrf'))
  assert.equal(await page.locator('#email').inputValue(), owner.email)
  await send(visitor, { password: owner.password })
  assert.equal(pathOf(visitor), '/app')
  await visitor.leave()
  world.noComplaints()
})

test('who signs in twice in two tabs is told so, and whose session is over is asked to sign in', async () => {
  const visitor = await world.visitor()
  const { page, context } = visitor
  await visitor.open('/login')
  const other = await context.newPage()
  await other.goto(page.url())
  await send({ ...visitor, page: other }, { email: owner.email, password: owner.password })
  await send(visitor, { email: owner.email, password: owner.password })
  assert.equal(pathOf(visitor), '/app')
  assert.equal((await page.getByRole('status').first().innerText()).trim(), texts()('login.otherTab'))

  await visitor.open('/app/company')
  await age(
    world.site,
    `update session set last_seen_at = now() - interval '2 hours' where account_id = $1`,
    [owner.id],
  )
  await visitor.open('/app/company')
  assert.equal(pathOf(visitor), '/login')
  assert.ok(
    (await page.getByRole('status').first().innerText()).includes(texts()('login.expired', { n: 60 })),
  )
  await send(visitor, { email: owner.email, password: owner.password })
  assert.equal(pathOf(visitor), '/app/company', 'back where the session ended')
  await visitor.leave()
  world.noComplaints()
})

test('two minutes before a session ends a dialog asks, and staying keeps the session', async () => {
  const person = await world.site.aPerson({ clientId: client.id })
  const visitor = await world.visitor({ as: person })
  const { page } = visitor
  await page.clock.install()
  await visitor.open('/app/company')
  const dialog = page.getByRole('dialog', { name: texts()('ui.idle.title') })
  await page.clock.fastForward(57 * 60_000)
  assert.ok(!(await dialog.isVisible()))
  await page.clock.fastForward(62_000)
  assert.ok(await dialog.isVisible())
  assert.match(await dialog.getByRole('timer').innerText(), /1:5\d$/)
  assert.deepEqual(await rulesBroken(page), [])

  const stay = page.waitForResponse('**/session/stay')
  await dialog.getByRole('button', { name: texts()('ui.idle.stay') }).click()
  assert.equal((await stay).status(), 200)
  await page.clock.runFor(1000)
  assert.ok(!(await dialog.isVisible()))

  // Nobody stays: the session is over on the server, and the page gives way by itself.
  await page.clock.fastForward(58 * 60_000 + 2000)
  assert.ok(await dialog.isVisible())
  await age(
    world.site,
    `update session set last_seen_at = now() - interval '2 hours' where account_id = $1`,
    [person.id],
  )
  await page.clock.fastForward(125_000)
  await page.waitForURL('**/login?**')
  await visitor.leave()
  world.noComplaints()
})

test('menus open, pass axe, fit a phone and close on Escape', async () => {
  const guest = await world.visitor({ size: PHONE })
  await guest.open('/login')
  await opens(guest, '.menu-button', '.guest-menu')
  await guest.leave()
  const phone = await world.visitor({ as: owner, size: PHONE })
  await phone.open('/app')
  await opens(phone, '.account > summary', '.account .menu-list')
  await phone.leave()
  const admin = await world.site.aPerson({ staff: 'admin' })
  const office = await world.visitor({ as: admin, size: PHONE })
  await office.open('/office')
  await opens(office, '.menu-button', '.side-menu')
  await office.leave()
  world.noComplaints()
})

test('paper carries the text and no menus, also from a dark page', async () => {
  const admin = await world.site.aPerson({ staff: 'admin' })
  const visitor = await world.visitor({ as: admin, dark: true })
  const { page } = visitor
  for (const path of ['/help', '/office/clients']) {
    await visitor.open(path)
    await page.emulateMedia({ media: 'print' })
    assert.equal(await backgroundOf(visitor), 'rgb(255, 255, 255)')
    assert.ok(await page.locator('h1').isVisible())
    const menus =
      '.guest-menu, .side-menu, .menu-button, .bottom-bar, .languages, .account, .filters, .pager, .theme, .button'
    for (const menu of await page.locator(menus).all())
      assert.ok(!(await menu.isVisible()), `${path}: ${String(menu)}`)
    await page.emulateMedia({ media: 'screen' })
  }
  await visitor.leave()
  world.noComplaints()
})

async function opens({ page }: Visitor, button: string, menu: string): Promise<void> {
  assert.ok(!(await page.locator(menu).isVisible()), `${menu} is closed`)
  await page.locator(button).first().click()
  assert.ok(await page.locator(menu).isVisible(), `${menu} is open`)
  assert.deepEqual(await rulesBroken(page), [])
  assert.deepEqual(await inside(page, whatIsCut), [])
  await page.keyboard.press('Escape')
  assert.ok(!(await page.locator(menu).isVisible()), `${menu} is closed by Escape`)
}

function backgroundOf({ page }: Visitor): Promise<string> {
  return page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor')
}
