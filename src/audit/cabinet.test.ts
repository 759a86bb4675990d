import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { suspendClient } from '../clients/suspend-client.ts'
import type { Browser } from '../testing/browser.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { record, type Action, type Entry } from './record.ts'

let site: TestSite
before(async () => {
  site = await testSite()
})
after(() => site.stop())

const WHY = 'Клиент просит показать, где приглашения'

/** Aigul owns the account, Bolat works with her; Olga of the retailer's support looks at it, and her manager runs it. */
async function aCompany() {
  const client = await site.aClient()
  const aigulFacts = await site.aPerson({ clientId: client.id, role: 'owner', name: 'Айгүл' })
  const bolatFacts = await site.aPerson({ clientId: client.id, role: 'manager', name: 'Болат' })
  const olgaFacts = await site.aPerson({ staff: 'support', name: 'Ольга Ким' })
  const aigul = await site.signedIn(aigulFacts)
  return { client, aigul, aigulFacts, bolatFacts, olgaFacts }
}

async function looks(olga: Browser, client: { id: string }) {
  await olga.get(`/office/clients/${client.id}/look`)
  assert.equal((await olga.submit({ reason: WHY })).status, 303)
}

const act = (action: Action, entry: Entry) => site.app.db.transaction((tx) => record(tx, action, entry))

const rowsOf = (page: string) => /<tbody>(.*)<\/tbody>/s.exec(page)?.[1] ?? ''

const linesOf = (csv: string): Record<string, string>[] =>
  parse(csv, { delimiter: ';', bom: true, columns: true, relax_column_count: true })

test('an owner reads who did what: their people by name, the retailer’s by role alone', async () => {
  const { client, aigul, bolatFacts, olgaFacts } = await aCompany()
  await aigul.get(`/app/people/${bolatFacts.id}/role`)
  await aigul.submit({ role: 'accountant' })
  const olga = await site.signedIn(olgaFacts)
  await looks(olga, client)

  const log = await aigul.get('/app/log')
  assert.equal(log.status, 200)
  assert.match(log.words, /Изменена роль сотрудника компании Айгүл 127\.0\.0\.1/)
  assert.match(log.words, /Было: Управляющий Стало: Бухгалтер/)
  assert.match(log.words, new RegExp(`Кабинет открыт для просмотра Поддержка PetroRetail ${client.name}`))
  assert.match(log.words, new RegExp(`Роль: Руководитель До: .* Причина: ${WHY}`))
})

test('of the retailer’s people neither name, address, place nor reason is told, on the page or in the file', async () => {
  const { client, aigulFacts, olgaFacts } = await aCompany()
  const by = {
    accountId: olgaFacts.id,
    name: 'Ольга Ким',
    ip: '198.51.100.77',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  }
  await act('letter.resent', { by, clientId: client.id, object: 'new@example.kz' })
  await site.app.db.transaction((tx) =>
    suspendClient(tx, { clientId: client.id, reason: 'Не платит второй месяц', by }),
  )
  // She leaves: what she was then is what is read.
  await sql`delete from staff_member where account_id = ${olgaFacts.id}`.execute(site.owner)
  await act('client.restored', { by: { name: 'mycoupon client' }, clientId: client.id, object: client.name })

  const aigul = await site.signedIn(aigulFacts)
  const page = await aigul.get('/app/log')
  const file = await aigul.get('/app/log/export.csv')
  const secrets = [
    'Ольга',
    olgaFacts.email,
    olgaFacts.id,
    '198.51.100.77',
    'Firefox',
    'Не платит',
    'mycoupon client',
  ]
  for (const { text } of [page, file]) {
    assert.match(text, /Поддержка PetroRetail/)
    for (const secret of secrets) assert.ok(!text.includes(secret), secret)
  }
  assert.deepEqual(
    linesOf(file.text)
      .map((line) => line['Кто'])
      .slice(-3),
    ['PetroRetail', 'Поддержка PetroRetail', 'Поддержка PetroRetail'],
  )
})

test('the log is the owner’s, and each company’s own', async () => {
  const { aigul, bolatFacts } = await aCompany()
  const bolat = await site.signedIn(bolatFacts)
  for (const path of ['/app/log', '/app/log/export.csv']) assert.equal((await bolat.get(path)).status, 403)

  const other = await aCompany()
  await act('contract.added', { by: { name: 'x' }, clientId: other.client.id, object: 'ДГ-ЧУЖОЙ' })
  await act('person.removed', {
    by: { accountId: other.aigulFacts.id, name: 'Айгүл' },
    clientId: other.client.id,
    accountId: other.bolatFacts.id,
    object: other.bolatFacts.email,
  })
  for (const query of [
    '',
    '?object=ДГ-ЧУЖОЙ',
    `?object=${other.client.bin}`,
    `?object=${encodeURIComponent(other.client.name)}`,
    `?object=${other.bolatFacts.email}`,
    `?who=${other.aigulFacts.id}`,
    '?who=retailer',
    '?what=person.removed',
  ]) {
    const log = await aigul.get(`/app/log${query}`)
    assert.equal(log.status, 200, query)
    // The page repeats what was asked for; its rows are what was found.
    const rows = rowsOf(log.text)
    assert.ok(!rows.includes('ЧУЖОЙ') && !rows.includes(other.bolatFacts.email), query)
  }
})

test('what concerns a person’s own account or the retailer’s house is not read, whoever’s name is on it', async () => {
  const { client, aigul, bolatFacts } = await aCompany()
  const by = { accountId: bolatFacts.id, name: 'Болат' }
  await act('profile.changed', { by, clientId: client.id, object: 'profile' })
  await act('contract.added', { by, clientId: client.id, object: 'contract' })
  assert.match((await aigul.get('/app/log')).words, /contract/)
  for (const query of ['', '?what=profile.changed', '?object=profile']) {
    const rows = rowsOf((await aigul.get(`/app/log${query}`)).text)
    assert.doesNotMatch(rows, /profile/, query)
  }
})

test('the log is filtered by person, by everybody of the retailer, by act, thing and day', async () => {
  const { client, aigul, aigulFacts, bolatFacts, olgaFacts } = await aCompany()
  const about = { clientId: client.id }
  const [aigulActs, bolatActs, olgaActs] = [aigulFacts, bolatFacts, olgaFacts].map(({ id, email }) => ({
    accountId: id,
    name: email,
  }))
  await act('invitation.sent', { ...about, by: aigulActs!, object: 'first@example.kz' })
  await act('invitation.withdrawn', { ...about, by: bolatActs!, object: 'first@example.kz' })
  await act('invitation.resent', { ...about, by: olgaActs!, object: 'second@example.kz' })
  await sql`update audit_entry set at = '2026-03-05T10:00:00+05:00' where object = 'second@example.kz' and client_id = ${client.id}`.execute(
    site.owner,
  )
  const found = async (query: string) => {
    const file = await aigul.get(`/app/log/export.csv${query}`)
    return linesOf(file.text)
      .map((line) => line['Что сделал'])
      .filter((what) => what !== 'Скачан журнал действий')
      .toSorted()
  }
  const [sent, withdrawn, resent] = [
    'Отправлено приглашение',
    'Приглашение отозвано',
    'Приглашение отправлено ещё раз',
  ]
  assert.deepEqual(await found(''), [sent, withdrawn, resent])
  assert.deepEqual(await found(`?who=${aigulFacts.id}`), [sent])
  assert.deepEqual(await found('?who=retailer'), [resent])
  assert.deepEqual(await found('?what=invitation.withdrawn'), [withdrawn])
  assert.deepEqual(await found('?object=first@example.kz'), [sent, withdrawn])
  assert.deepEqual(await found('?from=2026-03-05&to=2026-03-05'), [resent])
  // One of the retailer's people is nobody to pick out.
  assert.deepEqual(await found(`?who=${olgaFacts.id}`), [sent, withdrawn, resent])

  // Somebody who has left is no more in the list, but can still be asked for.
  await sql`delete from membership where account_id = ${bolatFacts.id}`.execute(site.owner)
  assert.deepEqual(await found(`?who=${bolatFacts.id}`), [withdrawn])
  const log = await aigul.get(`/app/log?who=${bolatFacts.id}`)
  assert.match(log.words, /Кто: Болат/)
  assert.doesNotMatch((await aigul.get('/app/log')).text, new RegExp(`<option value="${bolatFacts.id}"`))

  const wrong = await aigul.get('/app/log?from=31.02.2026')
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /Дата не распознана/)
  for (const nonsense of ['?who=x', '?what=nothing', '?older=1', '?object=%00%25', `?who=${'a'.repeat(400)}`])
    assert.equal((await aigul.get(`/app/log${nonsense}`)).status, 200, nonsense)
})

test('a long log is stepped through forth and back', async () => {
  const { client, aigul } = await aCompany()
  await sql`
    insert into audit_entry (at, action, actor, client_id, object)
    select now() - n * interval '1 minute', 'contract.added', 'x', ${client.id}, 'Д-' || lpad(n::text, 3, '0')
    from generate_series(1, 120) n`.execute(site.owner)
  const objects = (text: string) => [...text.matchAll(/>Д-(\d{3})</g)].map(([, n]) => Number(n))
  const step = (text: string, rel: 'next' | 'prev') =>
    new RegExp(`href="([^"]+)" rel="${rel}"|rel="${rel}" href="([^"]+)"`)
      .exec(text)
      ?.slice(1)
      .find(Boolean)
      ?.replaceAll('&amp;', '&')
  const seen: number[] = []
  let page = await aigul.get('/app/log?what=contract.added')
  for (let n = 0; n < 3; n++) {
    seen.push(...objects(page.text))
    const next = step(page.text, 'next')
    if (!next) break
    assert.match(next, /what=contract\.added/)
    page = await aigul.get(next)
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 120 }, (_, n) => n + 1),
  )
  const back = await aigul.get(step(page.text, 'prev')!)
  assert.deepEqual(objects(back.text), seen.slice(50, 100))
})

test('the file is what is filtered, without the company on every line, and taking it is on record', async () => {
  const { client, aigul } = await aCompany()
  await act('contract.added', { by: { name: 'x' }, clientId: client.id, object: '=cmd|calc' })
  const file = await aigul.get('/app/log/export.csv?what=contract.added')
  assert.match(file.headers.get('content-disposition') ?? '', /attachment; filename="audit\.csv"/)
  const lines = linesOf(file.text)
  assert.equal(lines.length, 1)
  assert.equal(lines[0]!['С чем'], "'=cmd|calc")
  assert.ok(!('Компания' in lines[0]!))
  assert.match(
    (await aigul.get('/app/log')).words,
    /Скачан журнал действий Айгүл .* Фильтры: Добавлен договор/,
  )
})

test('staff who look at the cabinet read its log as the owner does, and take no file', async () => {
  const { client, aigul, olgaFacts } = await aCompany()
  const olga = await site.signedIn(olgaFacts)
  await looks(olga, client)
  const log = await olga.get('/app/log')
  assert.match(log.words, /Кабинет открыт для просмотра Поддержка PetroRetail/)
  assert.doesNotMatch(log.text, /export\.csv/)
  assert.match((await aigul.get('/app/log')).text, /export\.csv/)
  assert.equal((await olga.get('/app/log/export.csv')).status, 403)
})
