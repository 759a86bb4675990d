/** What people are told: on their page, in the menu, by letter; and how they choose it. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { CLIENT_ROLES, type ClientRole } from '../accounts/roles.ts'
import type { Browser } from '../testing/browser.ts'
import { aCard } from '../testing/cards.ts'
import { aStation, paid, pricesAre } from '../testing/coupons.ts'
import { aRefuel, watched } from '../testing/refuels.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { ALERT_KINDS, kindsFor } from './kinds.ts'
import { mailAlerts } from './mail-alerts.ts'

let site: TestSite
let station: { id: number; terminalId: number }
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
  station = await aStation(site.app)
})
after(() => site.stop())

type Client = Awaited<ReturnType<TestSite['aClient']>>

/** Tells a client something, as the watch would. */
async function tell(
  client: { id: string },
  kind: string,
  n = 1,
  facts: object = { card: 100_017, ml: 62_000, tankMl: 50_000 },
) {
  await sql`
    insert into alert (client_id, kind, key, happened_at, facts)
    select ${client.id}, ${kind}, gen_random_uuid(), now(), ${JSON.stringify(facts)}::jsonb from generate_series(1, ${n}::int)`.execute(
    site.owner,
  )
}

const someone = async (client: Client, role: ClientRole) => {
  const person = await site.aPerson({ clientId: client.id, role })
  return { ...person, browser: await site.signedIn(person) }
}

const unread = async (browser: Browser) => {
  const menu = /<nav class="side-menu".*?<\/nav>/s.exec((await browser.get('/app/people')).text)![0]
  return Number(/class="count"[^>]*>(\d+)</.exec(menu)?.[1] ?? 0)
}

const submitted = async (browser: Browser, action: string, fields: [string, string][]) => {
  const csrf = /name="csrf" value="([^"]+)"/.exec(
    (await browser.get('/app/settings/notifications')).text,
  )![1]!
  return browser.post(action, [['csrf', csrf], ...fields])
}

test('what is new is counted in the menu in figures and words, and read in one step; what comes later is new again', async () => {
  const client = await site.aClient()
  const { browser } = await someone(client, 'owner')
  assert.equal(await unread(browser), 0)
  await tell(client, 'over_tank', 3)
  assert.equal(await unread(browser), 3)
  const page = await browser.get('/app/notifications')
  assert.match(page.text, /<span class="heard">3 новых уведомления<\/span>/)
  assert.match(page.words, /62 л в бак на 50 л/)
  await tell(client, 'rapid', 1, { ml: 1000, before: 2000, minutes: 3 })
  assert.equal((await browser.submit({}, '/app/notifications/read')).status, 303)
  assert.equal(await unread(browser), 1, 'what came while the page was open')
  const { browser: other } = await someone(client, 'owner')
  await tell(client, 'over_tank')
  assert.equal(await unread(other), 1, 'a newcomer is not told what was before')
  assert.equal(await unread(browser), 2)
})

test('marks never go back, and a number nobody was told is no mark', async () => {
  const client = await site.aClient()
  const { browser } = await someone(client, 'owner')
  await tell(client, 'over_tank', 2)
  await browser.get('/app/notifications')
  await browser.submit({}, '/app/notifications/read')
  for (const to of ['1', '999999999999999999', 'x', '-1', '99999999999999999999999'])
    assert.equal((await submitted(browser, '/app/notifications/read', [['to', to]])).status, 303)
  assert.equal(await unread(browser), 0)
  await tell(client, 'over_tank')
  assert.equal(await unread(browser), 1)
})

test('a long list is stepped through to its end, each thing once', async () => {
  const client = await site.aClient()
  const { browser } = await someone(client, 'owner')
  for (let n = 0; n < 3; n++) await tell(client, 'payment', 40, { tiyn: 100 * (n + 1) })
  const seen: number[] = []
  for (let path = '/app/notifications'; path;) {
    const { text } = await browser.get(path)
    seen.push((text.match(/<li class="good">/g) ?? []).length)
    path = /href="([^"]+)"[^>]*rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    if (seen.length > 5) break
  }
  assert.equal(
    seen.reduce((sum, n) => sum + n, 0),
    120,
    seen.join(),
  )
})

test('money is told to who sees money, fuel to who sees fuel, and the database says the same as the pages', async () => {
  const { rows } = await sql<{ kind: string; role: ClientRole; hears: boolean }>`
    select k.kind, r.role, hears(r.role, case when k.kind in ('low_balance', 'payment', 'price', 'report') then 'money' else 'fuel' end) as hears
    from unnest(${ALERT_KINDS.filter((kind) => kind !== 'file')}::text[]) as k (kind), unnest(${[...CLIENT_ROLES]}::text[]) as r (role)`.execute(
    site.owner,
  )
  for (const { kind, role, hears } of rows)
    assert.equal((kindsFor(role) as string[]).includes(kind), hears, `${kind} ${role}`)
  const client = await site.aClient()
  const [accountant, dispatcher] = [await someone(client, 'accountant'), await someone(client, 'dispatcher')]
  await tell(client, 'payment', 1, { tiyn: 77_700 })
  await tell(client, 'over_tank')
  const [money, fuel] = [
    await accountant.browser.get('/app/notifications'),
    await dispatcher.browser.get('/app/notifications'),
  ]
  assert.match(money.words, /Поступил платёж/)
  assert.doesNotMatch(money.words, /в бак на/)
  assert.match(fuel.words, /в бак на/)
  assert.doesNotMatch(fuel.words, /Поступил платёж/)
  assert.deepEqual([await unread(accountant.browser), await unread(dispatcher.browser)], [1, 1])
})

test('what one turns off is neither shown nor counted, for oneself alone', async () => {
  const client = await site.aClient()
  const [aigul, bolat] = [await someone(client, 'owner'), await someone(client, 'manager')]
  const all = kindsFor('owner')
  await submitted(
    aigul.browser,
    '/app/settings/notifications',
    all.filter((kind) => kind !== 'over_tank').map((kind) => ['here', kind]),
  )
  await tell(client, 'over_tank')
  await tell(client, 'pin_locked')
  assert.deepEqual([await unread(aigul.browser), await unread(bolat.browser)], [1, 2])
  assert.doesNotMatch((await aigul.browser.get('/app/notifications')).words, /в бак на/)
})

test('thresholds must be numbers within reason: each wrong one has its sentence, and nothing is changed', async () => {
  const client = await site.aClient()
  const { browser } = await someone(client, 'owner')
  const right: [string, string][] = [
    ['limit', '90'],
    ['low', '200 000'],
    ['tank', '5'],
    ['big', '120,5'],
    ['rapid', '30'],
    ['from', '8:00'],
    ['until', '19:30'],
    ...['1', '2', '3', '4', '5'].map((day): [string, string] => ['day', day]),
  ]
  const action = '/app/settings/notifications/thresholds'
  for (const [name, typed, sentence] of [
    ['limit', '101', /от 50 до 100/],
    ['limit', 'много', /от 50 до 100/],
    ['low', 'x', /сумму в тенге/],
    ['low', '', /сумму в тенге/],
    ['tank', '-1', /от 0 до 50/],
    ['big', '0', /Введите/],
    ['rapid', '4', /от 5 до 720/],
    ['from', '20:00', /начало раньше конца/],
    ['until', '', /начало раньше конца/],
  ] as const) {
    const answer = await submitted(browser, action, [
      ...right.filter(([field]) => field !== name),
      [name, typed],
    ])
    assert.equal(answer.status, 422, `${name} ${typed}`)
    assert.match(answer.words, sentence)
    assert.ok(answer.text.includes(`value="${typed}"`), 'what was typed is kept')
  }
  const none = await submitted(
    browser,
    action,
    right.filter(([field]) => field !== 'day'),
  )
  assert.equal(none.status, 422)
  const set = async () =>
    (
      await sql`select limit_percent, low_tiyn::text, big_ml::int, weekdays, until_minute from watch_setting where client_id = ${client.id}`.execute(
        site.owner,
      )
    ).rows
  assert.deepEqual(await set(), [])
  assert.equal((await submitted(browser, action, right)).status, 303)
  assert.deepEqual(await set(), [
    {
      limit_percent: 90,
      low_tiyn: '20000000',
      big_ml: 120_500,
      weekdays: [1, 2, 3, 4, 5],
      until_minute: 1170,
    },
  ])
  const { rows } = await sql<{ after: object }>`
    select after from audit_entry where client_id = ${client.id} and action = 'alerts.thresholds_changed'`.execute(
    site.owner,
  )
  assert.equal(rows.length, 1)
  assert.match((await browser.get('/app/log')).words, /200 000/)
})

test('a dispatcher tunes for themselves and sets nothing for the company; nobody reads another company’s news', async () => {
  const client = await site.aClient()
  const { browser } = await someone(client, 'dispatcher')
  assert.doesNotMatch((await browser.get('/app/settings/notifications')).text, /thresholds/)
  assert.equal((await submitted(browser, '/app/settings/notifications/thresholds', [])).status, 403)
  const other = await site.aClient()
  await tell(other, 'over_tank')
  assert.equal(await unread(browser), 0)
  assert.doesNotMatch((await browser.get('/app/notifications')).words, /в бак на/)
})

test('five hundred refuels make one letter, and the next one comes a quarter of an hour later at the earliest', async () => {
  const client = await site.aClient({ name: 'ТОО «Пятьсот»' })
  const aigul = await site.aPerson({ clientId: client.id, role: 'owner' })
  await tell(client, 'signs', 500, { signs: ['over_tank'] })
  await Promise.all([1, 2, 3].map(() => mailAlerts(site.app)))
  const letter = await site.letter(aigul.email)
  assert.equal(letter.subject, '500 новых уведомлений')
  assert.match(letter.text, /И ещё: 488 уведомлений/)
  await tell(client, 'signs', 1, { signs: ['over_tank'] })
  await mailAlerts(site.app)
  assert.equal(await lettersTo(aigul.id), 1)
  await sql`update alert_reader set mailed_at = mailed_at - interval '16 minutes' where account_id = ${aigul.id}`.execute(
    site.owner,
  )
  await mailAlerts(site.app)
  assert.equal(
    (await site.letter(aigul.email, ({ subject }) => subject !== letter.subject)).subject.replaceAll(
      '\u00A0',
      ' ',
    ),
    'Подозрительная заправка: Больше бака',
  )
  assert.equal(await lettersTo(aigul.id), 2)
})

const lettersTo = async (accountId: string) =>
  (await sql`select from letter where account_id = ${accountId} and template = 'alerts'`.execute(site.owner))
    .rows.length

test('a letter says only what its reader wants by letter, in their language', async () => {
  const client = await site.aClient()
  const silent = await someone(client, 'owner')
  await submitted(silent.browser, '/app/settings/notifications', [['here', 'signs']])
  const dana = await site.aPerson({ clientId: client.id, role: 'dispatcher', lang: 'kk' })
  const accountant = await site.aPerson({ clientId: client.id, role: 'accountant' })
  await tell(client, 'signs', 1, { signs: ['over_tank'] })
  await tell(client, 'rapid', 1, { ml: 1000, before: 2000, minutes: 3 })
  await mailAlerts(site.app)
  assert.equal(
    (await site.letter(dana.email)).subject.replaceAll('\u00A0', ' '),
    'Күмәнді жанармай құю: Бактан көп',
  )
  assert.deepEqual([await lettersTo(silent.id), await lettersTo(accountant.id)], [0, 0])
})

test('the first page leads to what waits for an answer and says what stops a card', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 100_000_000n)
  const card = await aCard(site.app, client, { scheme: 'limit' })
  const { rows } = await sql<{ id: string }>`
    insert into vehicle (client_id, plate, tank_ml) values (${client.id}, '123ABC02', 50000) returning id`.execute(
    site.owner,
  )
  await aRefuel(site, client, card, { station, vehicleId: rows[0]!.id, ml: 62_000, ago: 60 })
  await aRefuel(site, client, card, { station, declined: 'pin_locked', extra: { triesLeft: 0 } })
  await watched(site)
  const { browser } = await someone(client, 'dispatcher')
  await sql`update membership set since = now() - interval '1 day' where client_id = ${client.id}`.execute(
    site.owner,
  )
  const home = await browser.get('/app')
  assert.match(home.words, /1 подозрительная заправка ждёт вашего ответа/)
  assert.match(home.words, /Карта заблокирована: ПИН трижды неверный/)
  const accountant = await someone(client, 'accountant')
  assert.doesNotMatch((await accountant.browser.get('/app')).words, /подозрительная/)
})
