/** A dispatcher who looks after some groups of cards: there are no other cards for them, by whatever address or form. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import type { Tx } from '../db/database.ts'
import { archiveDriver, restoreDriver } from '../drivers/archive-driver.ts'
import { findCards as findSubjects, findSubject } from '../limits/read-limits.ts'
import { limitsMark, setLimits } from '../limits/set-limits.ts'
import { amount } from '../limits/testing.ts'
import { blockForClient, commentOn, sayForClient } from '../signs/answer-suspicion.ts'
import type { Browser } from '../testing/browser.ts'
import { aCard } from '../testing/cards.ts'
import { aDriver, pricesAre, someCoupons } from '../testing/coupons.ts'
import { aRefuel, watched } from '../testing/refuels.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, type Till } from '../testing/tills.ts'
import { addVehicle } from '../vehicles/add-vehicle.ts'
import { archiveVehicle } from '../vehicles/archive-vehicle.ts'
import { changeVehicle } from '../vehicles/change-vehicle.ts'
import { routes } from '../web/routes.ts'
import { addChip } from './add-chip.ts'
import { addGroup } from './add-group.ts'
import { archiveGroup } from './archive-group.ts'
import { blockCards } from './block-cards.ts'
import { closeCard } from './close-card.ts'
import { giveCards } from './give-cards.ts'
import { moveBalance } from './move-balance.ts'
import { scheduleBlock } from './schedule-block.ts'
import { setPin } from './set-pin.ts'
import { sweepCard } from './sweep-card.ts'
import { unblockCards } from './unblock-cards.ts'

let site: TestSite
let till: Till
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 20_000n })
  till = await aTill(site.app)
})
after(() => site.stop())

const BY = { name: 'Айгүл Бекова' }
const run = <T>(work: (tx: Tx) => Promise<T>) => site.app.db.transaction(work)

/**
 * A company with a group of its own for Dana and one for somebody else: a card in each and one in none, each with a driver, a
 * vehicle and a refuel of 10, 20 and 40 litres, and a coupon's refuel of 5.
 */
async function aCompany() {
  const client = await site.aClient()
  const { id: clientId } = client
  const groups = await Promise.all(
    ['Север', 'Юг'].map((name) => run((tx) => addGroup(tx, { clientId, name, by: BY }))),
  )
  const [north, south] = groups.map(({ groupId }) => groupId) as [string, string]
  const aCardIn = async (groupId: string | null, plate: string, ml: bigint) => {
    const card = await aCard(site.app, client, { tiyn: 100_000_00n })
    const driver = await aDriver(site.app, clientId, { name: `Водитель ${plate}` })
    const vehicle = { plate, name: '', tankMl: 0n, products: null, odometerKm: null, note: '' }
    const { vehicleId } = await run((tx) => addVehicle(tx, { clientId, vehicle, by: BY }))
    const to = { driverId: driver.id, vehicleId, groupId }
    assert.ok((await run((tx) => giveCards(tx, { clientId, cardIds: [card.id], to, by: BY }))).ok)
    const { operationId } = approved(await till.redeemCard(card.number, ml))
    const { rows } = await sql<{ number: string }>`
      select number::text as number from card where id = ${card.id}`.execute(site.owner)
    const page = `/app/cards/${rows[0]!.number}`
    const refuel = `/app/refuels/${operationId}`
    return { ...card, ...rows[0]!, page, refuel, operationId, driver, vehicleId, vehicle }
  }
  const own = await aCardIn(north, '111AAA02', 10_000n)
  const other = await aCardIn(south, '222BBB02', 20_000n)
  const loose = await aCardIn(null, '333CCC02', 40_000n)
  const [coupon] = await someCoupons(site.app, client, { litres: 5 })
  approved(await till.redeem(coupon!.code))

  const person = await site.aPerson({ clientId, role: 'dispatcher', name: 'Дана' })
  const aigul = await site.signedIn(await site.aPerson({ clientId, role: 'owner' }))
  return {
    ...{ client, clientId, north, south, own, other, loose, aigul, person },
    dana: await site.signedIn(person),
    /** Dana, as verbs are told of her. */
    actor: { name: 'Дана', accountId: person.id, reach: [north] } satisfies Actor,
    people: `/app/people/${person.id}`,
  }
}
type Company = Awaited<ReturnType<typeof aCompany>>

/** Posts a form of which a field may come several times. */
async function posts(browser: Browser, path: string, fields: Record<string, string | string[]>) {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  )
  return browser.send(path, {
    method: 'POST',
    body: new URLSearchParams([['csrf', browser.csrf], ...pairs]).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: site.url.origin },
  })
}

async function binds({ aigul, people }: Company, groups: string[]): Promise<void> {
  await aigul.get(`${people}/groups`)
  const bound = await posts(aigul, `${people}/groups`, { cards: 'some', group: groups })
  assert.equal(bound.location, people, bound.words)
}

/** All that could be done to a card, as the database has it. */
async function cardAsItIs(id: string): Promise<string> {
  const { rows } = await sql`
    select to_jsonb(c) - 'hold_tiyn' as card, (select count(*) from card_event e where e.card_id = c.id) as events,
      (select count(*) from card_medium m where m.card_id = c.id) as media,
      (select max(s.no) from limit_set s where s.card_id = c.id) as limits
    from card c where c.id = ${id}`.execute(site.owner)
  return JSON.stringify(rows[0])
}

test('a dispatcher sees all cards until the owner gives them groups, and from the next page on only these', async () => {
  const company = await aCompany()
  const { dana, aigul, people, own, other, loose } = company
  for (const { page, refuel } of [own, other, loose])
    for (const path of [page, refuel, `${page}/limits`])
      assert.equal((await dana.get(path)).status, 200, path)
  assert.match((await aigul.get(people)).words, /Группы карт Все карты компании/)

  await aigul.get(`${people}/groups`)
  const unsaid = await posts(aigul, `${people}/groups`, { cards: 'some' })
  assert.equal(unsaid.status, 422)
  assert.match(unsaid.words, /Выберите хотя бы одну группу/)
  const foreign = await posts(aigul, `${people}/groups`, {
    ...{ cards: 'some' },
    group: [company.north, (await aCompany()).north],
  })
  assert.equal(foreign.status, 422)
  assert.equal((await dana.get(other.page)).status, 200)

  await binds(company, [company.north])
  assert.match((await aigul.get(people)).words, /Группы карт Север/)
  assert.match((await aigul.get('/app/log')).words, /Закреплены группы карт/)
  assert.equal((await dana.get(own.page)).status, 200)
  assert.equal((await dana.get(other.page)).status, 404)
  const list = await dana.get('/app/cards')
  assert.match(list.words, /Показаны карты ваших групп: Север/)
  assert.deepEqual(
    [...list.text.matchAll(/href="(\/app\/cards\/\d+)"/g)].map(([, href]) => href),
    [own.page],
  )

  await aigul.get(`${people}/groups`)
  await posts(aigul, `${people}/groups`, { cards: 'all', group: [company.north] })
  assert.equal((await dana.get(other.page)).status, 200)
})

test('no page, file, search or sum tells a bound dispatcher of a card beyond their groups', async () => {
  const company = await aCompany()
  const { dana, own, other, loose, north, south } = company
  await binds(company, [north])
  const told = (words: string) =>
    assert.doesNotMatch(words, new RegExp([other, loose].map(({ number }) => number).join('|')))

  for (const beyond of [other, loose]) {
    // Every page about one card that the product has.
    const pages = routes.filter(
      ({ method, path }) => method === 'GET' && path.startsWith('/app/cards/:number'),
    )
    assert.ok(pages.length > 10)
    for (const { path } of pages) {
      const answer = await dana.get(
        path.replace(':number', beyond.number).replace(':answer', beyond.operationId),
      )
      assert.ok(
        [404, 403].includes(answer.status) || answer.location.startsWith('/identity'),
        `${path}: ${answer.status}`,
      )
    }
    assert.equal((await dana.get(`${own.page}/answers/${beyond.operationId}`)).status, 404)
    assert.equal((await dana.get(beyond.refuel)).status, 404)
    for (const list of [
      `/app/cards?q=${beyond.number}`,
      `/app/cards?q=${beyond.vehicle.plate}`,
      `/app/cards?driver=${beyond.driver.id}`,
      `/app/cards?vehicle=${beyond.vehicleId}`,
      `/app/cards/limits?ids=${own.number},${beyond.number}`,
      `/app/cards/limits/check?ids=${own.number},${beyond.number}&day-ml=40`,
      `/app/cards/block?n=${own.number}&n=${beyond.number}`,
      `/app/drivers/${beyond.driver.id}`,
      `/app/vehicles/${beyond.vehicleId}`,
      `/app/refuels?card=${beyond.number}`,
      `/app/refuels?driver=${beyond.driver.id}`,
      `/app/refuels?vehicle=${beyond.vehicleId}`,
    ]) {
      const { words, text } = await dana.get(list)
      assert.doesNotMatch(text, new RegExp(`/app/cards/${beyond.number}`), list)
      assert.doesNotMatch(words, /(20|40|60) л(?!\p{L})/u, list)
    }
    const copied = await dana.get(`${own.page}/limits?copy=${beyond.number}`)
    assert.match(copied.text, /id="copy-error"/)
  }
  assert.equal((await dana.get(`/app/groups/${south}`)).status, 404)
  assert.equal((await dana.get(`/app/groups/${north}`)).status, 200)
  const groups = await dana.get('/app/groups')
  assert.match(groups.words, /Север 1 карта/)
  assert.doesNotMatch(groups.words, /Юг/)
  assert.doesNotMatch((await dana.get(`/app/cards?group=${south}`)).words, /Юг|Водитель/)

  // Ten litres of the card they look after, five of a coupon, which is in no group.
  assert.match((await dana.get('/app/refuels')).words, /2 заправки, 15 л/)
  told((await dana.get('/app/refuels.csv')).text)
  assert.equal((await dana.get('/app/refuels.csv')).text.trim().split('\n').length, 3)
  assert.match((await dana.get('/app/reports')).words, /15 л/)
  const month = /href="(\/app\/reports\/\d{4}-\d\d)"/.exec((await dana.get('/app/reports')).text)![1]!
  for (const tab of ['driver', 'vehicle', 'fuel', 'station']) {
    const { words } = await dana.get(`${month}?tab=${tab}`)
    assert.match(words, /15 л/, tab)
    assert.doesNotMatch(words, /222|333/, tab)
  }
  const home = (await dana.get('/app')).words
  assert.match(home, /Активные карты 1/)
  assert.doesNotMatch(home, /222|333/)
  for (const list of ['/app/drivers', '/app/vehicles']) {
    const { text, words } = await dana.get(list)
    assert.doesNotMatch(words, /20 л|40 л/, list)
    told(text)
  }
  for (const closed of [`/app/limits/group/${north}`, `/app/limits/group/${south}`, '/app/limits'])
    assert.equal((await dana.get(closed)).status, 403, closed)
})

test('no form of a bound dispatcher changes a card beyond their groups, alone or among their own', async () => {
  const company = await aCompany()
  const { dana, own, other, loose, north, actor, clientId } = company
  await binds(company, [north])
  const before = await Promise.all([other, loose].map(({ id }) => cardAsItIs(id)))
  await dana.get(own.page)
  for (const beyond of [other, loose]) {
    const forms = routes.filter(({ method, path }) => method === 'POST' && path.startsWith('/app/cards'))
    for (const { path } of forms)
      await posts(dana, path.replace(':number', beyond.number), {
        ...{ n: [own.number, beyond.number], ids: `${own.number},${beyond.number}` },
        ...{ reason: 'проверка', driver: own.driver.id, vehicle: own.vehicleId, group: north },
        ...{ how: 'lost', replace: 'virtual', amount: '10', key: randomUUID(), seen: '', 'day-ml': '5' },
      })
    await dana.get(own.page)
  }
  assert.deepEqual(await Promise.all([other, loose].map(({ id }) => cardAsItIs(id))), before)
  const { rows: blocked } = await sql<{ number: string }>`
    select c.number::text as number from card_event e join card c on c.id = e.card_id
    where e.client_id = ${clientId} and e.what = 'blocked' and e.actor = 'Дана'`.execute(site.owner)
  assert.deepEqual([...new Set(blocked.map(({ number }) => number))], [own.number], 'their own was blocked')

  // The verbs themselves, whatever a page might let through.
  const { app } = site
  const cardIds = [other.id, loose.id]
  const subjects = await findSubjects(app.db.write, clientId, [BigInt(other.number)], null)
  const group = (await findSubject(app.db.write, clientId, 'group', north))!
  const mark = (ids: string[]) => new Map(ids.map((id) => [id, { no: 0, rules: [] }]))
  for (const outcome of [
    await run((tx) => blockCards(tx, { clientId, cardIds, side: 'client', reason: 'x', by: actor })),
    await run((tx) => unblockCards(tx, { clientId, cardIds, side: 'client', by: actor })),
    await run((tx) => giveCards(tx, { clientId, cardIds, to: { driverId: null }, by: actor })),
    await run((tx) => scheduleBlock(tx, { clientId, cardIds, time: null, by: actor })),
  ])
    assert.deepEqual('done' in outcome && outcome.done, [])
  const cardId = other.id
  const requestKey = randomUUID()
  for (const answer of [
    await run((tx) => closeCard(tx, { clientId, cardId, reason: '', by: actor })),
    await run((tx) => setPin(tx, app.vault, { clientId, cardId, by: actor })),
    await run((tx) => addChip(tx, app.vault, { clientId, cardId, uid: '04A1B2C3', by: actor })),
    await run((tx) => sweepCard(tx, { clientId, cardId, requestKey, by: actor })),
    await run((tx) =>
      moveBalance(tx, {
        clientId,
        fromId: cardId,
        toId: own.id,
        amount: { tiyn: 1n },
        requestKey,
        by: actor,
      }),
    ),
    await run((tx) =>
      giveCards(tx, { clientId, cardIds: [own.id], to: { groupId: company.south }, by: actor }),
    ),
    await run((tx) => giveCards(tx, { clientId, cardIds: [own.id], to: { groupId: null }, by: actor })),
    await run((tx) =>
      setLimits(tx, {
        ...{ clientId, subjects, rules: [amount({ value: 1_000n })], by: actor },
        seen: limitsMark(subjects, mark([other.id])),
      }),
    ),
    await run((tx) =>
      setLimits(tx, {
        ...{ clientId, subjects: [group], rules: [amount({ value: 1_000n })], by: actor },
        seen: limitsMark([group], mark([north])),
      }),
    ),
    await run((tx) =>
      archiveDriver(tx, { clientId, driverId: other.driver.id, cards: { act: 'take_back' }, by: actor }),
    ),
    await run((tx) => archiveVehicle(tx, { clientId, vehicleId: other.vehicleId, by: actor })),
    await run((tx) =>
      changeVehicle(tx, {
        ...{ clientId, vehicleId: other.vehicleId, by: actor },
        vehicle: { ...other.vehicle, plate: '999AAA02' },
      }),
    ),
  ])
    assert.equal(
      answer.ok,
      false,
      JSON.stringify(answer, (_, value) => String(value)),
    )
  assert.deepEqual(await Promise.all([other, loose].map(({ id }) => cardAsItIs(id))), before)

  await run((tx) =>
    archiveDriver(tx, { clientId, driverId: other.driver.id, cards: { act: 'block', reason: 'x' }, by: BY }),
  )
  const restored = await run((tx) => restoreDriver(tx, { clientId, driverId: other.driver.id, by: actor }))
  assert.deepEqual(restored, { ok: false, reason: 'out_of_reach' })
})

test('signs of fraud at a card beyond their groups are not told to a bound dispatcher, and not theirs to answer', async () => {
  const company = await aCompany()
  const { dana, own, other, north, client, actor, clientId } = company
  await binds(company, [north])
  const signOf = async (card: typeof own) => {
    await run((tx) =>
      changeVehicle(tx, {
        ...{ clientId, vehicleId: card.vehicleId, by: BY },
        vehicle: { ...card.vehicle, tankMl: 50_000n },
      }),
    )
    const txn = await aRefuel(site, client, card, { station: till, vehicleId: card.vehicleId, ml: 90_000 })
    await watched(site)
    const { rows } = await sql<{ id: string }>`select id from suspicion where txn_id = ${txn}`.execute(
      site.owner,
    )
    return rows[0]!.id
  }
  const [mine, theirs] = [await signOf(own), await signOf(other)]
  const { text } = await dana.get('/app/signs')
  assert.ok(text.includes(`/app/signs/${mine}`))
  assert.ok(!text.includes(theirs))
  assert.equal((await dana.get(`/app/signs/${mine}`)).status, 200)
  assert.equal((await dana.get(`/app/signs/${theirs}`)).status, 404)
  const before = await cardAsItIs(other.id)
  for (const act of ['ours', 'dispute', 'block', 'comment'])
    assert.equal((await posts(dana, `/app/signs/${theirs}/${act}`, { comment: 'да' })).status, 404, act)
  const about = { clientId, suspicionId: theirs, by: actor }
  for (const said of [
    await run((tx) => sayForClient(tx, { ...about, says: 'ours', comment: '' })),
    await run((tx) => commentOn(tx, { ...about, side: 'client', comment: 'да' })),
    await run((tx) => blockForClient(tx, { ...about, reason: 'да' })),
  ])
    assert.equal(said.ok, false)
  assert.equal(await cardAsItIs(other.id), before)
})

test('a card that leaves the group leaves its dispatcher at that moment, also between two who act at once', async () => {
  const company = await aCompany()
  const { dana, own, north, south, clientId, actor } = company
  await binds(company, [north])
  await Promise.all(
    Array.from({ length: 6 }, async (_, round) => {
      const to = { groupId: round % 2 ? north : south }
      await run((tx) => giveCards(tx, { clientId, cardIds: [own.id], to, by: BY }))
      const outcome = await run((tx) =>
        blockCards(tx, { clientId, cardIds: [own.id], side: 'client', reason: 'x', by: actor }),
      )
      await run((tx) => unblockCards(tx, { clientId, cardIds: [own.id], side: 'client', by: BY }))
      for (const card of outcome.done) assert.equal(card.groupId, north)
    }),
  )
  await run((tx) => giveCards(tx, { clientId, cardIds: [own.id], to: { groupId: south }, by: BY }))
  assert.equal((await dana.get(own.page)).status, 404)
  assert.equal((await dana.get(own.refuel)).status, 404)
})

test('who looks after archived groups alone sees no card, and of another role the groups sleep', async () => {
  const company = await aCompany()
  const { dana, own, north, clientId, people, aigul } = company
  await binds(company, [north])
  assert.match((await aigul.get(`/app/groups/${north}`)).words, /Диспетчеры группы Дана/)
  assert.match((await aigul.get(`/app/groups/${north}/archive`)).words, /не увидят ни одной карты: Дана/)
  await run((tx) => archiveGroup(tx, { clientId, groupId: north, by: BY }))
  assert.equal((await dana.get(own.page)).status, 404)
  assert.match((await dana.get('/app/cards')).words, /За вами не закреплено ни одной действующей группы карт/)

  await aigul.get(`${people}/role`)
  await aigul.submit({ role: 'manager' }, `${people}/role`)
  assert.equal((await dana.get(own.page)).status, 200)
  assert.equal((await aigul.get(`${people}/groups`)).location, people)
  await aigul.get(people)
  assert.equal((await posts(aigul, `${people}/groups`, { cards: 'all' })).location, people)
})

test('groups are given by an owner alone, and a colleague who looks through a dispatcher’s eyes sees no more than they', async () => {
  const company = await aCompany()
  const { clientId, people, north, other, own, person, dana } = company
  for (const role of ['manager', 'dispatcher', 'viewer'] as const) {
    const browser = await site.signedIn(await site.aPerson({ clientId, role }))
    assert.equal((await browser.get(`${people}/groups`)).status, 403, role)
    assert.equal((await posts(browser, `${people}/groups`, { cards: 'all' })).status, 403, role)
  }
  await binds(company, [north])
  await dana.get('/app')
  assert.equal((await posts(dana, `${people}/groups`, { cards: 'all' })).status, 403)

  const staff = await site.signedIn(await site.aPerson({ staff: 'support' }))
  const look = `/office/clients/${clientId}/people/${person.id}/look`
  await staff.get(look)
  assert.equal((await staff.submit({ reason: 'звонок клиента' }, look)).status, 303)
  assert.equal((await staff.get(own.page)).status, 200)
  assert.equal((await staff.get(other.page)).status, 404)
})
