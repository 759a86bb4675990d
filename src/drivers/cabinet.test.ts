import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { ClientRole } from '../accounts/roles.ts'
import { findCards } from '../cards/find-cards.ts'
import { giveCards } from '../cards/give-cards.ts'
import { giveCoupons } from '../coupons/give-coupons.ts'
import { takeBack } from '../coupons/take-back.ts'
import { BY, type Life, openLife } from '../coupons/testing.ts'
import type { Answer, Browser } from '../testing/browser.ts'
import { aWorkbook } from '../testing/workbooks.ts'
import { aCard } from '../testing/cards.ts'
import { aDriver } from '../testing/coupons.ts'
import { approved, aTill, whyNot } from '../testing/tills.ts'
import { addDriver } from './add-driver.ts'
import { archiveDriver } from './archive-driver.ts'

const LIST = '/app/drivers'

let life: Life
before(async () => {
  life = await openLife()
})
after(() => life.close())

/** Aigul owns the account, Dana gives coupons out, Bolat keeps the books, Chingiz is a stranger. */
async function aCompany(coupons = 0) {
  const { site } = life
  const made = coupons > 0 ? await life.aClientWith(coupons) : { client: await site.aClient(), ids: [] }
  const as = async (role: ClientRole, clientId = made.client.id) =>
    site.signedIn(await site.aPerson({ clientId, role }))
  return {
    ...made,
    as,
    aigul: await as('owner'),
    chingiz: await as('owner', (await site.aClient()).id),
  }
}

const ERZHAN = {
  name: 'Ержан Қасымов',
  phone: '8 701 123 45 67',
  email: 'Erzhan@example.kz',
  plate: '123 abc 02',
  note: 'Ночные рейсы',
}

/** Adds a driver by the form; answers with the address of their page. */
async function adds(browser: Browser, fields: Record<string, string>): Promise<string> {
  await browser.get(`${LIST}/new`)
  const added = await browser.submit(fields, `${LIST}/new`)
  assert.equal(added.status, 303, added.words)
  return added.location
}

async function driversOf(clientId: string) {
  const { rows } = await sql<{ name: string; phone: string; plate: string; archived: boolean }>`
    select name, phone, plate, archived_at is not null as archived from driver where client_id = ${clientId} order by name`.execute(
    life.site.owner,
  )
  return rows
}

const uploads = async (browser: Browser, fields: Record<string, string | File>): Promise<Answer> => {
  await browser.get(`${LIST}/import`)
  return browser.upload(`${LIST}/import`, { csrf: browser.csrf, ...fields })
}

test('a driver is added as people write, found by name, phone and plate, and changed', async () => {
  const { client, aigul } = await aCompany()
  assert.match((await aigul.get(LIST)).words, /Добавьте водителей, чтобы выдавать талоны в два нажатия/)
  const path = await adds(aigul, ERZHAN)
  const page = await aigul.get(path)
  assert.match(page.words, /Водитель добавлен: Ержан Қасымов/)
  for (const part of ['+7 701 123 45 67', 'Erzhan@example.kz', 'Ночные рейсы'])
    assert.ok(page.words.includes(part), part)
  assert.deepEqual(await driversOf(client.id), [
    { name: 'Ержан Қасымов', phone: '+77011234567', plate: '123ABC02', archived: false },
  ])

  for (const typed of ['қасым', '8 701 123 45 67', '701 123', '45-67', '123 ABC'])
    assert.match((await aigul.get(`${LIST}?q=${encodeURIComponent(typed)}`)).words, /Ержан Қасымов/, typed)
  assert.match((await aigul.get(`${LIST}?q=zzz`)).words, /Таких водителей нет/)

  await aigul.get(`${path}/edit`)
  const changed = await aigul.submit({ name: 'Ержан Қасымұлы', phone: '', plate: '' }, `${path}/edit`)
  assert.equal(changed.location, path)
  assert.deepEqual(await driversOf(client.id), [
    { name: 'Ержан Қасымұлы', phone: '', plate: '', archived: false },
  ])
})

test('what is typed wrong is told at its field, stays there, and changes nothing', async () => {
  const { client, aigul } = await aCompany()
  const wrong = { name: ' ', phone: '12', email: 'erzhan@', plate: '!!', note: 'Остаётся' }
  await aigul.get(`${LIST}/new`)
  const refused = await aigul.submit(wrong, `${LIST}/new`)
  assert.equal(refused.status, 422)
  for (const field of ['name', 'phone', 'email', 'plate'])
    assert.match(refused.text, new RegExp(`id="${field}-error"`))
  for (const typed of ['value="12"', 'value="erzhan@"', 'value="!!"', 'Остаётся'])
    assert.ok(refused.text.includes(typed), typed)
  assert.deepEqual(await driversOf(client.id), [])

  const path = await adds(aigul, { name: 'Виктор' })
  await aigul.get(`${path}/edit`)
  const same = await aigul.submit({ ...wrong, name: 'Виктор', note: 'н'.repeat(400) }, `${path}/edit`)
  assert.equal(same.status, 422)
  assert.deepEqual(await driversOf(client.id), [{ name: 'Виктор', phone: '', plate: '', archived: false }])
})

test('a form sent twice, and twenty at once, make one driver', async () => {
  const { client, aigul } = await aCompany()
  const first = await adds(aigul, ERZHAN)
  const again = await adds(aigul, ERZHAN)
  assert.equal(again, first)
  assert.match((await aigul.get(again)).words, /Такой водитель уже есть: Ержан Қасымов/)
  const driver = { ...ERZHAN, name: 'Дана', product: null, lang: 'kk' as const }
  const added = await Promise.all(
    Array.from({ length: 20 }, () => life.do((tx) => addDriver(tx, { clientId: client.id, driver, by: BY }))),
  )
  assert.equal(added.filter((one) => one.added).length, 1)
  assert.equal((await driversOf(client.id)).length, 2)
})

test('who has left goes to the archive once their coupons are taken back, gets nothing there, and can return', async () => {
  const { client, ids, aigul } = await aCompany(1)
  const path = await adds(aigul, ERZHAN)
  const driverId = path.split('/').at(-1)!
  const facts = { clientId: client.id, couponIds: ids, by: BY }
  const gives = () =>
    life.do((tx) => giveCoupons(tx, life.app.vault, { ...facts, driverId, plate: '', note: '' }))
  assert.ok((await gives()).ok)
  assert.match((await aigul.get(LIST)).words, /1 талон, 20 л/)

  await aigul.get(`${path}/archive`)
  const refused = await aigul.submit({}, `${path}/archive`)
  assert.equal(refused.status, 422)
  assert.match(refused.words, /У водителя ещё есть талоны. Сначала заберите их/)
  await life.do((tx) => takeBack(tx, life.app.vault, facts))

  await aigul.get(`${path}/archive`)
  assert.equal((await aigul.submit({}, `${path}/archive`)).location, LIST)
  assert.match((await aigul.get(LIST)).words, /В архиве: Ержан Қасымов/)
  assert.doesNotMatch((await aigul.get(`${LIST}?q=701`)).words, /Ержан/)
  assert.match((await aigul.get(`${LIST}?tab=archive`)).words, /Ержан Қасымов/)
  assert.equal((await gives()).ok, false)
  assert.equal((await aigul.get(`${path}/archive`)).location, path)

  await aigul.get(path)
  assert.equal((await aigul.submit({}, `${path}/restore`)).location, path)
  assert.match((await aigul.get(LIST)).words, /Ержан Қасымов/)
  assert.ok((await gives()).ok)
})

test('who leaves with a card leaves it blocked, who hands it in leaves it to the next, and nobody leaves it to chance', async () => {
  const { client, aigul } = await aCompany()
  const till = await aTill(life.app)
  const leaves = async (cards?: string) => {
    const card = await aCard(life.app, client, { tiyn: 10_000_00n })
    const path = await adds(aigul, { ...ERZHAN, name: `Ержан ${cards ?? ''}` })
    const driverId = path.split('/').at(-1)!
    const to = { clientId: client.id, cardIds: [card.id], to: { driverId }, by: BY }
    assert.ok((await life.do((tx) => giveCards(tx, to))).ok)
    assert.match((await aigul.get(path)).words, /Карты водителя.*Активна/)
    const asked = await aigul.get(`${path}/archive`)
    assert.match(asked.words, /У водителя 1 карта.*Что сделать с картами/)
    const left = cards
      ? await aigul.submit({ cards }, `${path}/archive`)
      : await aigul.post(`${path}/archive`, { csrf: aigul.csrf })
    return { card, path, left, give: () => life.do((tx) => giveCards(tx, to)) }
  }
  const unsaid = await leaves()
  assert.equal(unsaid.left.status, 422)
  assert.match(unsaid.left.words, /Выберите, что сделать с картами/)
  approved(await till.redeemCard(unsaid.card.number, 1_000n))

  const gone = await leaves('block')
  assert.equal(gone.left.location, LIST)
  assert.equal(whyNot(await till.redeemCard(gone.card.number, 1_000n)), 'blocked_by_client')
  const [blocked] = await findCards(
    life.app.db.read,
    { clientId: client.id, reach: null, driverId: gone.path.split('/').at(-1)! },
    {},
    1,
  )
  const page = `/app/cards/${String(blocked!.number)}`
  assert.match((await aigul.get(page)).words, /Держатель карты в архиве: касса по ней откажет/)
  await aigul.get(`${page}/unblock`)
  await aigul.submit({}, `${page}/unblock`)
  assert.equal(whyNot(await till.redeemCard(gone.card.number, 1_000n)), 'blocked_by_client', 'they are gone')
  await aigul.get(gone.path)
  await aigul.submit({}, `${gone.path}/restore`)
  approved(await till.redeemCard(gone.card.number, 1_000n))

  const handedIn = await leaves('take_back')
  assert.equal(handedIn.left.location, LIST)
  approved(await till.redeemCard(handedIn.card.number, 1_000n))
  assert.deepEqual(await handedIn.give(), { ok: false, reason: 'driver' })
})

test('nobody is given a card at the moment they leave', async () => {
  const { client } = await aCompany()
  for (let round = 0; round < 5; round++) {
    const card = await aCard(life.app, client)
    const driver = await aDriver(life.app, client.id)
    const to = { clientId: client.id, cardIds: [card.id], to: { driverId: driver.id }, by: BY }
    const [given, archived] = await Promise.all([
      life.do((tx) => giveCards(tx, to)),
      life.do((tx) => archiveDriver(tx, { clientId: client.id, driverId: driver.id, by: BY })),
    ])
    assert.notEqual(given.ok, archived.ok)
  }
})

test('a list is looked through row by row, and its good rows are added once', async () => {
  const { client, aigul } = await aCompany()
  await adds(aigul, ERZHAN)
  const rows = [
    'ФИО;Госномер;Телефон;Топливо',
    'Ержан Қасымов;123ABC02;+7 701 123 45 67;',
    'Виктор Пак;;8 (702) 000-00-01;ДТ',
    'Дана;нет;;',
    'Гүлнар;;;керосин',
    ';;8 701 000 00 00;',
  ].join('\n')
  const check = await uploads(aigul, { rows })
  assert.equal(check.status, 200, check.words)
  assert.match(check.words, /Новые 1 .*Уже есть, пропустим 1 .*С ошибками, не добавим 3/)
  assert.match(check.words, /Исправьте строки с ошибками/)
  assert.equal((await driversOf(client.id)).length, 1, 'nothing is added before it is confirmed')

  const done = await aigul.submit({}, `${LIST}/import/confirm`)
  assert.equal(done.location, LIST)
  assert.match((await aigul.get(LIST)).words, /Добавлен 1 водитель/)
  assert.deepEqual(
    (await driversOf(client.id)).map(({ name, phone }) => [name, phone]),
    [
      ['Виктор Пак', '+77020000001'],
      ['Ержан Қасымов', '+77011234567'],
    ],
  )
  // The same list once more, as a file this time.
  const file = new File([rows], 'водители.csv', { type: 'text/csv' })
  const again = await uploads(aigul, { rows: '', list: file })
  assert.match(again.words, /Новые 0 .*Уже есть, пропустим 2 .*Добавлять нечего/)
  assert.equal((await driversOf(client.id)).length, 2)
})

test('an Excel file is a list like any other', async () => {
  const { client, aigul } = await aCompany()
  await adds(aigul, ERZHAN)
  const book = await aWorkbook([
    ['ФИО', 'Телефон', 'Госномер', 'Топливо'],
    ['Ержан Қасымов', '+7 701 123 45 67', '123ABC02'],
    [],
    ['@Виктор Пак', 77_020_000_001, null, { formula: 'D9', value: 'ДТ' }],
    ['Дана', null, 'нет'],
  ])
  const check = await uploads(aigul, { rows: '', list: new File([book], 'водители.xlsx') })
  assert.match(check.words, /Новые 1 .*Уже есть, пропустим 1 .*С ошибками, не добавим 1/)
  assert.match(check.words, /4 @Виктор Пак \+7 702 000 00 01 ДТ Новый/)
  await aigul.submit({}, `${LIST}/import/confirm`)
  assert.deepEqual(
    (await driversOf(client.id)).map(({ name }) => name),
    ['@Виктор Пак', 'Ержан Қасымов'],
  )
})

test('a list that cannot be read says why and adds nobody', async () => {
  const { client, aigul } = await aCompany()
  const file = (bytes: string | Uint8Array<ArrayBuffer>) => new File([bytes], 'list.csv')
  for (const [fields, words] of [
    [{ rows: ' ' }, /Вставьте|пуст|нет ни одной|строк/i],
    [{ rows: 'ФИО;Телефон' }, /строк|пуст/i],
    [{ rows: '', list: file('Ержан\n'.repeat(1001)) }, /1\s?000/],
    [{ rows: '', list: file('я'.repeat(300_000)) }, /512|КБ|МБ/],
    [{ rows: '', list: file('%PDF-1.7') }, /Нужен файл CSV или XLSX/],
    [{ rows: '', list: file(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0)) }, /старый формат Excel/],
    [{ rows: '', list: file(Uint8Array.of(0x50, 0x4b, 3, 4)) }, /Файл не открывается/],
    [{ rows: '', list: file(await aWorkbook([[], [' ']])) }, /Вставьте строки|нет ни одной/],
  ] as const) {
    const refused = await uploads(aigul, fields)
    assert.equal(refused.status, 422, refused.words)
    assert.match(refused.words, words)
  }
  assert.deepEqual(await driversOf(client.id), [])
})

test('those who give coupons keep the list, the others read it, and a stranger finds nothing', async () => {
  const { client, as, aigul, chingiz } = await aCompany()
  const path = await adds(aigul, ERZHAN)
  for (const [role, may] of [
    ['dispatcher', true],
    ['accountant', false],
    ['viewer', false],
  ] as const) {
    const browser = await as(role)
    assert.match((await browser.get(LIST)).words, /Ержан Қасымов/, role)
    const page = await browser.get(path)
    assert.equal(page.status, 200, role)
    assert.equal(page.text.includes(`${path}/edit`), may, role)
    for (const closed of [`${LIST}/new`, `${LIST}/import`, `${path}/edit`, `${path}/archive`])
      assert.equal((await browser.get(closed)).status, may ? 200 : 403, `${role}, ${closed}`)
    await browser.get('/app')
    const posted = await browser.post(`${path}/edit`, { csrf: browser.csrf, name: 'Ержан Қасымов' })
    assert.equal(posted.status, may ? 303 : 403, role)
  }
  assert.doesNotMatch((await chingiz.get(LIST)).words, /Ержан/)
  await chingiz.get('/app')
  for (const act of ['edit', 'archive']) {
    assert.equal((await chingiz.get(`${path}/${act}`)).status, 404, act)
    const posted = await chingiz.post(`${path}/${act}`, { csrf: chingiz.csrf, name: 'Чужой' })
    assert.equal(posted.status, 404, act)
  }
  assert.equal((await chingiz.get(path)).status, 404)
  assert.equal((await driversOf(client.id))[0]!.name, 'Ержан Қасымов')
})
