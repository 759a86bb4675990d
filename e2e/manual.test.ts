/** The retailer's two-page manual, walked with nothing but the keyboard, with scripts and without. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Lang } from '../src/i18n/index.ts'
import { tabTo } from './keyboard.ts'
import { linkTo } from './people.ts'
import { openWorld, type Visitor, type World } from './world.ts'

const FIRST = 'Қарлығаш ұшып келді'
const SECOND = 'тихий океан 8'
const COMPANY = 'ТОО «Client T»'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.stop())

for (const lang of ['ru', 'kk'] as const) {
  for (const scripts of [true, false]) {
    test(`the manual is walked with the keyboard in ${lang}, scripts ${scripts ? 'on' : 'off'}`, async () => {
      const visitor = await world.visitor({ scripts })
      const email = `client_t.${lang}.${scripts ? 'on' : 'off'}@example.kz`
      await acceptInvitation(visitor, lang, email)
      await signOut(visitor, lang)
      await recover(visitor, lang, email)
      await lockOut(visitor, lang, email)
      await visitor.leave()
      world.noComplaints()
    })
  }
}

// The letter of the contract, «Принять приглашение», a password typed twice, «Добро пожаловать!», the cabinet.
async function acceptInvitation(visitor: Visitor, lang: Lang, email: string): Promise<void> {
  const { site } = world
  const t = site.app.texts[lang]
  const { page } = visitor
  const client = await site.aClient({ name: COMPANY })
  await site.invited({ email, clientId: client.id, contractId: client.contractId, lang })
  await visitor.open(await linkTo(site, email, '/invitations/'))
  assert.equal(await heading(visitor), t('invite.h1'))
  for (const key of ['guest.login', 'guest.register', 'guest.forgot', 'guest.resend'] as const)
    assert.equal(await page.getByRole('link', { name: t(key), exact: true }).count(), 1, t(key))

  await page.keyboard.press('Tab')
  const skip = page.getByText(t('common.skip'))
  assert.ok(
    await skip.evaluate((link) => link.matches(':focus')),
    'the first thing to reach leads past the menu',
  )
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByLabel(t('pw.new'), { exact: true }))
  await page.keyboard.type(FIRST)
  await tabTo(page, page.getByLabel(t('pw.confirm'), { exact: true }))
  await page.keyboard.type(FIRST)
  await tabTo(page, page.getByRole('button', { name: t('invite.submit') }))
  await press(visitor, 'Space')
  assert.equal(await heading(visitor), t('welcome.h1'))
  await tabTo(page, page.getByRole('link', { name: t('welcome.cta') }))
  await press(visitor, 'Enter')
  assert.equal(new URL(page.url()).pathname, '/app')
  assert.ok((await page.locator('header').innerText()).includes(COMPANY))
}

async function signOut(visitor: Visitor, lang: Lang): Promise<void> {
  const t = world.site.app.texts[lang]
  const { page } = visitor
  await tabTo(page, page.locator('.account > summary'))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: t('nav.logout') }))
  await press(visitor, 'Enter')
  assert.equal(await heading(visitor), t('login.h1'))
  assert.equal((await page.getByRole('status').first().innerText()).trim(), t('login.afterLogout'))
}

// «Забыли свой пароль?», «Выслать новый пароль», the letter, «Изменить пароль», the sign-in with the new one.
async function recover(visitor: Visitor, lang: Lang, email: string): Promise<void> {
  const { site } = world
  const t = site.app.texts[lang]
  const { page } = visitor
  await tabTo(page, page.getByRole('navigation').getByRole('link', { name: t('guest.forgot') }))
  await press(visitor, 'Enter')
  assert.equal(await heading(visitor), t('forgot.h1'))
  await tabTo(page, page.getByLabel(t('forgot.email'), { exact: true }))
  await page.keyboard.type(email)
  await tabTo(page, page.getByRole('button', { name: t('forgot.submit') }))
  await press(visitor, 'Enter')
  assert.equal(await heading(visitor), t('forgot.sent.h1'))

  await visitor.open(await linkTo(site, email, '/password/reset/'))
  assert.equal(await heading(visitor), t('reset.h1'))
  await tabTo(page, page.getByLabel(t('reset.new'), { exact: true }))
  await page.keyboard.type(SECOND)
  await tabTo(page, page.getByLabel(t('reset.confirm'), { exact: true }))
  await page.keyboard.type(SECOND)
  await press(visitor, 'Enter')
  assert.equal(await heading(visitor), t('login.h1'))
  assert.equal((await page.getByRole('status').first().innerText()).trim(), t('reset.done'))

  await typeSignIn(visitor, lang, email, SECOND)
  assert.equal(new URL(page.url()).pathname, '/app')
  await signOut(visitor, lang)
}

// Three wrong passwords are forgiven, the fourth locks, and the page leads to the recovery with the address kept.
async function lockOut(visitor: Visitor, lang: Lang, email: string): Promise<void> {
  const t = world.site.app.texts[lang]
  const { page } = visitor
  for (const n of [1, 2, 3]) {
    await typeSignIn(visitor, lang, email, `wrong ${n}`)
    assert.equal(await heading(visitor), t('login.h1'))
    const said = await page.getByRole('alert').innerText()
    assert.equal(said.trim(), n < 3 ? t('err.login.wrong') : t('err.login.lastTry'))
    assert.equal(await page.getByLabel(t('login.email'), { exact: true }).inputValue(), email)
  }
  await typeSignIn(visitor, lang, email, 'wrong 4')
  assert.equal(await heading(visitor), t('locked.h1'))
  await tabTo(page, page.getByRole('button', { name: t('locked.cta') }))
  await press(visitor, 'Enter')
  assert.equal(await page.getByLabel(t('forgot.email'), { exact: true }).inputValue(), email)
}

async function typeSignIn(visitor: Visitor, lang: Lang, email: string, password: string): Promise<void> {
  const t = world.site.app.texts[lang]
  const { page } = visitor
  const field = page.getByLabel(t('login.email'), { exact: true })
  await tabTo(page, field)
  if ((await field.inputValue()) === '') await page.keyboard.type(email)
  await tabTo(page, page.getByLabel(t('login.password'), { exact: true }))
  await page.keyboard.type(password)
  await tabTo(page, page.getByRole('button', { name: t('login.submit'), exact: true }))
  await press(visitor, 'Enter')
}

/** Presses a key that leads to another page, and waits for it. */
async function press({ page }: Visitor, key: string): Promise<void> {
  await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press(key)])
  await page.waitForLoadState()
}

function heading({ page }: Visitor): Promise<string> {
  return page.locator('h1').innerText()
}
