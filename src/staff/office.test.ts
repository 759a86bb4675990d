import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import type { Browser } from '../testing/browser.ts'
import { PASSWORD, testSite, type TestSite } from '../testing/site.ts'

let site: TestSite
let admin: Browser
let adminId: string
before(async () => {
  site = await testSite({ LIMIT_RESEND_GAP_SECONDS: '0' })
  const person = await site.aPerson({ staff: 'admin', email: 'admin@example.kz', name: 'Данияр' })
  adminId = person.id
  admin = await site.signedIn(person)
})
after(() => site.stop())

test('an administrator invites a colleague, who sets a password and is in the office', async () => {
  await admin.get('/office/staff/invite')
  const wrong = await admin.submit({ email: 'madina@example.kz', person: 'Мадина' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /Выберите роль/)
  const sent = await admin.submit({
    email: 'madina@example.kz',
    person: 'Мадина',
    role: 'manager',
    lang: 'ru',
  })
  assert.equal(sent.status, 303)
  const list = await admin.get('/office/staff')
  assert.match(list.words, /Приглашение отправлено на madina@example\.kz/)
  await site.letter('madina@example.kz')

  const path = /\/office\/staff\/invitations\/[0-9a-f-]{36}/.exec(list.text)![0]
  assert.equal((await admin.submit({}, `${path}/resend`)).status, 303)
  const letter = await site.letter('madina@example.kz')
  const madina = site.browser()
  await madina.open(new URL(letter.links[0]!).pathname)
  await madina.submit({ password: PASSWORD, passwordConfirmation: PASSWORD })
  assert.equal((await madina.open('/office/invitations')).status, 200)
  assert.equal((await madina.get('/office/staff')).status, 403)
  const now = await admin.get('/office/staff')
  assert.match(now.words, /Мадина madina@example\.kz Менеджер по клиентам/)
  assert.doesNotMatch(now.text, /\/office\/staff\/invitations\//)
})

test('an invitation of a colleague is withdrawn and its link is dead', async () => {
  await admin.get('/office/staff/invite')
  await admin.submit({ email: 'mistake@example.kz', role: 'admin', lang: 'ru' })
  const letter = await site.letter('mistake@example.kz')
  const path = /\/office\/staff\/invitations\/[0-9a-f-]{36}\/withdraw/.exec(
    (await admin.get('/office/staff')).text,
  )![0]
  await admin.get(path)
  assert.equal((await admin.submit({}, path)).status, 303)
  assert.equal((await site.browser().open(new URL(letter.links[0]!).pathname)).status, 410)
  assert.equal((await admin.get(path)).status, 404)
})

test('a new role counts from the next request on', async () => {
  const colleague = await site.aPerson({ staff: 'support' })
  const browser = await site.signedIn(colleague)
  assert.equal((await browser.get('/office/audit')).status, 403)
  await admin.get(`/office/staff/${colleague.id}`)
  assert.equal((await admin.submit({ role: 'auditor' }, `/office/staff/${colleague.id}/role`)).status, 303)
  assert.equal((await browser.get('/office/audit')).status, 200)
  await admin.get(`/office/staff/${colleague.id}`)
  assert.equal((await admin.submit({ role: 'king' }, `/office/staff/${colleague.id}/role`)).status, 422)
})

test('access closed is closed at once, with a reason, and can be given back', async () => {
  const colleague = await site.aPerson({ staff: 'support', name: 'Ольга' })
  const browser = await site.signedIn(colleague)
  const page = `/office/staff/${colleague.id}/disable`
  await admin.get(page)
  assert.match((await admin.submit({ reason: ' ' }, page)).words, /Ошибка:/)
  assert.equal((await admin.submit({ reason: 'Уволена' }, page)).status, 303)
  assert.match((await admin.get('/office/staff')).words, /Доступ закрыт: Ольга/)
  assert.match((await browser.get('/office')).location, /^\/login/)

  await admin.get(`/office/staff/${colleague.id}`)
  assert.equal((await admin.submit({}, `/office/staff/${colleague.id}/restore`)).status, 303)
  assert.equal((await (await site.signedIn(colleague)).open('/office')).status, 200)
})

test('one’s own role and the last administrator are out of reach', async () => {
  const self = await admin.get(`/office/staff/${adminId}`)
  assert.match(self.words, /Свою роль и доступ меняет другой администратор/)
  const forced = await admin.post(`/office/staff/${adminId}/role`, { csrf: admin.csrf, role: 'support' })
  assert.equal(forced.status, 422)
  const closed = await admin.post(`/office/staff/${adminId}/disable`, { csrf: admin.csrf, reason: 'x' })
  assert.equal(closed.status, 422)
})

test('roles are changed with a fresh password only', async () => {
  const person = await site.aPerson({ staff: 'admin' })
  const late = await site.signedIn(person)
  await sql`update session set proved_at = now() - interval '1 hour' where account_id = ${person.id}`.execute(
    site.app.db.write,
  )
  assert.match((await late.get(`/office/staff/${adminId}`)).location, /^\/identity\?next=/)
  assert.equal((await late.get('/office/staff')).status, 200)
})

test('addresses that name nobody are 404', async () => {
  const client = await site.aPerson({ clientId: (await site.aClient()).id })
  for (const id of ['1', client.id, '01890000-0000-7000-8000-000000000000'])
    assert.equal((await admin.get(`/office/staff/${id}`)).status, 404, id)
})

test('the log shows who did it, and leaves as a file that the log knows of', async () => {
  const auditor = await site.signedIn(await site.aPerson({ staff: 'auditor', name: 'Пётр' }))
  const page = await auditor.get('/office/audit?who=admin%40example.kz&what=staff.invited')
  assert.match(page.words, /Приглашён сотрудник/)
  assert.match(page.words, /Записи нельзя изменить или удалить/)
  const file = await auditor.get('/office/audit/export.csv?who=admin%40example.kz&what=staff.invited')
  assert.equal(file.headers.get('content-type'), 'text/csv; charset=utf-8')
  const rows = parse(file.text, { delimiter: ';', bom: true })
  assert.deepEqual(
    rows.slice(1).map((row) => [row[1], row[3], row[4]]),
    [
      ['Данияр', 'Приглашён сотрудник', 'mistake@example.kz'],
      ['Данияр', 'Приглашён сотрудник', 'madina@example.kz'],
    ],
  )
  assert.match((await auditor.get('/office/audit?what=audit.exported')).words, /Пётр/)

  const wrong = await auditor.get('/office/audit?from=2026-02-30')
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /Дата не распознана/)
  assert.match(
    (await auditor.get('/office/audit?from=2026-03-05&to=2026-03-04')).words,
    /Начало периода позже конца/,
  )
  assert.match((await auditor.get('/office/audit?object=nothing-like-it')).words, /ничего не найдено/)
  assert.equal((await auditor.get('/office/audit/export.csv?from=nonsense')).status, 303)
})
