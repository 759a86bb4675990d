/** The maker's file of cards that are made: looked through, taken once, and the chips in the plastic go its ways. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { paid, pricesAre } from '../testing/coupons.ts'
import { aWorkbook } from '../testing/workbooks.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { aTill, whyNot } from '../testing/tills.ts'
import { activateCards } from './activate-cards.ts'
import { deliverCards } from './deliver-cards.ts'
import { endMedium } from './end-medium.ts'
import { numberOf } from './number.ts'
import { orderCards } from './order-cards.ts'
import { receiveMade } from './receive-made.ts'

let site: TestSite
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app)
})
after(() => site.stop())

const BY = { name: 'test' }
type Client = Awaited<ReturnType<TestSite['aClient']>>
type Ordered = { mediumId: string; cardId: string; card: string; number: string }

async function ordered(client: Client, count: number): Promise<Ordered[]> {
  const { app } = site
  const order = await app.db.transaction((tx) =>
    orderCards(tx, app.vault, {
      ...{ clientId: client.id, contractId: client.contractId, requestKey: randomUUID(), count },
      ...{ plan: { scheme: 'limit' }, deliverTo: '', by: BY },
    }),
  )
  assert.ok(order.ok)
  const { rows } = await sql<Omit<Ordered, 'number'>>`
    select m.id as "mediumId", c.id as "cardId", c.number::text as card from card_medium m join card c on c.id = m.card_id
    where m.client_id = ${client.id} and m.kind = 'plastic' order by c.number`.execute(app.db.write)
  return rows.map((row) => ({ ...row, number: numberOf(app.vault, row.mediumId) }))
}

const chip = () => randomUUID().replaceAll('-', '').slice(0, 14).toUpperCase()
const statesOf = async (client: Client) =>
  (
    await sql<{ kind: string; state: string }>`
      select kind, state from card_medium where client_id = ${client.id} order by kind, state`.execute(
      site.app.db.write,
    )
  ).rows.map(({ kind, state }) => `${kind} ${state}`)
const grouped = (number: string) => number.replaceAll(/(\d{4})(?=\d)/g, '$1 ')

test('the maker’s file is looked through row by row, then taken; the same file again changes nothing', async () => {
  const client = await site.aClient()
  const [one, two, three] = await ordered(client, 3)
  const uid = chip()
  const manager = await site.signedIn(await site.aPerson({ staff: 'manager' }))
  const file = [
    'Карта;Номер на карте;Срок;NFC UID',
    `${one!.card};${grouped(one!.number)};07/30;${uid}`,
    `${two!.card};${two!.number};07/30;`,
    `${two!.card};${two!.number};07/30;`,
    `${three!.card};${three!.number};07/30;${uid}`,
    '1;7825000000000000000;07/30;',
  ].join('\r\n')
  const upload = async (text: string | Uint8Array<ArrayBuffer>) => {
    await manager.get('/office/cards/made')
    return manager.upload('/office/cards/made', {
      csrf: manager.csrf,
      list: new File([text], 'made.csv', { type: 'text/csv' }),
    })
  }
  const check = await upload(file)
  assert.equal(check.status, 200)
  assert.match(check.words, /Изготовлена 2 Уже отмечена 0 С ошибкой 3/)
  assert.match(check.words, /Повтор в файле.*Чип уже у другой карты.*Номер не наш/)
  assert.deepEqual(await statesOf(client), ['plastic ordered', 'plastic ordered', 'plastic ordered'])
  const taken = await manager.submit({}, '/office/cards/made/confirm')
  assert.equal(taken.location, '/office/cards?tab=produced')
  const now = ['nfc produced', 'plastic ordered', 'plastic produced', 'plastic produced']
  assert.deepEqual(await statesOf(client), now)

  const again = await upload(file)
  assert.match(again.words, /Изготовлена 0 Уже отмечена 2/)
  assert.match(again.words, /Файл ничего не меняет/)
  assert.deepEqual(await statesOf(client), now)
  const sheet = file.split('\r\n').map((line) => line.split(';'))
  assert.match((await upload(await aWorkbook(sheet))).words, /Изготовлена 0 Уже отмечена 2/)
  for (const [text, sentence] of [
    ['', /Выберите файл|нет строк/],
    ['Карта;Номер\n1;7,825E+18\n', /нет номеров из 19 цифр/],
    // Kept as a number, it has lost its last digits.
    [await aWorkbook([['Номер'], [7_825_000_000_000_000_000]]), /нет номеров из 19 цифр/],
    [Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), /старый формат Excel/],
  ] as const) {
    const refused = await upload(text)
    assert.equal(refused.status, 422)
    assert.match(refused.words, sentence)
  }
})

test('a chip in plastic pays from the plastic’s activation on, and no more when it is lost', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 100_000_000n)
  const [card] = await ordered(client, 1)
  const uid = chip()
  const { app } = site
  await app.db.transaction((tx) =>
    receiveMade(tx, app.vault, { rows: [{ n: 2, number: card!.number, chip: uid }], by: BY }),
  )
  const till = await aTill(app)
  assert.equal(whyNot(await till.redeemCard(uid, 1_000n)), 'card_not_active')
  const step = { mediumIds: [card!.mediumId], by: BY }
  await app.db.transaction((tx) => deliverCards(tx, step))
  assert.equal(whyNot(await till.redeemCard(uid, 1_000n)), 'card_not_active')
  await app.db.transaction((tx) => activateCards(tx, step))
  for (const shown of [uid, card!.number])
    assert.equal((await till.redeemCard(shown, 1_000n)).outcome, 'approved')
  await app.db.transaction((tx) =>
    endMedium(tx, app.vault, { clientId: client.id, mediumId: card!.mediumId, loss: 'lost', by: BY }),
  )
  assert.equal(whyNot(await till.redeemCard(uid, 1_000n)), 'card_lost')
})

test('one file taken by many at once makes each card once, and one chip of two files is one card’s', async () => {
  const client = await site.aClient()
  const cards = await ordered(client, 4)
  const [a, b] = [chip(), chip()]
  const rows = (chips: string[]) =>
    cards.map(({ number }, at) => ({ n: at + 2, number, chip: chips[at] ?? '' }))
  const answers = await Promise.all(
    [
      [a, b],
      [a, b],
      [b, a],
      ['', '', a, b],
    ].map((chips) =>
      site.app.db.transaction((tx) => receiveMade(tx, site.app.vault, { rows: rows(chips), by: BY })),
    ),
  )
  assert.ok(answers.some(({ made }) => made === 4))
  const states = await statesOf(client)
  assert.deepEqual(
    states.filter((state) => state.startsWith('plastic')),
    Array.from({ length: 4 }, () => 'plastic produced'),
  )
  assert.equal(states.filter((state) => state === 'nfc produced').length, 2)
  const { rows: events } = await sql<{ n: number }>`
    select count(*)::int as n from card_event where client_id = ${client.id} and what = 'produced'`.execute(
    site.app.db.write,
  )
  assert.equal(events[0]!.n, 4)
})
