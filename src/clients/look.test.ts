import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { StaffRole } from '../accounts/roles.ts'
import type { Browser } from '../testing/browser.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { suspendClient } from './suspend-client.ts'

let site: TestSite
before(async () => {
  site = await testSite()
})
after(() => site.stop())

const BAR = /Вы видите кабинет (.+?) только для просмотра Роль: (.+?)\. До (\d\d:\d\d)\./

/** Aigul owns the account, Bolat keeps its books, Olga helps them from the retailer's side. */
async function aCompany(staff: StaffRole = 'support') {
  const client = await site.aClient()
  const aigul = await site.aPerson({ clientId: client.id, role: 'owner', name: 'Айгүл' })
  const bolat = await site.aPerson({ clientId: client.id, role: 'accountant', name: 'Болат' })
  const olgaFacts = await site.aPerson({ staff, name: 'Ольга' })
  const olga = await site.signedIn(olgaFacts)
  return { client, aigul, bolat, olga, olgaFacts }
}

const pageOf = (client: { id: string }, person?: { id: string }) =>
  `/office/clients/${client.id}${person ? `/people/${person.id}` : ''}`

async function looks(olga: Browser, page: string, reason = 'Просит показать, где приглашения') {
  await olga.get(`${page}/look`)
  const begun = await olga.submit({ reason })
  assert.equal(begun.status, 303, begun.words)
  return olga.open(begun.location)
}

const age = (account: { id: string }, minutes: number) =>
  sql`update session set looking_until = looking_until - make_interval(mins => ${minutes}) where account_id = ${account.id}`.execute(
    site.owner,
  )

test('staff open a cabinet from the client’s page, see what the owner sees, and go back', async () => {
  const { client, aigul, bolat, olga } = await aCompany()
  const card = await olga.get(pageOf(client))
  assert.match(card.text, new RegExp(`href="${pageOf(client)}/look"`))

  const home = await looks(olga, pageOf(client))
  const [, company, role] = BAR.exec(home.words)!
  assert.deepEqual([company, role], [client.name, 'Руководитель'])
  for (const path of ['/app/people', `/app/people/${bolat.id}`, '/app/people/invite', '/app/company']) {
    const page = await olga.get(path)
    assert.equal(page.status, 200, path)
    assert.match(page.words, BAR, path)
  }
  assert.match((await olga.get('/app/people')).words, /Айгүл.*Болат/)
  assert.equal((await olga.get(`/app/people/${aigul.id}/role`)).status, 200)

  const back = await olga.submit({}, '/office/look/end')
  assert.equal(back.location, pageOf(client))
  assert.match((await olga.open(back.location)).words, /Просмотр завершён/)
  assert.equal((await olga.get('/app/people')).status, 403)
  assert.equal((await olga.get('/app')).location, '/office')
})

test('what one of the client’s people sees is seen from that person’s page, and no more', async () => {
  const { client, bolat, olga } = await aCompany()
  assert.match((await olga.get(pageOf(client, bolat))).text, /\/look"/)
  const home = await looks(olga, pageOf(client, bolat))
  assert.equal(BAR.exec(home.words)?.[2], 'Болат, Бухгалтер')
  assert.equal((await olga.get('/app/people')).status, 200)
  assert.equal((await olga.get('/app/people/invite')).status, 403)

  await sql`update membership set role = 'owner' where account_id = ${bolat.id}`.execute(site.owner)
  assert.equal((await olga.get('/app/people/invite')).status, 200)
  await sql`delete from membership where account_id = ${bolat.id}`.execute(site.owner)
  assert.equal((await olga.get('/app/people')).location, pageOf(client))
})

test('a look needs a reason, and the log says who looked, as whom, until when and why', async () => {
  const { client, olga, olgaFacts } = await aCompany()
  await olga.get(`${pageOf(client)}/look`)
  const silent = await olga.submit({ reason: '  ' })
  assert.equal(silent.status, 422)
  assert.match(silent.words, /Укажите причину/)
  assert.equal((await olga.get('/app')).location, '/office')

  await looks(olga, pageOf(client), 'Звонок 17: не видит приглашение')
  const { rows } = await sql<{
    actor_id: string
    staff_role: string
    after: { until: string }
    reason: string
  }>`
    select actor_id, staff_role, object, after, reason from audit_entry where client_id = ${client.id}`.execute(
    site.owner,
  )
  assert.equal(rows.length, 1)
  const [{ after: facts, ...entry }] = rows as [(typeof rows)[number]]
  assert.deepEqual(entry, {
    actor_id: olgaFacts.id,
    staff_role: 'support',
    object: client.name,
    reason: 'Звонок 17: не видит приглашение',
  })
  const minutes = (Date.parse(facts.until) - Date.now()) / 60_000
  assert.ok(minutes > 29 && minutes <= 30, String(minutes))
})

test('nothing of the cabinet can be sent, and the forms say so before anybody tries', async () => {
  const { client, olga } = await aCompany()
  await looks(olga, pageOf(client))
  const form = await olga.get('/app/people/invite')
  assert.match(form.text, /<fieldset class="form" disabled/)
  for (const fields of [{ csrf: olga.csrf }, { csrf: 'out of date' }]) {
    const refused = await olga.post('/app/people/invite', {
      ...fields,
      email: 'new@example.kz',
      role: 'viewer',
    })
    assert.equal(refused.status, 403)
    assert.match(refused.words, /Только просмотр.*изменить в нём ничего нельзя/)
    assert.match(refused.words, BAR)
  }
})

test('one’s own pages are closed while one looks, and the office is open', async () => {
  const { client, olga } = await aCompany()
  await looks(olga, pageOf(client))
  for (const path of ['/app/security', '/app/settings/profile', '/identity', '/welcome']) {
    const closed = await olga.get(path)
    assert.equal(closed.status, 403, path)
    assert.match(closed.words, /Ваши собственные страницы откроются/, path)
  }
  assert.doesNotMatch((await olga.get('/app')).text, /href="\/app\/(security|settings)/)
  const office = await olga.get('/office/clients')
  assert.equal(office.status, 200)
  assert.match(office.words, /Открыт просмотр кабинета/)
  assert.equal((await olga.post('/session/stay', { csrf: olga.csrf })).status, 200)
})

test('a look ends by itself, is told once, and leaves the session as it was', async () => {
  const { client, olga, olgaFacts } = await aCompany()
  await looks(olga, pageOf(client))
  await age(olgaFacts, 29)
  assert.equal((await olga.get('/app/people')).status, 200)
  await age(olgaFacts, 1)
  assert.equal((await olga.get('/app/security')).status, 200)
  const over = await olga.get('/app/people')
  assert.equal(over.location, pageOf(client))
  assert.match((await olga.open(over.location)).words, /Просмотр кабинета .* закончился/)
  assert.equal((await olga.get('/app')).location, '/office')
})

test('a form left open when the look ended changes nothing either', async () => {
  const { client, olga, olgaFacts } = await aCompany()
  await looks(olga, pageOf(client))
  await olga.get('/app/people/invite')
  await age(olgaFacts, 31)
  const late = await olga.post('/app/people/invite', {
    csrf: olga.csrf,
    email: 'late@example.kz',
    role: 'viewer',
  })
  assert.equal(late.location, pageOf(client))
  const { rows } = await sql`select from invitation where client_id = ${client.id}`.execute(site.owner)
  assert.equal(rows.length, 0)
})

test('a look ends with the session, and is no other session’s', async () => {
  const { client, olga, olgaFacts } = await aCompany()
  const elsewhere = await site.signedIn(olgaFacts)
  await looks(olga, pageOf(client))
  assert.equal((await elsewhere.get('/app/people')).status, 403)
  await olga.get('/app')
  await olga.submit({}, '/logout')
  assert.equal((await olga.get('/app/people')).location, '/login?next=%2Fapp%2Fpeople')
})

test('a suspended client stays readable as its people read it, a closed one does not', async () => {
  const { client, olga } = await aCompany()
  await looks(olga, pageOf(client))
  await site.app.db.transaction((tx) =>
    suspendClient(tx, { clientId: client.id, reason: 'долг', by: { name: 'test' } }),
  )
  assert.match((await olga.get('/app')).words, BAR)
  assert.match((await olga.get('/app/people')).words, BAR)
  await sql`update client set state = 'closed' where id = ${client.id}`.execute(site.owner)
  assert.equal((await olga.get('/app')).location, pageOf(client))
  assert.equal((await olga.get(`${pageOf(client)}/look`)).location, pageOf(client))
})

test('whoever may not see clients looks at none, from the moment they may not', async () => {
  const { client, olga, olgaFacts } = await aCompany()
  const pricing = await site.signedIn(await site.aPerson({ staff: 'pricing' }))
  assert.equal((await pricing.get(`${pageOf(client)}/look`)).status, 403)
  await looks(olga, pageOf(client))
  await sql`update staff_member set role = 'pricing' where account_id = ${olgaFacts.id}`.execute(site.owner)
  assert.equal((await olga.get('/app/people')).status, 403)
  await sql`delete from staff_member where account_id = ${olgaFacts.id}`.execute(site.owner)
  assert.equal((await olga.get('/app/people')).status, 403)
})

test('a colleague who is a client’s person too looks at another cabinet without touching their own', async () => {
  const { client, olgaFacts } = await aCompany()
  const own = await site.aClient()

  await sql`insert into membership (client_id, account_id, role) values (${own.id}, ${olgaFacts.id}, 'owner')`.execute(
    site.owner,
  )
  const olga = await site.signedIn(olgaFacts)
  assert.match((await olga.get('/app/company')).words, new RegExp(own.name))
  const home = await looks(olga, pageOf(client))
  assert.equal(BAR.exec(home.words)?.[1], client.name)
  assert.equal((await olga.post('/app/company', { csrf: olga.csrf, company: own.id })).status, 403)
  await olga.get('/app')
  await olga.submit({}, '/office/look/end')
  assert.match((await olga.get('/app/company')).words, new RegExp(own.name))
})

test('a person nobody knows and a client nobody knows are not looked at', async () => {
  const { client, olga } = await aCompany()
  const stranger = await site.aPerson({ clientId: (await site.aClient()).id })
  const nobody = '01890000-0000-7000-8000-000000000000'
  for (const page of [`/office/clients/${nobody}`, '/office/clients/x', pageOf(client, stranger)])
    assert.equal((await olga.get(`${page}/look`)).status, 404, page)
  await olga.get('/office')
  for (const page of [`/office/clients/${nobody}`, pageOf(client, stranger)])
    assert.equal((await olga.post(`${page}/look`, { csrf: olga.csrf, reason: 'x' })).status, 404, page)
})

test('the end of a look pressed twice leads to the office both times', async () => {
  const { client, olga } = await aCompany()
  await looks(olga, pageOf(client))
  const { csrf } = olga
  const answers = await Promise.all([1, 2].map(() => olga.post('/office/look/end', { csrf })))
  assert.deepEqual(answers.map(({ location }) => location).toSorted(), ['/office', pageOf(client)])
})
