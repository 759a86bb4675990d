import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { findClients, countClients, type ClientPlace } from './find-clients.ts'
import { suspendClient } from './suspend-client.ts'
import { openWorld, operator, type World } from './testing.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())

const names = async (typed: string, state?: 'active' | 'suspended' | 'waiting') =>
  (await findClients(world.db.read, { typed, state }, {}, 50)).map((client) => client.name)

test('a client is found by what somebody remembers of it, in any case and alphabet', async () => {
  const name = 'ТОО «Өңірлік Ұйым Ёлка»'
  const client = await world.aClient({ name, number: 'ПР-2024/0017', email: 'Zhuldyzai_T@mail.ru' })
  await world.aPerson({ clientId: client.id, email: 'bolat@firma.kz', name: 'Болат Сейітқали' })
  const remembered = [
    'өңірлік',
    'онирлик уйым',
    'УЙЫМ',
    'елка',
    '«ЁЛКА»',
    'уй елк',
    client.bin,
    `${client.bin.slice(0, 4)} ${client.bin.slice(4, 8)} ${client.bin.slice(8)}`,
    client.bin.slice(0, 11),
    'пр-2024/0017',
    '№ ПР-2024/0017',
    'ПР20240017',
    '0017',
    'zhuldyzai_t@mail.ru',
    'zhuldyzai',
    'bolat@firma.kz',
    'сейиткали болат',
  ]
  for (const typed of remembered) assert.ok((await names(typed)).includes(name), typed)
  for (const typed of ['нет такого', 'уйым алма', '0018', 'bolat@firma.ru'])
    assert.ok(!(await names(typed)).includes(name), typed)
})

test('a legal form is looked for only alone', async () => {
  for (const name of ['ТОО «Форма Ырыс»', '«Форма Ырыс» ЖШС', 'ИП Форма', 'Forma LLP', '«Ақ Форма»'])
    await world.aClient({ name })
  assert.deepEqual(await names('ТОО «Форма Ырыс»'), ['ТОО «Форма Ырыс»', '«Форма Ырыс» ЖШС'])
  assert.deepEqual(await names('форма ырыс жшс'), ['ТОО «Форма Ырыс»', '«Форма Ырыс» ЖШС'])
  assert.deepEqual(await names('forma llp'), ['Forma LLP'])
  assert.deepEqual(await names('ИП'), ['ИП Форма'])
  assert.deepEqual(await names('ЖШС ТОО'), [], 'nobody is both')
  // «Ақ» is a legal form and the beginning of many names.
  assert.deepEqual(await names('ақ форма'), ['«Ақ Форма»'])
})

test('words that look like a query language are only words', async () => {
  for (const typed of [
    "o'k \\ | & ! ( ) :* <->",
    '%',
    '_',
    '\u0000'.repeat(0),
    '"',
    'а'.repeat(5000),
    '1'.repeat(5000),
    '😀',
  ])
    await names(typed)
})

test('names stand in the Kazakh alphabet, whatever stands before them', async () => {
  for (const name of [
    'ТОО «Сорт-Ә»',
    'АО «Сорт-А»',
    'ип Сорт-Я',
    '«Сорт-Қ» ЖШС',
    'ТОО "Сорт-К"',
    'ТОО «Сорт-Б»',
  ])
    await world.aClient({ name })
  assert.deepEqual(await names('сорт'), [
    'АО «Сорт-А»',
    'ТОО «Сорт-Ә»',
    'ТОО «Сорт-Б»',
    'ТОО "Сорт-К"',
    '«Сорт-Қ» ЖШС',
    'ип Сорт-Я',
  ])
})

test('a long list is read page by page, forth and back, and nobody is met twice or missed', async () => {
  for (let n = 0; n < 7; n++) await world.aClient({ name: `ТОО «Листать»` })
  const page = async (place: ClientPlace) =>
    findClients(world.db.read, { typed: 'листать', state: undefined }, place, 3)
  const seen: string[] = []
  let place: ClientPlace = {}
  for (;;) {
    const rows = await page(place)
    seen.push(...rows.slice(0, 3).map((row) => row.id))
    if (rows.length <= 3) break
    place = { after: rows[2]!.id }
  }
  assert.equal(new Set(seen).size, 7)
  assert.equal(seen.length, 7)
  const back = await page({ before: seen[6] })
  assert.deepEqual(
    back
      .slice(0, 3)
      .map((row) => row.id)
      .toReversed(),
    seen.slice(3, 6),
  )
  assert.equal(await countClients(world.db.read, { typed: 'листать', state: undefined }, 100), 7)
  assert.equal(await countClients(world.db.read, { typed: 'листать', state: undefined }, 5), 5)
})

test('states tell who is served, who is not, and where nobody has come yet', async () => {
  const client = await world.aClient({ name: 'ТОО «Состояние»' })
  assert.deepEqual(await names('состояние', 'waiting'), [client.name])
  await world.aPerson({ clientId: client.id })
  assert.deepEqual(await names('состояние', 'waiting'), [])
  await world.do((tx) => suspendClient(tx, { clientId: client.id, reason: 'долг', by: operator }))
  assert.deepEqual(await names('состояние', 'suspended'), [client.name])
  assert.deepEqual(await names('состояние', 'active'), [])
})
