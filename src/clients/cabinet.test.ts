import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { testSite, type TestSite } from '../testing/site.ts'

let site: TestSite
before(async () => {
  site = await testSite()
})
after(() => site.stop())

/** Aigul owns the account, Bolat works with her, Chingiz is a stranger. */
async function aCompany() {
  const client = await site.aClient()
  const aigulFacts = await site.aPerson({ clientId: client.id, role: 'owner', name: 'Айгүл' })
  const bolatFacts = await site.aPerson({ clientId: client.id, role: 'accountant', name: 'Болат' })
  const aigul = await site.signedIn(aigulFacts)
  const bolat = await site.signedIn(bolatFacts)
  const chingiz = await site.signedIn(
    await site.aPerson({ clientId: (await site.aClient()).id, role: 'owner' }),
  )
  return { client, aigul, aigulFacts, bolat, bolatFacts, chingiz }
}

const anAddress = () => `new${Math.random().toString(36).slice(2, 10)}@example.kz`

async function invitationOf(email: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from invitation where email = ${email}`.execute(
    site.app.db.write,
  )
  return rows[0]!.id
}

test('an owner invites a colleague, sends the letter once more and withdraws it', async () => {
  const { aigul } = await aCompany()
  const email = anAddress()
  const form = await aigul.get('/app/people/invite')
  assert.match(form.words, /Только просмотр, без денег и документов/)
  const wrong = await aigul.submit({ email: 'не адрес', role: '' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /Выберите роль/)
  await aigul.get('/app/people/invite')
  const sent = await aigul.submit({ email, person: 'Ерлан', role: 'dispatcher', lang: 'kk' })
  assert.match((await aigul.open(sent.location)).words, new RegExp(`Приглашение отправлено на ${email}`))
  const letter = await site.letter(email)
  const id = await invitationOf(email)

  const soon = await aigul.submit({}, `/app/people/invitations/${id}/resend`)
  assert.match((await aigul.open(soon.location)).words, /Подождите минуту/)
  await sql`update invitation set sent_at = sent_at - interval '2 minutes' where id = ${id}`.execute(
    site.app.db.write,
  )
  await aigul.submit({}, `/app/people/invitations/${id}/resend`)
  const newest = await site.letter(email)
  assert.notDeepEqual(newest.links, letter.links)

  await aigul.get('/app/people')
  const withdrawn = await aigul.submit({}, `/app/people/invitations/${id}/withdraw`)
  const list = await aigul.open(withdrawn.location)
  assert.match(list.words, new RegExp(`Приглашение на ${email} отозвано`))
  assert.doesNotMatch(list.text, new RegExp(`/app/people/invitations/${id}`))
})

test('a member is not invited twice, and their role may be any only for an owner', async () => {
  const { aigul, bolatFacts } = await aCompany()
  await aigul.get('/app/people/invite')
  const again = await aigul.submit({ email: bolatFacts.email.toUpperCase(), role: 'viewer' })
  assert.equal(again.status, 422)
  assert.match(again.words, /уже есть среди сотрудников/)
})

test('the others read and do not act; a stranger finds nobody', async () => {
  const { aigul, aigulFacts, bolat, bolatFacts, chingiz } = await aCompany()
  const email = anAddress()
  await aigul.get('/app/people/invite')
  await aigul.submit({ email, role: 'viewer' })
  const id = await invitationOf(email)

  const list = await bolat.get('/app/people')
  assert.match(list.words, /Айгүл.*Болат|Болат.*Айгүл/)
  assert.match(list.words, /Менять список может руководитель/)
  assert.doesNotMatch(list.text, /invitations\/[^"]+\/withdraw/)
  assert.equal((await bolat.get(`/app/people/${aigulFacts.id}`)).status, 200)
  const acts = [
    `/app/people/invite`,
    `/app/people/${aigulFacts.id}/role`,
    `/app/people/${aigulFacts.id}/remove`,
    `/app/people/${aigulFacts.id}/hand-over`,
  ]
  for (const path of acts) {
    assert.equal((await bolat.get(path)).status, 403, path)
    assert.equal(
      (await bolat.post(path, { csrf: bolat.csrf, role: 'owner', email: 'x@y.kz' })).status,
      403,
      path,
    )
  }
  assert.equal((await bolat.post(`/app/people/invitations/${id}/withdraw`, { csrf: bolat.csrf })).status, 403)

  await chingiz.get('/app/people')
  const csrf = chingiz.csrf
  for (const path of [
    `/app/people/${bolatFacts.id}`,
    `/app/people/${bolatFacts.id}/role`,
    `/app/people/${bolatFacts.id}/remove`,
    '/app/people/x',
    '/app/people/x/remove',
  ])
    assert.equal((await chingiz.get(path)).status, 404, path)
  for (const path of [
    `/app/people/${bolatFacts.id}/remove`,
    `/app/people/${bolatFacts.id}/role`,
    `/app/people/${bolatFacts.id}/hand-over`,
    `/app/people/invitations/${id}/withdraw`,
    `/app/people/invitations/${id}/resend`,
    '/app/people/invitations/x/resend',
  ])
    assert.equal((await chingiz.post(path, { csrf, role: 'viewer' })).status, 404, path)
  assert.match((await bolat.get('/app/people')).words, /Болат/)
})

test('an owner changes a role and removes a person, who is out with the next click', async () => {
  const { aigul, bolat, bolatFacts } = await aCompany()
  const path = `/app/people/${bolatFacts.id}`
  await aigul.get(`${path}/role`)
  assert.equal((await aigul.submit({ role: 'manager' })).status, 303)
  assert.match((await bolat.get(path)).words, /Управляющий/)
  await aigul.get(`${path}/remove`)
  const removed = await aigul.submit({}, `${path}/remove`)
  assert.match((await aigul.open(removed.location)).words, /Доступ закрыт: Болат/)
  assert.equal((await bolat.get('/app/people')).status, 303)
})

test('the only owner can neither step down nor leave, until they hand over', async () => {
  const { aigul, aigulFacts, bolat, bolatFacts } = await aCompany()
  await aigul.get(`/app/people/${aigulFacts.id}/role`)
  const refused = await aigul.submit({ role: 'viewer' })
  assert.equal(refused.status, 422)
  assert.match(refused.words, /единственный руководитель/)
  await aigul.get(`/app/people/${aigulFacts.id}/remove`)
  assert.match(
    (await aigul.submit({}, `/app/people/${aigulFacts.id}/remove`)).words,
    /Нельзя закрыть доступ самому себе/,
  )

  await aigul.get(`/app/people/${bolatFacts.id}/hand-over`)
  const given = await aigul.submit({}, `/app/people/${bolatFacts.id}/hand-over`)
  assert.match((await aigul.open(given.location)).words, /Права руководителя переданы: Болат/)
  assert.equal((await aigul.get('/app/people/invite')).status, 403)
  assert.equal((await bolat.get('/app/people/invite')).status, 200)
})

test('acts that matter ask for the password again when the last proof is old', async () => {
  const { aigul, aigulFacts, bolatFacts } = await aCompany()
  await sql`update session set proved_at = now() - interval '1 hour' where account_id = ${aigulFacts.id}`.execute(
    site.app.db.write,
  )
  for (const act of ['role', 'remove', 'hand-over'])
    assert.match((await aigul.get(`/app/people/${bolatFacts.id}/${act}`)).location, /^\/identity\?next=/)
  await aigul.get('/app/people')
  const posted = await aigul.post(`/app/people/${bolatFacts.id}/remove`, { csrf: aigul.csrf })
  assert.match(posted.location, /^\/identity/)
  assert.match((await aigul.get('/app/people')).words, /Болат/)
})

test('an owner who is alone is told whom to invite first', async () => {
  const client = await site.aClient()
  const owner = await site.signedIn(await site.aPerson({ clientId: client.id, role: 'owner' }))
  assert.match((await owner.get('/app/people')).words, /Пригласить бухгалтера/)
  assert.match((await owner.get('/app/people/invite?role=accountant')).text, /value="accountant" checked/)
})
