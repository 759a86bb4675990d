/** Every page that needs no session, and what a link of a letter opens, looked at in three languages. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LANGS, type Lang } from '../src/i18n/index.ts'
import { routes } from '../src/web/routes.ts'
import { look } from './look.ts'
import { age, bareLinkTo, send } from './people.ts'
import { openWorld, type Visitor, type World } from './world.ts'

// As long as names get: nothing may break on them.
const COMPANY = 'ТОО «Ұлттық өңірлік логистика және тасымалдау компаниясы»'
const PASSWORD = 'Іңкәр қаңтарда, 1 234 567'

const seen = new Set<string>()
let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.stop())

for (const lang of LANGS) {
  test(`every page of a guest is whole, readable and reachable in ${lang}`, async () => {
    const visitor = await world.visitor({ lang })
    const problems = [
      ...(await signInAndRecovery(visitor, lang)),
      ...(await registration(visitor, lang)),
      ...(await reading(visitor, lang)),
      ...(await invitation(visitor, lang)),
    ]
    await visitor.leave()
    assert.equal(problems.join('\n'), '')
    world.noComplaints()
  })

  test(`every link of a letter that is over says why and leads on in ${lang}`, async () => {
    const visitor = await world.visitor({ lang })
    const problems = [...(await deadLinks(visitor, lang)), ...(await emailChange(visitor, lang))]
    await visitor.leave()
    assert.equal(problems.join('\n'), '')
    world.noComplaints()
  })
}

test('what is wrong with a page is seen', async () => {
  const visitor = await world.visitor({ lang: 'ru' })
  const { page } = visitor
  await visitor.open('/register')
  assert.deepEqual(await look(visitor, 'ru', 'as it is'), [])
  await page.evaluate(`{
    document.documentElement.lang = 'en'
    const of = (selector) => document.querySelector(selector)
    of('main h1').style.color = 'rgb(240, 240, 240)'
    of('main .primary').style.cssText = 'min-height: 0; height: 20px; padding: 0; overflow: hidden; width: 30px'
    for (const label of document.querySelectorAll('main label')) label.removeAttribute('for')
  }`)
  const found = (await look(visitor, 'ru', 'spoilt')).join('\n')
  for (const part of [
    'says it is in en',
    'light: color-contrast',
    'less than 44 px high',
    'is cut by <button',
    'its tags: label',
  ])
    assert.ok(found.includes(part), `${part} is not among\n${found}`)
  await visitor.leave()
})

test('no page for guests is forgotten', () => {
  const all = routes.filter(({ method, who }) => method === 'GET' && who === 'anyone').map(({ path }) => path)
  const leadOn = all.filter(
    // A cashier's browser is looked at with the cashier's pages.
    (path) =>
      path === '/' ||
      path === '/pos/connect' ||
      // The driver's pages have a test of their own.
      path.startsWith('/c/') ||
      path.startsWith('/users/') ||
      path.startsWith('/.well-known/'),
  )
  assert.deepEqual(
    all.filter((path) => !seen.has(path) && !leadOn.includes(path)),
    [],
  )
})

async function signInAndRecovery(visitor: Visitor, lang: Lang): Promise<string[]> {
  const { site } = world
  const person = await site.aPerson({ lang, email: `aigul.sarsenova.${lang}@kairat-logistika.example` })
  const show = shower(visitor, lang)
  await visitor.open('/login')
  await show('sign-in', '/login')
  await send(visitor)
  await show('sign-in, nothing typed')
  for (const _ of [1, 2, 3]) await send(visitor, { email: person.email, password: 'no' })
  await show('sign-in, third wrong password')
  await send(visitor, { password: 'no' })
  await show('locked')
  await visitor.open('/locked')
  await show('locked, by its address', '/locked')

  await visitor.open('/password/forgot')
  await show('forgotten', '/password/forgot')
  await send(visitor, { email: 'aigul@' })
  await show('forgotten, mistyped')
  await send(visitor, { email: person.email })
  await show('forgotten, sent', '/password/forgot/sent')
  await visitor.open(await bareLinkTo(site, person.email, '/password/reset/'))
  await show('new password', '/password/reset/:token')
  await send(visitor, { password: 'qwerty123', passwordConfirmation: 'another' })
  await show('new password, refused')
  await send(visitor, { password: PASSWORD, passwordConfirmation: PASSWORD })
  await show('sign-in after a new password')
  await visitor.open(await bareLinkTo(site, person.email, '/not-me/'))
  await show('it was not me', '/not-me/:token')

  await visitor.open('/confirmation/resend')
  await show('once more', '/confirmation/resend')
  await send(visitor, { email: `nobody.${lang}@example.kz` })
  await show('once more, sent', '/confirmation/resend/sent')
  return show.problems
}

async function registration(visitor: Visitor, lang: Lang): Promise<string[]> {
  const { site } = world
  const email = `${lang}.director@zharyq-trade.example`
  const { bin } = await site.aClient()
  const show = shower(visitor, lang)
  await visitor.open('/register')
  await show('request 1', '/register')
  await send(visitor, { email })
  await show('request 2', '/register/contract')
  await send(visitor, { hasContract: 'yes' })
  await show('request 2, no number')
  await send(visitor, { contractNumber: '2026/099' })
  await show('request 3', '/register/company')
  await send(visitor, { bin: '123' })
  await show('request 3, refused')
  await send(visitor, { bin, company: COMPANY })
  await show('request 4', '/register/person')
  await send(visitor, { person: 'Ерлан Тілеубеков', phone: '8 701 123 45 67' })
  await show('request, check', '/register/check')
  await send(visitor)
  await show('request, sent', '/register/sent')
  await visitor.open(await bareLinkTo(site, email, '/confirmation/'))
  await show('confirmation', '/confirmation/:token')
  await send(visitor, { password: '1', passwordConfirmation: '' })
  await show('confirmation, refused')
  return show.problems
}

async function reading(visitor: Visitor, lang: Lang): Promise<string[]> {
  const show = shower(visitor, lang)
  for (const path of ['/stations', '/help', '/legal/terms', '/legal/privacy', '/api/docs']) {
    assert.equal(await visitor.open(path), 200)
    await show(path, path)
  }
  assert.equal(await visitor.open('/no/such/page'), 404)
  await show('no such page')
  return show.problems
}

async function invitation(visitor: Visitor, lang: Lang): Promise<string[]> {
  const { site } = world
  const client = await site.aClient({ name: COMPANY })
  const email = `client_t.${lang}@example.kz`
  await site.invited({ email, clientId: client.id, contractId: client.contractId, lang })
  const show = shower(visitor, lang)
  await visitor.open(await bareLinkTo(site, email, '/invitations/'))
  await show('invitation', '/invitations/:token')
  await send(visitor, { password: 'короткий', passwordConfirmation: 'другой' })
  await show('invitation, refused')
  await send(visitor, { password: PASSWORD, passwordConfirmation: PASSWORD })
  await show('welcome')
  await visitor.open('/login')
  // Somebody else's invitation, while one is signed in, and one's own to a second company.
  const second = await site.aClient({ name: 'ТОО «Сарыарқа Агро»' })
  const other = await site.aPerson({ lang, email: `bolat.${lang}@example.kz` })
  await site.invited({ email: other.email, clientId: second.id, role: 'accountant', lang })
  await visitor.open(await bareLinkTo(site, other.email, '/invitations/'))
  await show('invitation of somebody else')
  await site.invited({ email, clientId: second.id, role: 'manager', lang })
  await visitor.open(await bareLinkTo(site, email, '/invitations/'))
  await show('invitation to a second company')
  return show.problems
}

async function deadLinks(visitor: Visitor, lang: Lang): Promise<string[]> {
  const { site } = world
  const show = shower(visitor, lang)
  const client = await site.aClient()
  const open = async (name: string, path: string) => {
    assert.equal(await visitor.open(path), 410, name)
    await show(name)
  }
  const invited = async (who: string) => {
    const email = `${who}.${lang}@example.kz`
    const id = await site.invited({ email, clientId: client.id, contractId: client.contractId, lang })
    return { id, link: await bareLinkTo(site, email, '/invitations/') }
  }
  const late = await invited('late')
  await age(site, `update link set expires_at = now() - interval '1 day' where subject_id = $1`, [late.id])
  await age(site, `update invitation set expires_at = now() - interval '1 day' where id = $1`, [late.id])
  await open('invitation, expired', late.link)
  for (const why of ['superseded', 'revoked', 'void']) {
    const one = await invited(why)
    await age(site, `update link set ended_at = now(), ended_why = $2 where subject_id = $1`, [one.id, why])
    await open(`invitation, ${why}`, one.link)
  }
  const used = await invited('used')
  await age(site, `update link set used_at = now() where subject_id = $1`, [used.id])
  await open('invitation, used', used.link)
  for (const path of [
    '/invitations/broken',
    '/password/reset/broken',
    '/confirmation/broken',
    '/email-change/broken',
  ])
    await open(path, path)
  return show.problems
}

async function emailChange(visitor: Visitor, lang: Lang): Promise<string[]> {
  const { site } = world
  const show = shower(visitor, lang)
  const person = await site.aPerson({ lang, email: `old.${lang}@example.kz` })
  const next = `new.${lang}@example.kz`
  const browser = await site.signedIn(person)
  await browser.get('/app/security')
  const asked = await browser.submit({ email: next }, '/app/security/email')
  assert.equal(asked.status, 303)
  const toNew = await bareLinkTo(site, next, '/email-change/')
  await visitor.open(toNew)
  await show('new address, not signed in', '/email-change/:token')
  const letter = await site.letter(person.email, ({ links }) =>
    links.some((link) => link.includes('/approve/')),
  )
  const links = letter.links.map((link) => new URL(link).pathname)
  for (const kind of ['approve', 'cancel']) {
    await visitor.open(links.find((link) => link.startsWith(`/email-change/${kind}/`))!)
    await show(`change of address, ${kind}`, `/email-change/${kind}/:token`)
  }
  const owner = await world.visitor({ lang, as: person })
  await owner.open(toNew)
  show.problems.push(...(await look(owner, lang, 'new address, signed in')))
  await owner.leave()
  return show.problems
}

/** Looks at the page that is open; `route` notes which line of the table of routes it is. */
function shower(visitor: Visitor, lang: Lang) {
  const problems: string[] = []
  const show = async (name: string, route?: string) => {
    if (route) seen.add(route)
    problems.push(...(await look(visitor, lang, name)))
  }
  return Object.assign(show, { problems })
}
