import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Answer, Browser } from '../testing/browser.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { aBin } from '../clients/testing.ts'
import { keepHouse } from './housekeeping.ts'

let site: TestSite
before(async () => {
  site = await testSite()
})
after(() => site.stop())

type Person = Awaited<ReturnType<TestSite['aPerson']>>

const NOTICE = /Введённое снова в форме\. Ничего ещё не сохранено/

/** An hour and a minute without a request. */
const idle = (person: Person) =>
  sql`update session set last_seen_at = now() - interval '61 minutes' where account_id = ${person.id}`.execute(
    site.owner,
  )

async function signIn(browser: Browser, path: string, person: Person): Promise<Answer> {
  const page = await browser.open(path)
  const entered = await browser.submit({ email: person.email, password: person.password })
  assert.equal(entered.status, 303, entered.words)
  await browser.open(entered.location)
  return page
}

const keptRows = async () =>
  (
    await sql<{ fields: [string, string][]; key: Buffer }>`select fields, key from kept_form`.execute(
      site.owner,
    )
  ).rows

let n = 0
async function aManager(): Promise<{ person: Person; browser: Browser }> {
  const person = await site.aPerson({ staff: 'manager' })
  return { person, browser: await site.signedIn(person) }
}

function aCompany() {
  n++
  return {
    bin: aBin(8000 + n),
    company: `ТОО «Поздно ${n}»`,
    number: `ПЗ-${n}`,
    signedOn: '2026-03-05',
    email: `late${n}@firma.kz`,
    person: 'Айгүл Бекова',
    lang: 'kk',
  }
}

const clientsOf = async (bin: string) =>
  (await sql`select from client where bin = ${bin}`.execute(site.app.db.read)).rows.length

test('what is typed when the session has ended stands in the form again after signing in, and nothing is done', async () => {
  const { person, browser } = await aManager()
  const typed = aCompany()
  await browser.get('/office/clients/new')
  await idle(person)
  const turned = await browser.submit(typed)
  assert.equal(turned.location, '/login?next=%2Foffice%2Fclients%2Fnew')
  const login = await browser.open(turned.location)
  assert.match(login.words, /Сеанс завершён\. Войдите снова: введённое сохранилось\./)

  const entered = await browser.submit({ email: person.email, password: person.password })
  const form = await browser.get(entered.location)
  assert.equal(form.status, 200)
  assert.match(form.words, NOTICE)
  for (const value of [typed.bin, typed.number, typed.email, typed.person])
    assert.ok(form.text.includes(`value="${value}"`), value)
  assert.equal(await clientsOf(typed.bin), 0)

  assert.match((await browser.submit(typed)).location, /^\/office\/clients\/[0-9a-f-]{36}$/)
  assert.equal(await clientsOf(typed.bin), 1)
  const fresh = await browser.get('/office/clients/new')
  assert.ok(!fresh.text.includes(typed.number), 'it comes back once')
  assert.doesNotMatch(fresh.words, NOTICE)
})

test('another person in the same browser does not see it; who typed it still does', async () => {
  const { person, browser } = await aManager()
  const other = await site.aPerson({ staff: 'manager' })
  const typed = aCompany()
  await browser.get('/office/clients/new')
  await idle(person)
  const turned = await browser.submit(typed)

  await signIn(browser, turned.location, other)
  const theirs = await browser.get('/office/clients/new')
  assert.equal(theirs.status, 200)
  assert.ok(!theirs.text.includes(typed.number))
  assert.doesNotMatch(theirs.words, NOTICE)
  await browser.submit({}, '/logout')

  await browser.open('/login')
  await browser.submit({ email: person.email, password: person.password })
  assert.match((await browser.get('/office/clients/new')).text, new RegExp(typed.number))
})

test('the same person in another browser does not see it, and its cookie alone opens nothing', async () => {
  const { person, browser } = await aManager()
  const typed = aCompany()
  await browser.get('/office/clients/new')
  await idle(person)
  await browser.submit(typed)

  const elsewhere = await site.signedIn(person)
  assert.ok(!(await elsewhere.get('/office/clients/new')).text.includes(typed.number))
  const thief = site.browser()
  thief.cookies.set('kept', browser.cookies.get('kept')!)
  assert.equal((await thief.get('/office/clients/new')).status, 303)
})

test('nobody can leave words in a form of somebody else', async () => {
  const { person, browser: victim } = await aManager()
  const { person: other, browser: attacker } = await aManager()
  await attacker.get('/office/clients/new')
  const foreign = attacker.csrf
  await victim.get('/office/clients/new')
  await idle(person)
  await idle(other)
  const before = (await keptRows()).length
  // A post that the victim's browser is made to send: without a token, or with one of another session.
  const session = victim.cookies.get('session')!
  for (const csrf of ['', 'x', foreign]) {
    victim.cookies.set('session', session)
    assert.equal((await victim.post('/office/clients/new', { ...aCompany(), csrf })).status, 303)
  }
  assert.equal((await keptRows()).length, before)
  // Words the attacker has left under the attacker's own session, and the cookie carried into the victim's browser.
  const planted = aCompany()
  await attacker.post('/office/clients/new', { ...planted, csrf: foreign })
  victim.cookies.set('kept', attacker.cookies.get('kept')!)
  assert.equal((await keptRows()).length, before + 1)
  await signIn(victim, '/login', person)
  assert.ok(!(await victim.get('/office/clients/new')).text.includes(planted.number))
})

test('passwords are never kept, and a form of nothing else leaves no row', async () => {
  const person = await site.aPerson({ clientId: (await site.aClient()).id })
  const browser = await site.signedIn(person)
  await browser.get('/app/security')
  const csrf = browser.csrf
  await idle(person)
  const before = (await keptRows()).length
  const fields = { currentPassword: 'старый', password: 'совсем новый', passwordConfirmation: 'совсем новый' }
  const turned = await browser.post('/app/security/password', { csrf, ...fields })
  assert.equal(turned.location, '/login?next=%2Fapp%2Fsecurity')
  assert.match((await browser.open(turned.location)).words, /60 минут не было действий/)
  assert.equal((await keptRows()).length, before)

  const again = await site.signedIn(person)
  await again.get('/app/settings/profile')
  const profile = again.csrf
  await idle(person)
  await again.post('/app/settings/profile', { csrf: profile, ...fields, name: 'Жаңа Аты', lang: 'kk' })
  const row = (await keptRows()).find((kept) => JSON.stringify(kept.fields).includes('Жаңа Аты'))
  assert.deepEqual(row?.fields, [
    ['name', 'Жаңа Аты'],
    ['lang', 'kk'],
  ])
  assert.ok(row.key.length === 32 && !again.cookies.get('kept')!.includes(row.key.toString('base64url')))
})

test('who only has to give the password again finds the form as it was, too', async () => {
  const person = await site.aPerson({ clientId: (await site.aClient()).id })
  const browser = await site.signedIn(person)
  await browser.get('/app/security')
  await sql`update session set proved_at = now() - interval '16 minutes' where account_id = ${person.id}`.execute(
    site.owner,
  )
  const turned = await browser.submit({ email: 'moved@example.kz' })
  await browser.open(turned.location)
  const proved = await browser.submit({ currentPassword: person.password })
  const form = await browser.get(proved.location)
  assert.match(form.words, NOTICE)
  assert.match(form.text, /value="moved@example\.kz"/)
  assert.match((await browser.submit({ email: 'moved@example.kz' })).location, /^\/app\/security/)
})

test('a form that stands on the page of a thing is filled in for that thing only', async () => {
  const boss = await site.aPerson({ staff: 'admin' })
  const browser = await site.signedIn(boss)
  const [one, two] = [await site.aPerson({ staff: 'support' }), await site.aPerson({ staff: 'support' })]
  await browser.get(`/office/staff/${one.id}`)
  await idle(boss)
  const turned = await browser.submit({ role: 'auditor' })
  assert.equal(turned.location, `/login?next=${encodeURIComponent(`/office/staff/${one.id}`)}`)
  await browser.open(turned.location)
  await browser.submit({ email: boss.email, password: boss.password })
  const chosen = /value="auditor"[^>]*(checked|selected)/
  assert.doesNotMatch((await browser.get(`/office/staff/${two.id}`)).text, chosen)
  assert.match((await browser.get(`/office/staff/${one.id}`)).text, chosen)
})

test('a form of one company is not shown while another is looked at', async () => {
  const [first, second] = [await site.aClient(), await site.aClient()]
  const person = await site.aPerson({ clientId: first.id })
  await sql`insert into membership (client_id, account_id, role, since) values (${second.id}, ${person.id}, 'owner', now() + interval '1 minute')`.execute(
    site.app.db.write,
  )
  const browser = await site.signedIn(person)
  const look = async (id: string) => {
    await browser.open('/app')
    assert.equal((await browser.post('/app/company', { csrf: browser.csrf, company: id })).status, 303)
  }
  await look(second.id)
  await browser.get('/app/people/invite')
  await idle(person)
  const turned = await browser.submit({ email: 'for-the-second@example.kz' })
  await browser.open(turned.location)
  await browser.submit({ email: person.email, password: person.password })
  assert.doesNotMatch((await browser.get('/app/people/invite')).text, /for-the-second/)
  await look(second.id)
  assert.match((await browser.get('/app/people/invite')).text, /value="for-the-second@example\.kz"/)
})

test('who may no longer open the page gets its answer, not the form', async () => {
  const { person, browser } = await aManager()
  const typed = aCompany()
  await browser.get('/office/clients/new')
  await idle(person)
  const turned = await browser.submit(typed)
  await sql`update staff_member set role = 'support' where account_id = ${person.id}`.execute(site.owner)
  await browser.open(turned.location)
  await browser.submit({ email: person.email, password: person.password })
  const closed = await browser.get('/office/clients/new')
  assert.equal(closed.status, 403)
  assert.ok(!closed.text.includes(typed.number))
})

test('it waits for an hour, and housekeeping throws it away', async () => {
  const { person, browser } = await aManager()
  const typed = aCompany()
  await browser.get('/office/clients/new')
  await idle(person)
  const turned = await browser.submit(typed)
  await sql`update kept_form set kept_at = kept_at - interval '61 minutes' where account_id = ${person.id}`.execute(
    site.owner,
  )
  await signIn(browser, turned.location, person)
  assert.ok(!(await browser.get('/office/clients/new')).text.includes(typed.number))
  await keepHouse(site.app)
  const { rows } = await sql`select from kept_form where account_id = ${person.id}`.execute(site.owner)
  assert.equal(rows.length, 0)
})

test('a session is known for a weekend after its end, and forgotten then', async () => {
  const { person, browser } = await aManager()
  const typed = aCompany()
  await browser.get('/office/clients/new')
  const ended = (hours: number) =>
    sql`update session set last_seen_at = now() - make_interval(hours => ${hours}), expires_at = now() - make_interval(hours => ${hours - 1})
      where account_id = ${person.id}`.execute(site.owner)
  await ended(64)
  await keepHouse(site.app)
  const turned = await browser.submit(typed)
  assert.match((await browser.open(turned.location)).words, /введённое сохранилось/)
  await ended(75)
  await keepHouse(site.app)
  const { rows } = await sql`select from session where account_id = ${person.id}`.execute(site.owner)
  assert.equal(rows.length, 0)
})
