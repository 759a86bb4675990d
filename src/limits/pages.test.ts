/** The pages of limits, as people of a company and of the retailer use them. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Lang } from '../i18n/index.ts'
import { sha256 } from '../secrets.ts'
import type { Browser } from '../testing/browser.ts'
import { aCard } from '../testing/cards.ts'
import { aStation, paid, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { authorize } from '../tills/authorize.ts'
import { addProfile, renameProfile } from './profiles.ts'
import { readLimits } from './read-limits.ts'
import { ruleMark } from './rules.ts'

let site: TestSite
let station: Awaited<ReturnType<typeof aStation>>
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
  station = await aStation(site.app)
})
after(() => site.stop())

type Client = Awaited<ReturnType<TestSite['aClient']>>

async function aNumberedCard(client: Client): Promise<{ id: string; number: string; plastic: string }> {
  const card = await aCard(site.app, client, { scheme: 'limit' })
  const { rows } = await sql<{ number: bigint }>`select number from card where id = ${card.id}`.execute(
    site.app.db.write,
  )
  return { id: card.id, number: String(rows[0]!.number), plastic: card.number }
}

const aigul = async (client: Client, lang: Lang = 'ru') =>
  site.signedIn(await site.aPerson({ clientId: client.id, role: 'owner', lang }))
const rulesOf = async (client: Client, id: string) =>
  (await readLimits(site.app.db.write, client.id, 'card', [id])).get(id)!.rules.map(ruleMark)

// Every box as the page has it, what is typed over it.
function filledIn(text: string, typed: Record<string, string | string[]>): URLSearchParams {
  const fields = new URLSearchParams()
  for (const [, name, value] of text.matchAll(
    /<input type="checkbox" name="(\w+)"[^>]*? value="([^"]*)" checked/g,
  ))
    fields.append(name!, value!)
  for (const [name, value] of Object.entries(typed)) {
    fields.delete(name)
    for (const one of [value].flat()) fields.append(name, one)
  }
  return fields
}

async function save(browser: Browser, path: string, typed: Record<string, string | string[]>) {
  const { text } = await browser.get(path)
  const seen = /name="seen" value="([^"]*)"/.exec(text)?.[1] ?? ''
  const fields = filledIn(text, typed)
  fields.set('profile', /name="profile" value="([^"]*)"/.exec(text)?.[1] ?? '')
  fields.set('csrf', browser.csrf)
  if (!fields.has('seen')) fields.set('seen', seen)
  return browser.send(path, {
    method: 'POST',
    body: fields.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: site.url.origin },
  })
}

test('an owner sets limits of a card, sees them again as typed, and blank fields limit nothing', async () => {
  const client = await site.aClient()
  const card = await aNumberedCard(client)
  const owner = await aigul(client)
  const path = `/app/cards/${card.number}/limits`
  const saved = await save(owner, path, {
    ...{ 'day-ml': '50,5', 'month-tiyn': '200 000', 'day-count': '3', weekday: ['1', '2', '3', '4', '5'] },
    ...{ from: '8:00', until: '20:00', fuel: ['AI95', 'DT'] },
    ...{ value1: '20', unit1: 'ml', period1: 'day', what1: 'DT DTZ', days1: '6 7', mode1: 'flag' },
  })
  assert.deepEqual([saved.status, saved.location], [303, path])
  const { words, text } = await owner.get(path)
  assert.match(words, /Лимиты сохранены и уже действуют на АЗС/)
  assert.match(
    words,
    /В сутки 0 л из 50,5 л.*В месяц 0,00 ₸ из 200 000,00 ₸.*Разрешено только так: Пн–пт · 08:00–20:00/,
  )
  assert.match(words, /В сутки · Дизель · Сб–вс · Только отметить 0 л из 20 л/)
  assert.match(text, /name="day-ml"[^>]*value="50,5"/)
  assert.match(text, /name="month-tiyn"[^>]*value="200000"/)
  assert.match(text, /name="week-ml"[^>]*value=""/)
  const { rows } = await sql<{ products: string[] }>`select products from card where id = ${card.id}`.execute(
    site.app.db.write,
  )
  assert.deepEqual(rows[0]!.products, ['AI95', 'DT'])
  const same = await save(owner, path, {
    ...{ 'day-ml': '50,5', 'month-tiyn': '200000', 'day-count': '3', from: '08:00', until: '20:00' },
    ...{ value1: '20', unit1: 'ml', period1: 'day', what1: 'DT DTZ', days1: '6 7', mode1: 'flag' },
  })
  assert.equal(same.status, 303)
  assert.match((await owner.get(path)).words, /Лимиты остались прежними/)
})

test('what cannot be is a sentence at its field, changes nothing and keeps what was typed', async () => {
  const client = await site.aClient()
  const card = await aNumberedCard(client)
  const owner = await aigul(client)
  const path = `/app/cards/${card.number}/limits`
  const wrong: [Record<string, string | string[]>, RegExp][] = [
    [{ 'day-ml': 'много' }, /Лимит должен быть числом литров/],
    [{ 'day-ml': '60', 'month-ml': '50' }, /Суточный лимит больше месячного/],
    [
      { 'tx-tiyn': '6000', 'week-tiyn': '5000' },
      /«За одну заправку: 6 000,00 ₸» больше, чем «В неделю: 5 000,00 ₸»/,
    ],
    [{ 'day-ml': '0' }, /Все лимиты равны нулю/],
    [{ 'day-count': '1,5' }, /целое число заправок/],
    [{ 'day-tiyn': 'x' }, /сумму в тенге/],
    [{ value1: '5', unit1: 'count', period1: 'tx' }, /Заправки считают за сутки и дольше/],
    [{ weekday: [] }, /Запрещены все дни/],
    [{ fuel: [] }, /Не разрешено ни одно топливо/],
    [{ from: '20:00', until: '08:00' }, /Начало позже конца/],
    [{ from: '25:00', until: '26:00' }, /Введите время как 08:00/],
    [{ where: 'some' }, /хотя бы одну АЗС или область/],
  ]
  for (const [typed, sentence] of wrong) {
    const answer = await save(owner, path, typed)
    assert.equal(answer.status, 422, String(sentence))
    assert.match(answer.words, sentence)
    for (const [name, value] of Object.entries(typed))
      if (typeof value === 'string' && name.includes('-'))
        assert.match(answer.text, new RegExp(`name="${name}"[^>]*value="${value}"`))
  }
  assert.deepEqual(await rulesOf(client, card.id), [])
})

test('who saw older limits is shown the newer ones, and nothing is overwritten', async () => {
  const client = await site.aClient()
  const card = await aNumberedCard(client)
  const owner = await aigul(client)
  const path = `/app/cards/${card.number}/limits`
  await save(owner, path, { 'day-ml': '10' })
  const before = await rulesOf(client, card.id)
  const late = await save(owner, path, { 'day-ml': '20', seen: 'older' })
  assert.equal(late.status, 422)
  assert.match(late.words, /лимиты изменил другой человек/)
  assert.deepEqual(await rulesOf(client, card.id), before)
})

test('many cards: one form, old and new of each, and nothing is saved over what changed meanwhile', async () => {
  const client = await site.aClient()
  const cards = [await aNumberedCard(client), await aNumberedCard(client), await aNumberedCard(client)]
  const owner = await aigul(client)
  await save(owner, `/app/cards/${cards[0]!.number}/limits`, { 'day-ml': '10' })
  const ids = cards.map(({ number }) => number).join(',')
  const form = await owner.get(`/app/cards/limits?ids=${ids}`)
  assert.match(form.words, /Лимиты: 3 карты/)
  const query = filledIn(form.text, { ids, 'day-ml': '30' })
  const check = await owner.get(`/app/cards/limits/check?${query}`)
  assert.match(
    check.words,
    /Изменятся 3 карты из 3.*В сутки: 10 л.*В сутки: 30 л.*Без лимитов.*В сутки: 30 л/,
  )
  assert.equal((await owner.submit({}, '/app/cards/limits')).status, 303)
  for (const { id } of cards) assert.equal((await rulesOf(client, id)).length, 1)

  query.set('day-ml', '40')
  await owner.get(`/app/cards/limits/check?${query}`)
  const bolat = await aigul(client)
  await save(bolat, `/app/cards/${cards[1]!.number}/limits`, { 'day-ml': '5' })
  const late = await owner.submit({}, '/app/cards/limits')
  assert.equal(late.status, 422)
  assert.match(late.words, /лимиты изменил другой человек.*В сутки: 5 л/)
  assert.equal((await owner.submit({}, '/app/cards/limits')).status, 303)
  assert.match((await owner.get('/app/cards')).words, /Лимиты 3 карт сохранены/)
})

test('limits are copied from a card or a profile into the form, and only saving them changes anything', async () => {
  const client = await site.aClient()
  const [one, two] = [await aNumberedCard(client), await aNumberedCard(client)]
  const owner = await aigul(client)
  await owner.get('/app/limits')
  const made = await owner.submit({ name: 'Такси' }, '/app/limits/profiles')
  assert.match(made.location, /^\/app\/limits\/profile\//)
  assert.equal((await save(owner, made.location, { 'week-ml': '77' })).status, 303)
  const path = `/app/cards/${two.number}/limits`
  assert.match((await owner.get(`${path}?copy=такси`)).text, /name="week-ml"[^>]*value="77"/)
  await save(owner, `/app/cards/${one.number}/limits`, { 'day-ml': '12' })
  assert.match((await owner.get(`${path}?copy=${one.number}`)).text, /name="day-ml"[^>]*value="12"/)
  assert.equal((await owner.get(`${path}?copy=999`)).status, 422)
  assert.deepEqual(await rulesOf(client, two.id), [])
})

test('a profile says who has its limits, and an older edition of them is brought up to date in one change', async () => {
  const client = await site.aClient()
  const cards = [await aNumberedCard(client), await aNumberedCard(client), await aNumberedCard(client)]
  const [one, two, three] = cards as [(typeof cards)[0], (typeof cards)[0], (typeof cards)[0]]
  const owner = await aigul(client)
  await owner.get('/app/limits')
  const profile = (await owner.submit({ name: 'Такси' }, '/app/limits/profiles')).location
  await save(owner, profile, { 'week-ml': '77' })
  assert.match((await owner.get(profile)).words, /Кому даны эти лимиты Пока никому/)

  const many = await owner.get(`/app/cards/limits?ids=${one.number},${two.number}&copy=Такси`)
  const fields = filledIn(many.text, {
    ...{ ids: `${one.number},${two.number}`, 'week-ml': '77' },
    profile: /name="profile" value="([^"]+)"/.exec(many.text)![1]!,
  })
  await owner.get(`/app/cards/limits/check?${fields}`)
  await owner.submit({}, '/app/cards/limits')
  // Filled in from the profile, but with another value: these are the card's own limits.
  await save(owner, `/app/cards/${three.number}/limits?copy=Такси`, { 'week-ml': '78' })
  const given = await owner.get(profile)
  assert.match(given.words, new RegExp(`${one.number}.*Как в профиле.*${two.number}.*Как в профиле`))
  assert.doesNotMatch(given.words, new RegExp(three.number))

  await save(owner, profile, { 'week-ml': '90' })
  await save(owner, `/app/cards/${two.number}/limits`, { 'week-ml': '5' })
  const later = await owner.get(profile)
  assert.match(later.words, new RegExp(`${one.number}.*Как в прежней редакции.*Обновить лимиты 1 карты`))
  assert.doesNotMatch(later.words, new RegExp(two.number))
})

test('a profile gets another name, which nobody else’s has, and in the archive it is no longer copied', async () => {
  const client = await site.aClient()
  const card = await aNumberedCard(client)
  const owner = await aigul(client)
  await owner.get('/app/limits')
  await owner.submit({ name: 'Такси' }, '/app/limits/profiles')
  await owner.get('/app/limits')
  const path = (await owner.submit({ name: 'Грузовые' }, '/app/limits/profiles')).location
  await save(owner, path, { 'day-ml': '300' })
  await save(owner, `/app/cards/${card.number}/limits?copy=Грузовые`, { 'day-ml': '300' })
  assert.match((await owner.get(path)).words, new RegExp(`${card.number}.*Как в профиле`))

  await owner.get(path)
  const taken = await owner.submit({ name: 'такси' }, `${path}/name`)
  assert.equal(taken.status, 422)
  assert.match(taken.text, /name="name"[^>]*value="такси"/)
  assert.equal((await owner.submit({ name: ' ' }, `${path}/name`)).status, 422)
  assert.equal((await owner.submit({ name: 'Фуры' }, `${path}/name`)).status, 303)
  assert.match((await owner.get('/app/limits')).words, /Фуры/)

  const chingiz = await aigul(await site.aClient())
  await chingiz.get('/app/limits')
  assert.equal((await chingiz.post(`${path}/archive`, { csrf: chingiz.csrf })).status, 404)
  await owner.get(path)
  assert.equal((await owner.submit({}, `${path}/archive`)).location, '/app/limits')
  assert.doesNotMatch((await owner.get('/app/limits')).words, /Фуры/)
  assert.equal((await owner.get(`/app/cards/${card.number}/limits?copy=Фуры`)).status, 422)
  assert.equal((await rulesOf(client, card.id)).length, 1)
  assert.equal((await owner.post(`${path}/name`, { csrf: owner.csrf, name: 'Снова' })).status, 404)
})

test('two who choose one name for their profiles at the same moment: one has it', async () => {
  const client = await site.aClient()
  const by = { name: 'Айгуль' }
  const add = (name: string) =>
    site.app.db.transaction((tx) => addProfile(tx, { clientId: client.id, name, by }))
  const ids = await Promise.all(
    ['А', 'Б', 'В', 'Г'].map(async (name) => ((await add(name)) as { id: string }).id),
  )
  const answers = await Promise.all([
    ...ids.map((id) =>
      site.app.db.transaction((tx) => renameProfile(tx, { clientId: client.id, id, name: 'Фуры', by })),
    ),
    add('фуры'),
  ])
  assert.equal(answers.filter(({ ok }) => ok).length, 1)
})

test('a company sees its own cards only; who may not set limits does not, and the office reads', async () => {
  const client = await site.aClient()
  const card = await aNumberedCard(client)
  const path = `/app/cards/${card.number}/limits`
  await save(await aigul(client), path, { 'day-ml': '33' })
  const chingiz = await aigul(await site.aClient())
  assert.equal((await chingiz.get(path)).status, 404)
  assert.match((await chingiz.get(`/app/cards/limits?ids=${card.number}`)).words, /Не выбрано ни одной карты/)
  assert.equal((await chingiz.get(`/app/limits/contract/${client.contractId}`)).status, 404)
  const accountant = await site.signedIn(await site.aPerson({ clientId: client.id, role: 'accountant' }))
  assert.equal((await accountant.get(path)).status, 403)
  const support = await site.signedIn(await site.aPerson({ staff: 'support' }))
  assert.match((await support.get(`/office/cards/${card.number}/limits`)).words, /В сутки 0 л из 33 л/)
})

test('an answer of a till is explained: which limits were asked, what was left, which one decided', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 100_000_000n)
  const card = await aNumberedCard(client)
  const owner = await aigul(client)
  await save(owner, `/app/limits/contract/${client.contractId}`, { 'month-ml': '1000' })
  await save(owner, `/app/cards/${card.number}/limits`, { 'day-ml': '30' })
  await authorize(site.app, {
    ...{ keyHash: sha256(station.key), posTxnId: `explain-${randomUUID()}`, card: card.plastic },
    ...{ product: 'AI95', ml: 50_000n },
  })
  // The rules of that moment are explained, whatever they are now.
  await save(owner, `/app/cards/${card.number}/limits`, { 'day-ml': '300' })
  const { text } = await owner.get(`/app/cards/${card.number}/limits`)
  const link = /href="(\/app\/cards\/\d+\/answers\/[^"]+)"/.exec(text)![1]!
  const { words } = await owner.get(link)
  assert.match(words, /Разрешено 30 л из 50 л/)
  assert.match(
    words,
    /В сутки: 30 л.*Карта.*0 л.*30 л.*Решил этот лимит.*В месяц: 1 000 л.*Договор.*0 л.*1 000 л.*Проходит/,
  )
  const support = await site.signedIn(await site.aPerson({ staff: 'support' }))
  assert.match((await support.get(link.replace('/app/', '/office/'))).words, /Решил этот лимит/)
  const stranger = await aigul(await site.aClient())
  assert.equal((await stranger.get(link)).status, 404)
})

test('the pages speak Kazakh and English', async () => {
  const client = await site.aClient()
  const card = await aNumberedCard(client)
  for (const [lang, sentence] of [
    ['kk', /картасының лимиттері.*Тәулігіне/],
    ['en', /Limits of card.*Per day/],
  ] as const)
    assert.match((await (await aigul(client, lang)).get(`/app/cards/${card.number}/limits`)).words, sentence)
})
