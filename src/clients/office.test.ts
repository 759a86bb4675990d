import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { StaffRole } from '../accounts/roles.ts'
import type { Browser } from '../testing/browser.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { aBin } from './testing.ts'

let site: TestSite
let manager: Browser
let support: Browser
before(async () => {
  site = await testSite()
  manager = await signedIn('manager')
  support = await signedIn('support')
})
after(() => site.stop())

const signedIn = async (staff: StaffRole) => site.signedIn(await site.aPerson({ staff }))

let n = 300
const newClient = (facts: Record<string, string> = {}) => {
  n++
  return {
    bin: aBin(n),
    company: `ТОО «Контора ${n}»`,
    number: `КТ-${n}`,
    signedOn: '2026-03-05',
    email: `boss${n}@firma.kz`,
    person: 'Айгүл Бекова',
    lang: 'kk',
    ...facts,
  }
}

async function addedClient(facts: Record<string, string> = {}) {
  const typed = newClient(facts)
  await manager.get('/office/clients/new')
  const answer = await manager.submit(typed)
  assert.equal(answer.status, 303, answer.text)
  return { ...typed, path: answer.location, id: answer.location.split('/').at(-1)! }
}

test('a manager adds a client, and the owner gets a letter in their language', async () => {
  const client = await addedClient()
  const card = await manager.open(client.path)
  assert.match(
    card.words,
    new RegExp(`${client.company}: клиент добавлен, приглашение отправлено на ${client.email}`),
  )
  assert.match(card.words, new RegExp(client.bin))
  const letter = await site.letter(client.email)
  assert.match(letter.subject, /Жеке кабинет/)
  assert.equal(letter.links.length > 0, true)
  assert.match((await manager.get(`${client.path}?tab=contracts`)).words, /КТ-/)
  assert.match((await manager.get(`${client.path}?tab=invitations`)).words, new RegExp(client.email))
  assert.match((await manager.get(`${client.path}?tab=log`)).words, /Руководитель/)
})

test('a form that is wrong comes back with what was typed and a sentence for each field', async () => {
  const client = await addedClient()
  await manager.get('/office/clients/new')
  const wrong = await manager.submit(
    newClient({ bin: '12345', company: ' ', number: '', signedOn: '31.02.2026', email: 'кто-то' }),
  )
  assert.equal(wrong.status, 422)
  for (const sentence of [
    /12 цифр, а введено 5/,
    /Введите название компании/,
    /Введите номер договора/,
    /Дата не распознана/,
    /не похож на электронную почту/,
  ])
    assert.match(wrong.words, sentence)
  assert.match(wrong.text, /value="12345"/)
  assert.match(wrong.text, /value="31\.02\.2026"/)
  assert.match(wrong.text, /<title>Ошибка/)

  await manager.get('/office/clients/new')
  const twice = await manager.submit(newClient({ bin: client.bin }))
  assert.equal(twice.status, 422)
  assert.match(twice.words, /Клиент с таким БИН уже есть/)
  await manager.get('/office/clients/new')
  const number = await manager.submit(newClient({ number: client.number }))
  assert.match(number.words, /записан за другим клиентом/)
})

test('a domain that looks like a slip is asked about once', async () => {
  await manager.get('/office/clients/new')
  const typed = newClient({ email: 'boss@gmial.com' })
  const asked = await manager.submit(typed)
  assert.equal(asked.status, 422)
  assert.match(asked.words, /gmail\.com/)
  const meant = await manager.submit(typed)
  assert.equal(meant.status, 303)
})

test('a client is found from the list and from the first page', async () => {
  const client = await addedClient({ company: 'ТОО «Іздеу Өңір»' })
  const found = await support.get(`/office/clients?q=${encodeURIComponent('издеу онир')}`)
  assert.match(found.words, /Іздеу Өңір/)
  assert.match(found.words, /1 клиент/)
  const none = await support.get(`/office/clients?q=${encodeURIComponent('нет такого')}&state=suspended`)
  assert.match(none.words, /Клиенты не найдены/)
  for (const nonsense of [
    '?q=%00%ff',
    '?after=1&before=x',
    '?state=x&q=%27',
    `?after=${'a'.repeat(300)}`,
    '?q=%D1',
  ])
    assert.equal((await support.get(`/office/clients${nonsense}`)).status, 200, nonsense)
  assert.match((await support.get('/office')).words, /Найти что угодно/)
  assert.match((await support.get(client.path)).words, /Іздеу Өңір/)
})

test('the list of many is stepped through forth and back', async () => {
  await sql`
    insert into client (bin, name) select lpad((700000000000 + i)::text, 12, '0'), 'ТОО «Длинный список ' || lpad(i::text, 3, '0') || '»'
    from generate_series(1, 60) i`.execute(site.app.db.write)
  const first = await support.get('/office/clients?q=%D0%B4%D0%BB%D0%B8%D0%BD%D0%BD%D1%8B%D0%B9')
  const link = (page: { text: string }, rel: string) =>
    new RegExp(`href="([^"]*)" rel="${rel}"`).exec(page.text)?.[1]?.replaceAll('&amp;', '&')
  assert.match(first.words, /список 001/)
  assert.equal(link(first, 'prev'), undefined)
  const second = await support.get(link(first, 'next')!)
  assert.match(second.words, /список 026/)
  const third = await support.get(link(second, 'next')!)
  assert.match(third.words, /список 060/)
  assert.equal(link(third, 'next'), undefined)
  const back = await support.get(link(third, 'prev')!)
  assert.match(back.words, /список 026/)
  assert.doesNotMatch(back.words, /список 051/)
})

test('each role opens what it needs and nothing more', async () => {
  const client = await addedClient()
  const person = await site.aPerson({ clientId: client.id })
  const card = client.path
  const of = `${card}/people/${person.id}`
  const reads = ['/office', '/office/clients', card, of]
  const runs = [
    '/office/clients/new',
    `${card}/invite`,
    `${card}/contracts/new`,
    `${card}/suspend`,
    `${of}/role`,
    `${of}/remove`,
    `${of}/suspend`,
  ]
  for (const staff of ['admin', 'manager', 'accountant', 'pricing', 'support', 'auditor'] as const) {
    const browser = await signedIn(staff)
    const runsClients = staff === 'admin' || staff === 'manager'
    for (const path of reads)
      assert.equal(
        (await browser.get(path)).status,
        staff === 'pricing' && path !== '/office' ? 403 : 200,
        `${staff} ${path}`,
      )
    for (const path of runs)
      assert.equal((await browser.get(path)).status, runsClients ? 200 : 403, `${staff} ${path}`)
    const requests = (await browser.get('/office/requests')).status
    assert.equal(requests, ['admin', 'manager', 'support', 'auditor'].includes(staff) ? 200 : 403, staff)
  }
  const chingiz = await site.signedIn(person)
  for (const path of [...reads, ...runs]) assert.equal((await chingiz.get(path)).status, 403, path)
  for (const path of [...reads, ...runs]) assert.equal((await site.browser().get(path)).status, 303, path)
})

test('an address that names nobody is a page that is not there, never an error', async () => {
  const client = await addedClient()
  const other = await addedClient()
  const person = await site.aPerson({ clientId: other.id })
  const missing = [
    '/office/clients/1',
    '/office/clients/00000000-0000-0000-0000-000000000000',
    `/office/clients/${client.id.toUpperCase()}`,
    `${client.path}/people/${person.id}`,
    `${client.path}/people/x`,
    `${client.path}/people/${person.id}/remove`,
    `${client.path}/contracts/x/email`,
    `${client.path}/contracts/00000000-0000-0000-0000-000000000000/email`,
    '/office/clients/x/invite',
    '/office/clients/x/suspend',
    '/office/clients/x/restore',
    '/office/requests/x',
    '/office/requests/00000000-0000-0000-0000-000000000000',
    '/office/requests/x/decline',
  ]
  for (const path of missing) {
    assert.equal((await manager.get(path)).status, 404, path)
    await manager.get('/office')
  }
  await manager.get('/office/clients/new')
  const posts = [
    '/office/clients/x/invite',
    '/office/clients/x/suspend',
    '/office/clients/x/restore',
    '/office/clients/x/contracts/new',
    '/office/requests/x/approve',
    '/office/requests/x/decline',
    `${client.path}/people/${person.id}/reset`,
  ]
  for (const path of posts)
    assert.equal(
      (await manager.post(path, { csrf: manager.csrf, reason: 'x', role: 'owner' })).status,
      404,
      path,
    )
})

test('a form that is out of date comes back whole, and one from elsewhere is refused', async () => {
  const typed = newClient()
  await manager.get('/office/clients/new')
  const stale = await manager.post('/office/clients/new', { ...typed, csrf: 'old' })
  assert.equal(stale.status, 422)
  assert.match(stale.words, /Форма устарела/)
  assert.match(stale.text, new RegExp(`value="${typed.bin}"`))
  const foreign = await manager.post(
    '/office/clients/new',
    { ...typed, csrf: manager.csrf },
    { origin: 'https://evil.example' },
  )
  assert.equal(foreign.status, 403)
})

test('a suspended client’s people are out at once and read whom to call when they come back', async () => {
  const client = await addedClient()
  const person = await site.aPerson({ clientId: client.id })
  const aigul = await site.signedIn(person)
  assert.equal((await aigul.get('/app/people')).status, 200)

  await manager.get(`${client.path}/suspend`)
  assert.equal((await manager.submit({ reason: ' ' })).status, 422)
  const done = await manager.submit({ reason: 'Долг больше месяца' })
  assert.equal(done.status, 303)
  assert.match((await manager.open(done.location)).words, /Причина: Долг больше месяца/)
  assert.equal((await aigul.get('/app/people')).status, 303)
  const again = await site.signedIn(person)
  assert.match((await again.get('/app/people')).words, /обслуживание приостановлено/)
  assert.equal((await again.get('/app/people/invite')).status, 200)
  await site.letter(person.email, (letter) => /приостановлен/.test(letter.subject))

  await manager.get(`${client.path}/restore`)
  const restored = await manager.submit({}, `${client.path}/restore`)
  assert.equal(restored.status, 303)
  assert.match((await again.get('/app/people')).words, /Сотрудники и роли/)
})

test('support unlocks with a reason and sends the letter for a new password; nobody types a password', async () => {
  const client = await addedClient()
  const person = await site.aPerson({ clientId: client.id })
  const guest = site.browser()
  for (let tries = 0; tries < 4; tries++) {
    await guest.get('/login')
    await guest.submit({ email: person.email, password: 'не тот пароль' })
  }
  const path = `${client.path}/people/${person.id}`
  assert.match((await support.get(path)).words, /Вход закрыт для незнакомых устройств/)
  assert.equal((await support.submit({ reason: '' })).status, 422)
  assert.equal((await support.submit({ reason: 'Позвонил владелец' })).status, 303)
  assert.match((await support.open(path)).words, /Вход открыт/)
  await site.signedIn(person)
  await support.get(path)
  assert.equal((await support.submit({}, `${path}/reset`)).status, 303)
  await site.letter(person.email, (letter) => /парол/i.test(letter.subject) && letter.links.length > 0)
  const soon = await support.post(`${path}/reset`, { csrf: support.csrf })
  assert.match((await support.open(soon.location)).words, /Письмо недавно отправляли/)
})

test('a person is removed, suspended everywhere and let in again', async () => {
  const client = await addedClient()
  const owner = await site.aPerson({ clientId: client.id, role: 'owner' })
  const person = await site.aPerson({ clientId: client.id, role: 'viewer', name: 'Болат' })
  const bolat = await site.signedIn(person)
  const path = `${client.path}/people/${person.id}`

  await manager.get(`${path}/suspend`)
  assert.equal((await manager.submit({ reason: 'Потерян телефон' })).status, 303)
  assert.match((await manager.open(path)).words, /закрыт во всех компаниях/)
  assert.equal((await bolat.get('/app')).status, 303)
  await manager.get(`${path}/restore`)
  await manager.submit({}, `${path}/restore`)
  await site.signedIn(person)

  await manager.get(`${path}/role`)
  assert.equal((await manager.submit({ role: 'dispatcher' })).status, 303)
  await manager.get(`${path}/remove`)
  assert.equal((await manager.submit({}, `${path}/remove`)).location, client.path)
  const last = `${client.path}/people/${owner.id}`
  await manager.get(`${last}/remove`)
  const refused = await manager.submit({}, `${last}/remove`)
  assert.equal(refused.status, 422)
  assert.match(refused.words, /единственный руководитель/)
})

test('a corrected address of a contract moves the invitation', async () => {
  const client = await addedClient({ email: `wrong${n}@firma.kz` })
  const page = await manager.get(`${client.path}?tab=contracts`)
  const link = new RegExp(`href="(${client.path}/contracts/[^"]+/email)"`).exec(page.text)![1]!
  await manager.get(link)
  const answer = await manager.submit({ email: `right${n}@firma.kz` })
  assert.equal(answer.status, 303)
  assert.match((await manager.open(answer.location)).words, /новое приглашение отправлено на right/)
  await site.letter(`right${n}@firma.kz`)
})

test('more people and contracts are added from the card', async () => {
  const client = await addedClient()
  await manager.get(`${client.path}/invite`)
  const wrong = await manager.submit({ email: '', role: 'king' })
  assert.equal(wrong.status, 422)
  await manager.get(`${client.path}/invite`)
  const invited = await manager.submit({ email: `buh${n}@firma.kz`, role: 'accountant', lang: 'en' })
  assert.equal(invited.status, 303)
  assert.match((await site.letter(`buh${n}@firma.kz`)).subject, /Invitation/)
  await manager.get(`${client.path}/invite`)
  const soon = await manager.submit({ email: `buh${n}@firma.kz`, role: 'accountant' })
  assert.match(soon.words, /только что отправлено/)
  await manager.get(`${client.path}/contracts/new`)
  const second = await manager.submit({
    number: `№ КТ-${n}/2`,
    signedOn: '01.04.2026',
    email: `buh${n}@firma.kz`,
  })
  assert.equal(second.status, 303, second.words)
  assert.match((await manager.open(second.location)).words, new RegExp(`КТ-${n}/2`))
})
