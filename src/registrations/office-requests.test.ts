import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Browser } from '../testing/browser.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { aBin } from '../clients/testing.ts'

let site: TestSite
let manager: Browser
before(async () => {
  site = await testSite()
  manager = await site.signedIn(await site.aPerson({ staff: 'manager', name: 'Мадина' }))
})
after(() => site.stop())

let n = 900
/** A proven request for access, and the person who made it. */
async function aRequest(facts: { bin?: string; contract?: string; company?: string } = {}) {
  n++
  const person = await site.aPerson()
  const bin = facts.bin ?? aBin(n)
  const company = facts.company ?? `ТОО «Проситель ${n}»`
  const contract = facts.contract ?? `ПР-${n}`
  const { rows } = await sql<{ id: string; number: bigint }>`
    insert into registration (email, email_key, lang, has_contract, contract_number, bin, company, person, phone, state,
      confirmed_at, account_id)
    values (${person.email}, ${person.email}, 'ru', true, ${contract}, ${bin}, ${company}, 'Айгүл Бекова', '+77010000000',
      'new', now(), ${person.id}) returning id, number`.execute(site.app.db.write)
  return { ...rows[0]!, path: `/office/requests/${rows[0]!.id}`, person, bin, company, contract }
}

test('requests wait in the order they came, and the first page counts them', async () => {
  const [one, two] = [await aRequest(), await aRequest()]
  const list = await manager.get('/office/requests')
  assert.ok(list.words.indexOf(one.company) < list.words.indexOf(two.company))
  assert.match((await manager.get('/office')).words, /Заявки ждут ответа/)
})

test('a request of a new company is approved with its contract, and the person is let in', async () => {
  const request = await aRequest()
  const waiting = await site.signedIn(request.person)
  const page = await manager.get(request.path)
  assert.match(page.words, /Договор с таким БИН не найден/)
  const wrong = await manager.submit({ company: '', number: '', signedOn: 'x', role: 'owner' })
  assert.equal(wrong.status, 422)
  await manager.get(request.path)
  const approved = await manager.submit({
    company: request.company,
    number: request.contract,
    signedOn: '2026-03-05',
    role: 'owner',
  })
  assert.equal(approved.status, 303, approved.words)
  assert.match(
    (await manager.open(approved.location)).words,
    new RegExp(`Заявка № ${request.number} одобрена`),
  )
  await site.letter(request.person.email, (letter) => /одобрена/.test(letter.subject))
  assert.match((await waiting.get('/app/people')).words, /Руководитель/)
  const decided = await manager.get(request.path)
  assert.match(decided.words, /Заявка одобрена .*Мадина/)
  assert.doesNotMatch(decided.text, /\/approve"/)
})

test('a request stands beside the client with its BIN, and joins it', async () => {
  const client = await site.aClient()
  await site.aPerson({ clientId: client.id, name: 'Старый Владелец' })
  const request = await aRequest({ bin: client.bin, contract: client.contract })
  const page = await manager.get(request.path)
  assert.match(page.words, new RegExp(`Найден договор № ${client.contract}: БИН совпадает`))
  assert.match(page.words, /Старый Владелец/)
  assert.match(page.words, /У компании уже есть руководитель/)
  assert.match(page.text, /<option value="viewer" selected/)
  assert.equal((await manager.submit({ role: 'accountant' })).status, 303)
  const browser = await site.signedIn(request.person)
  assert.match((await browser.get('/app/people')).words, /Старый Владелец/)
})

test('a contract that belongs to another BIN is pointed out', async () => {
  const client = await site.aClient()
  const request = await aRequest({ contract: client.contract })
  assert.match(
    (await manager.get(request.path)).words,
    new RegExp(`записан за другим клиентом: ${client.name}`),
  )
  const answer = await manager.submit({
    company: request.company,
    number: client.contract,
    signedOn: '2026-03-05',
    role: 'owner',
  })
  assert.equal(answer.status, 422)
  assert.match(answer.words, /Проверьте номер/)
})

test('a declined request tells the person why; it is decided once', async () => {
  const request = await aRequest()
  await manager.get(`${request.path}/decline`)
  assert.equal((await manager.submit({ reason: '' })).status, 422)
  assert.equal((await manager.submit({ reason: 'Договор расторгнут' })).status, 303)
  const letter = await site.letter(
    request.person.email,
    (one) => /отклон/i.test(one.subject) || /Договор расторгнут/.test(one.text),
  )
  assert.match(letter.text, /Договор расторгнут/)
  const again = await manager.post(`${request.path}/approve`, {
    csrf: manager.csrf,
    role: 'owner',
    company: 'x',
    number: 'ПР-НОВ',
    signedOn: '2026-03-05',
  })
  assert.match((await manager.open(again.location)).words, /Это действие уже выполнено/)
  assert.match((await manager.get('/office/requests?show=decided')).words, new RegExp(request.company))
  assert.equal((await manager.get(`${request.path}/decline`)).status, 303)
})

test('what somebody typed into a request is text on our pages', async () => {
  const request = await aRequest({ company: '<script>alert(1)</script> & «"Ко"»' })
  const page = await manager.get(request.path)
  assert.doesNotMatch(page.text, /<script>alert/)
  assert.match(page.words, /<script>alert\(1\)<\/script> & «"Ко"»/)
})

test('support reads requests and decides none', async () => {
  const request = await aRequest()
  const support = await site.signedIn(await site.aPerson({ staff: 'support' }))
  const page = await support.get(request.path)
  assert.equal(page.status, 200)
  assert.doesNotMatch(page.text, /\/approve"/)
  assert.equal(
    (await support.post(`${request.path}/approve`, { csrf: support.csrf, role: 'owner' })).status,
    403,
  )
  assert.equal((await support.get(`${request.path}/decline`)).status, 403)
})
