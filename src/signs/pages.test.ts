/** Suspicious refuels on the client's pages and in the retailer's queue. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import type { ClientRole } from '../accounts/roles.ts'
import type { Browser } from '../testing/browser.ts'
import { aCard } from '../testing/cards.ts'
import { paid, pricesAre } from '../testing/coupons.ts'
import { aRefuel, watched } from '../testing/refuels.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, type Till, whyNot } from '../testing/tills.ts'
import { decideForOffice, sayForClient } from './answer-suspicion.ts'

let site: TestSite
let till: Till
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
  till = await aTill(site.app)
})
after(() => site.stop())

/** Sends one of the forms of a page, as the page would. */
async function send(browser: Browser, page: string, act: string, fields: Record<string, string> = {}) {
  const csrf = /name="csrf" value="([^"]+)"/.exec(
    (await browser.get('/app/security')).text + (await browser.get('/office')).text,
  )?.[1]
  return browser.post(`${page}/${act}`, { csrf: csrf ?? '', ...fields })
}

/** Aigul's card has filled 62 litres into a tank of 50. */
async function aSuspicion() {
  const client = await site.aClient()
  await paid(site.app, client.id, 100_000_000n)
  const card = await aCard(site.app, client, { scheme: 'limit' })
  const { rows: vehicles } = await sql<{ id: string }>`
    insert into vehicle (client_id, plate, tank_ml) values (${client.id}, '123ABC02', 50000) returning id`.execute(
    site.owner,
  )
  const txn = await aRefuel(site, client, card, { station: till, vehicleId: vehicles[0]!.id, ml: 62_000 })
  await watched(site)
  const { rows } = await sql<{ id: string; number: bigint }>`
    select s.id, c.number from suspicion s join card c on c.id = s.card_id where s.txn_id = ${txn}`.execute(
    site.app.db.write,
  )
  const { id, number } = rows[0]!
  const as = async (role: ClientRole, lang: 'ru' | 'kk' | 'en' = 'ru') =>
    site.signedIn(await site.aPerson({ clientId: client.id, role, lang, name: 'Айгүл' }))
  return {
    client,
    card,
    id,
    number: String(number),
    path: `/app/signs/${id}`,
    office: `/office/signs/${id}`,
    as,
  }
}

const staff = async (role: 'manager' | 'support' | 'auditor') =>
  site.signedIn(await site.aPerson({ staff: role, name: 'Дана' }))

const saidOf = async (id: string) =>
  (
    await sql<{ client: string | null; office: string | null }>`
      select client_says as client, office_says as office from suspicion where id = ${id}`.execute(site.owner)
  ).rows[0]!

async function actsOf(clientId: string) {
  const { rows } = await sql<{ action: string; actor: string; object: string }>`
    select action, actor, object from audit_entry where client_id = ${clientId} and action like 'suspicion.%' order by id`.execute(
    site.owner,
  )
  return rows
}

test('a suspicious refuel says why in the reader’s language', async () => {
  const { as } = await aSuspicion()
  const sentences = {
    ru: '62 л в бак на 50 л',
    kk: 'Бакқа 62 л құйылды, сыйымдылығы 50 л',
    en: '62 l into a tank of 50 l',
  }
  for (const lang of ['ru', 'kk', 'en'] as const) {
    const { words } = await (await as('dispatcher', lang)).get('/app/signs')
    assert.ok(words.replaceAll('\u00A0', ' ').includes(sentences[lang]), lang)
  }
})

test('it was us: the refuel leaves the list of those that wait, with who said so and when', async () => {
  const { client, path, id, number, as } = await aSuspicion()
  const aigul = await as('owner')
  assert.equal((await send(aigul, path, 'ours')).status, 303)
  assert.ok(!(await aigul.get('/app/signs')).text.includes(id))
  assert.ok((await aigul.get('/app/signs?tab=said')).text.includes(id))
  assert.match((await aigul.get(path)).text, /Клиент: Это были мы/)
  assert.deepEqual(await actsOf(client.id), [{ action: 'suspicion.ours', actor: 'Айгүл', object: number }])
  // Said twice, it was said once.
  await send(aigul, path, 'ours')
  assert.equal((await actsOf(client.id)).length, 1)
  await send(aigul, path, 'dispute')
  assert.deepEqual(await saidOf(id), { client: 'dispute', office: null })
})

test('the card is blocked in one step from its suspicious refuel, and tills refuse it', async () => {
  const { card, path, as } = await aSuspicion()
  approved(await till.redeemCard(card.number, 10_000n))
  const bolat = await as('dispatcher')
  assert.equal((await send(bolat, path, 'block')).status, 303)
  assert.equal(whyNot(await till.redeemCard(card.number, 10_000n)), 'blocked_by_client')
  assert.match((await bolat.get(path)).text, /Карта заблокирована/)
})

test('a comment must say something, and both sides read it', async () => {
  const { path, office, as } = await aSuspicion()
  const aigul = await as('owner')
  const empty = await send(aigul, path, 'comment', { comment: '  ' })
  assert.equal(empty.status, 422)
  assert.match(empty.text, /Напишите комментарий/)
  const long = await send(aigul, path, 'comment', { comment: 'я'.repeat(501) })
  assert.equal(long.status, 422)
  assert.ok(long.text.includes('я'.repeat(501)), 'what was typed is kept')
  await send(aigul, path, 'comment', { comment: 'Второй бак' })
  const page = await (await staff('auditor')).get(office)
  assert.match(page.text, /Второй бак · Айгүл/)
  assert.doesNotMatch(page.text, /name="decision"/, 'an auditor reads')
})

test('another company’s suspicion is none of yours, and a viewer or accountant has no list of them', async () => {
  const { path, id } = await aSuspicion()
  const other = await aSuspicion()
  const chingiz = await other.as('owner')
  await chingiz.get('/app/signs')
  assert.ok(!(await chingiz.get('/app/signs')).text.includes(id))
  assert.equal((await chingiz.get(path)).status, 404)
  for (const act of ['ours', 'dispute', 'block', 'comment'])
    assert.equal((await send(chingiz, path, act, { comment: 'x' })).status, 404)
  assert.deepEqual(await saidOf(id), { client: null, office: null })
  for (const role of ['viewer', 'accountant'] as const)
    assert.equal((await (await other.as(role)).get('/app/signs')).status, 403)
})

test('a dispatcher who looks after other groups finds nothing of the card: no suspicion, no news of it, no answer', async () => {
  const { client, card, path, id } = await aSuspicion()
  const dana = await site.aPerson({ clientId: client.id, role: 'dispatcher' })
  const groups = await Promise.all(
    ['Север', 'Юг'].map(async (name) => {
      const { rows } = await sql<{ id: string }>`
        insert into card_group (client_id, name) values (${client.id}, ${name}) returning id`.execute(
        site.owner,
      )
      return rows[0]!.id
    }),
  )
  await sql`update card set group_id = ${groups[0]} where id = ${card.id}`.execute(site.owner)
  await sql`update membership set since = now() - interval '1 day' where account_id = ${dana.id}`.execute(
    site.owner,
  )
  const bind = (group: string) =>
    sql`insert into membership_group (client_id, account_id, group_id) values (${client.id}, ${dana.id}, ${group})`.execute(
      site.owner,
    )
  await bind(groups[1]!)
  const browser = await site.signedIn(dana)
  const sees = async () => [
    (await browser.get('/app/signs')).text.includes(id),
    (await browser.get('/app/notifications')).words.includes('в бак на'),
    /class="count"/.test((await browser.get('/app/people')).text),
    (await browser.get('/app')).words.includes('ждёт вашего ответа'),
    (await browser.get(path)).status === 200,
  ]
  assert.deepEqual(await sees(), [false, false, false, false, false])
  for (const act of ['ours', 'dispute', 'block', 'comment'])
    assert.equal((await send(browser, path, act, { comment: 'x' })).status, 404)
  const by = { name: 'Дана', reach: [groups[1]!] }
  assert.deepEqual(
    await site.app.db.transaction((tx) =>
      sayForClient(tx, { clientId: client.id, suspicionId: id, says: 'ours', comment: '', by }),
    ),
    { ok: false, reason: 'unknown' },
  )
  await bind(groups[0]!)
  assert.deepEqual(await sees(), [true, true, true, true, true])
})

test('the queue finds by sign, by the client’s answer, by points and by company', async () => {
  const { id, client, path, as } = await aSuspicion()
  const aigul = await as('owner')
  await send(aigul, path, 'dispute')
  const dana = await staff('support')
  const finds = async (query: string) => (await dana.get(`/office/signs?${query}`)).text.includes(id)
  assert.deepEqual(
    await Promise.all(
      [
        'sign=over_tank',
        'client=dispute',
        'score=40',
        `q=${client.bin}`,
        'sign=over_tank&client=dispute&score=40',
      ].map(finds),
    ),
    [true, true, true, true, true],
  )
  assert.deepEqual(
    await Promise.all(
      ['sign=rapid', 'client=ours', 'client=none', 'score=41', 'q=999999999999', 'tab=decided'].map(finds),
    ),
    [false, false, false, false, false, false],
  )
})

test('a decision of the retailer: one is chosen, kept with its comment, and a block is a block', async () => {
  const { client, card, id, office, path, as } = await aSuspicion()
  const dana = await staff('manager')
  const nothing = await send(dana, office, 'decide', { comment: 'Смотрю' })
  assert.equal(nothing.status, 422)
  assert.match(nothing.text, /Смотрю/)
  await send(dana, office, 'decide', { decision: 'dispute', comment: 'Спросили станцию' })
  await send(dana, office, 'decide', { decision: 'block', comment: 'Камера: другая машина' })
  assert.deepEqual(await saidOf(id), { client: null, office: 'block' })
  assert.equal(whyNot(await till.redeemCard(card.number, 10_000n)), 'blocked_by_network')
  await send(dana, office, 'decide', { decision: 'fine' })
  assert.equal((await saidOf(id)).office, 'block')
  assert.deepEqual(
    (await actsOf(client.id)).map(({ action }) => action),
    ['suspicion.disputed', 'suspicion.blocked'],
  )
  const seen = (await (await as('owner')).get(path)).text
  assert.match(seen, /Камера: другая машина/)
  assert.doesNotMatch(seen, /Дана/, 'the client reads the retailer’s name')
  await send(dana, office, 'comment', { comment: 'Закрыто' })
  assert.match((await dana.get(office)).text, /Закрыто/)
  assert.ok((await dana.get('/office/signs?tab=decided')).text.includes(id))
})

test('of two who decide at the same moment one has decided', async () => {
  const { id, client } = await aSuspicion()
  const decide = (says: 'fine' | 'block') =>
    site.app.db.transaction((tx) =>
      decideForOffice(tx, {
        ...{ clientId: client.id, suspicionId: id, says, comment: '', reason: 'x', by: { name: 'test' } },
      }),
    )
  const answers = await Promise.all([decide('fine'), decide('block'), decide('fine'), decide('block')])
  assert.deepEqual(answers.filter(({ ok }) => ok).length, 1)
  const { rows } = await sql`select from suspicion_answer where suspicion_id = ${id}`.execute(site.owner)
  assert.equal(rows.length, 1)
})
