/** Groups of cards: made, named, filled and emptied, by one person or several at once. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { ClientRole } from '../accounts/roles.ts'
import type { Tx } from '../db/database.ts'
import { setLimits, limitsMark } from '../limits/set-limits.ts'
import { findSubject } from '../limits/read-limits.ts'
import { amount } from '../limits/testing.ts'
import type { Browser } from '../testing/browser.ts'
import { aCard } from '../testing/cards.ts'
import { pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, type Till, whyNot } from '../testing/tills.ts'
import { addGroup } from './add-group.ts'
import { archiveGroup, restoreGroup } from './archive-group.ts'
import { giveCards } from './give-cards.ts'
import { renameGroup } from './rename-group.ts'

const LIST = '/app/groups'
const BY = { name: 'Айгүл Бекова' }

let site: TestSite
let till: Till
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 24_550n })
  till = await aTill(site.app)
})
after(() => site.stop())

const run = <T>(work: (tx: Tx) => Promise<T>) => site.app.db.transaction(work)
const as = async (clientId: string, role: ClientRole = 'owner') =>
  site.signedIn(await site.aPerson({ clientId, role }))

/** A card with money, and the number people see. */
async function someCard(client: Awaited<ReturnType<TestSite['aClient']>>) {
  const card = await aCard(site.app, client, { tiyn: 100_000_00n })
  const { rows } = await sql<{ number: string }>`select number from card where id = ${card.id}`.execute(
    site.owner,
  )
  return { id: card.id, shown: card.number, number: rows[0]!.number }
}

/** Sends a form of which a field comes several times, as a page with ticked rows does. */
async function sends(browser: Browser, path: string, fields: Record<string, string[]>) {
  const body = new URLSearchParams([
    ['csrf', browser.csrf],
    ...Object.entries(fields).flatMap(([name, values]) =>
      values.map((value): [string, string] => [name, value]),
    ),
  ])
  return browser.send(path, {
    method: 'POST',
    body: body.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: site.url.origin },
  })
}

async function makes(browser: Browser, name: string): Promise<string> {
  await browser.get(LIST)
  const made = await browser.submit({ name }, LIST)
  assert.equal(made.status, 303, made.words)
  return made.location
}

test('a group is made, filled from the list of cards and from a card, and tells what it refuelled', async () => {
  const client = await site.aClient()
  const aigul = await as(client.id)
  assert.match((await aigul.get(LIST)).words, /Групп пока нет/)
  const path = await makes(aigul, 'Тягачи')
  assert.equal(await makes(aigul, ' тягачи '), path, 'the same name is the same group')
  const groupId = path.split('/').at(-1)!
  const [one, two, other] = [await someCard(client), await someCard(client), await someCard(client)]

  const asked = await aigul.get(`/app/cards/group?n=${one.number}&n=${two.number}`)
  assert.match(asked.words, /В какую группу перенести 2 карты\?/)
  const unsaid = await aigul.submit({}, '/app/cards/group')
  assert.equal(unsaid.status, 422)
  assert.match(unsaid.words, /Выберите группу из списка/)
  const both = await sends(aigul, '/app/cards/group', { n: [one.number, two.number], group: [groupId] })
  assert.equal(both.location, '/app/cards')
  assert.match((await aigul.get('/app/cards')).words, /Перенесено карт: 2/)
  await aigul.get(`/app/cards/${other.number}/group`)
  await aigul.submit({ group: groupId }, `/app/cards/${other.number}/group`)
  await aigul.get(`/app/cards/${other.number}/group`)
  await aigul.submit({ group: 'none' }, `/app/cards/${other.number}/group`)

  for (const { shown } of [one, two, other]) approved(await till.redeemCard(shown, 10_000n))
  assert.match((await aigul.get(LIST)).words, /Тягачи 2 карты/)
  assert.match((await aigul.get(path)).words, /Заправлено в этом месяце 2 заправки, 20 л, 4 910,00 ₸/)
  assert.match((await aigul.get(`/app/refuels?group=${groupId}`)).words, /2 заправки, 20 л/)
  const list = await aigul.get(`/app/cards?group=${groupId}`)
  assert.equal(list.text.match(/href="\/app\/cards\/\d+"/g)!.length, 2)
  assert.match((await aigul.get(`/app/cards/${one.number}`)).text, new RegExp(`href="${path}">Тягачи`))
})

test('a name is refused at its field, and is one group’s however many want it at once', async () => {
  const { id: clientId } = await site.aClient()
  const aigul = await as(clientId)
  const path = await makes(aigul, 'Север')
  await makes(aigul, 'Юг')
  for (const name of ['', 'н'.repeat(61)]) {
    await aigul.get(LIST)
    assert.equal((await aigul.submit({ name }, LIST)).status, 422, name)
  }
  await aigul.get(`${path}/rename`)
  const taken = await aigul.submit({ name: 'юг' }, `${path}/rename`)
  assert.equal(taken.status, 422)
  assert.match(taken.text, /value="юг"/)
  assert.match(taken.words, /Группа с таким названием уже есть/)
  await aigul.get(`${path}/rename`)
  await aigul.submit({ name: 'Север и центр' }, `${path}/rename`)
  assert.match((await aigul.get(path)).words, /Группа называется «Север и центр»/)

  const made = await Promise.all(
    Array.from({ length: 10 }, () => run((tx) => addGroup(tx, { clientId, name: 'Запад', by: BY }))),
  )
  assert.equal(made.filter(({ added }) => added).length, 1)
  const ids = await Promise.all(
    ['а', 'б', 'в'].map((name) => run((tx) => addGroup(tx, { clientId, name, by: BY }))),
  )
  await Promise.all([
    ...ids.map(({ groupId }) => run((tx) => renameGroup(tx, { clientId, groupId, name: 'Восток', by: BY }))),
    run((tx) => addGroup(tx, { clientId, name: 'восток', by: BY })),
  ])
  const { rows } = await sql`
    select from card_group where client_id = ${clientId} and lower(name) = 'восток'`.execute(site.owner)
  assert.equal(rows.length, 1)
})

test('an archived group lets its cards go from its limit, comes back empty, and nothing is put into it meanwhile', async () => {
  const client = await site.aClient()
  const aigul = await as(client.id)
  const path = await makes(aigul, 'Тягачи')
  const groupId = path.split('/').at(-1)!
  const card = await someCard(client)
  const put = () =>
    run((tx) => giveCards(tx, { clientId: client.id, cardIds: [card.id], to: { groupId }, by: BY }))
  assert.ok((await put()).ok)
  const subject = (await findSubject(site.app.db.write, client.id, 'group', groupId))!
  await run((tx) =>
    setLimits(tx, {
      ...{ clientId: client.id, subjects: [subject], rules: [amount({ value: 1_000n })], by: BY },
      seen: limitsMark([subject], new Map([[groupId, { no: 0, rules: [] }]])),
    }),
  )
  assert.match((await aigul.get(path)).words, /В сутки 0 л из 1 л/)
  approved(await till.redeemCard(card.shown, 1_000n))
  assert.equal(whyNot(await till.redeemCard(card.shown, 1_000n)), 'limit_day')

  assert.match((await aigul.get(`${path}/archive`)).words, /1 карта останется без группы/)
  assert.equal((await aigul.submit({}, `${path}/archive`)).location, LIST)
  approved(await till.redeemCard(card.shown, 1_000n))
  assert.deepEqual(await put(), { ok: false, reason: 'group' })
  assert.match((await aigul.get(`${LIST}?tab=archive`)).words, /Тягачи/)
  await makes(aigul, 'Тягачи')
  await aigul.get(path)
  const refused = await aigul.submit({}, `${path}/restore`)
  assert.match((await aigul.open(refused.location)).words, /Группа с таким названием уже есть/)
  await aigul.get(`${path}/rename`)
  await aigul.submit({ name: 'Старые тягачи' }, `${path}/rename`)
  await aigul.get(path)
  await aigul.submit({}, `${path}/restore`)
  assert.match((await aigul.get(LIST)).words, /Старые тягачи 0 карт/)

  for (let round = 0; round < 5; round++) {
    const { groupId: going } = await run((tx) =>
      addGroup(tx, { clientId: client.id, name: `Г${round}`, by: BY }),
    )
    const request = { clientId: client.id, groupId: going, by: BY }
    await Promise.all([
      run((tx) => giveCards(tx, { ...request, cardIds: [card.id], to: { groupId: going } })),
      run((tx) => archiveGroup(tx, request)),
    ])
    const { rows } = await sql`select from card where group_id = ${going}`.execute(site.owner)
    assert.equal(rows.length, 0)
    const back = await Promise.all([1, 2, 3].map(() => run((tx) => restoreGroup(tx, request))))
    assert.equal(back.filter(({ ok }) => ok).length, 1)
  }
})

test('owners and managers keep groups, the others read them, and a stranger finds nothing', async () => {
  const client = await site.aClient()
  const path = await makes(await as(client.id), 'Тягачи')
  const card = await someCard(client)
  for (const [role, may] of [
    ['manager', true],
    ['dispatcher', false],
    ['viewer', false],
  ] as const) {
    const browser = await as(client.id, role)
    assert.match((await browser.get(LIST)).words, /Тягачи/, role)
    for (const closed of [`${path}/rename`, `${path}/archive`, `/app/cards/${card.number}/group`])
      assert.equal((await browser.get(closed)).status, may ? 200 : 403, `${role}, ${closed}`)
    await browser.get('/app')
    const posted = await browser.post(LIST, { csrf: browser.csrf, name: role })
    assert.equal(posted.status, may ? 303 : 403, role)
  }
  const chingiz = await as((await site.aClient()).id)
  assert.ok(!(await chingiz.get(LIST)).text.includes(path))
  for (const page of [path, `${path}/rename`, `${path}/archive`])
    assert.equal((await chingiz.get(page)).status, 404, page)
  await chingiz.get('/app')
  const { csrf } = chingiz
  assert.equal((await chingiz.post(`${path}/rename`, { csrf, name: 'Чужая' })).status, 404)
  assert.equal((await chingiz.post(`${path}/restore`, { csrf })).status, 404)
})
