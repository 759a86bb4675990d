import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { archiveDriver } from '../drivers/archive-driver.ts'
import { sha256 } from '../secrets.ts'
import { codeHash, codeOf } from './code.ts'
import { giveCoupons } from './give-coupons.ts'
import { handoutToken } from './handout.ts'
import { pinHash } from './pin.ts'
import { replaceLink, sendCoupons } from './send-coupons.ts'
import { mayStillSee, noteCodeShown } from './show-code.ts'
import { takeBack } from './take-back.ts'
import { BY, type Client, type Life, openLife } from './testing.ts'

let life: Life
before(async () => {
  life = await openLife()
})
after(() => life.close())

type Gift = Parameters<typeof giveCoupons>[2]
const give = (client: Client, couponIds: string[], driverId: string, gift: Partial<Gift> = {}) =>
  life.do((tx) =>
    giveCoupons(tx, life.app.vault, {
      clientId: client.id,
      couponIds,
      driverId,
      plate: '',
      note: '',
      by: BY,
      ...gift,
    }),
  )
const back = (client: Client, couponIds: string[]) =>
  life.do((tx) => takeBack(tx, life.app.vault, { clientId: client.id, couponIds, by: BY }))
const send = (
  client: Client,
  couponIds: string[],
  by: { how: 'link' } | { how: 'email'; email: string } = { how: 'link' },
) =>
  life.do((tx) =>
    sendCoupons(tx, life.app.vault, { clientId: client.id, couponIds, lang: 'ru', by: BY, ...by }),
  )

/** The coupons a till would find behind a code. */
async function behind(code: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from coupon where code_hash = ${codeHash(life.app.vault, code)}`.execute(life.app.db.write)
  return rows.map(({ id }) => id)
}

/** The coupons a driver sees behind a link. */
async function shownBy(token: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select hc.coupon_id as id from handout h join handout_coupon hc on hc.handout_id = h.id
    where h.token_hash = ${sha256(token)} and h.revoked_at is null and hc.revoked_at is null order by 1`.execute(
    life.app.db.write,
  )
  return rows.map(({ id }) => id)
}

test('a coupon goes to its driver with plate, note and PIN, and the story says who gave it', async () => {
  const { client, ids } = await life.aClientWith(2)
  const driver = await life.aDriver(client.id)
  const given = await give(client, ids, driver.id, { plate: '123ABC02', note: 'Только трасса', pin: '2580' })
  assert.ok(given.ok)
  assert.equal(given.done.length, 2)
  const { rows } = await sql<{ pin_hash: Buffer; plate: string; note: string; shelf: string }>`
    select pin_hash, plate, note, shelf from coupon where id = ${ids[0]!}`.execute(life.app.db.write)
  assert.deepEqual(rows[0], {
    pin_hash: pinHash(life.app.vault, ids[0]!, '2580'),
    plate: '123ABC02',
    note: 'Только трасса',
    shelf: 'given',
  })
  assert.deepEqual(await life.story(ids[0]!), ['given'])
})

test('what cannot be given is named, and the rest is given', async () => {
  const { client, ids } = await life.aClientWith(4)
  const [driver, other] = [await life.aDriver(client.id), await life.aDriver(client.id)]
  const stranger = await life.aClientWith(1)
  await give(client, [ids[0]!], other.id)
  await life.endedDaysAgo(ids[1]!, 1)
  await life.refuel(client, ids[2]!, 20_000n)
  const given = await give(client, [...ids, stranger.ids[0]!], driver.id)
  assert.ok(given.ok)
  assert.deepEqual(
    given.done.map(({ id }) => id),
    [ids[3]],
  )
  assert.deepEqual(
    given.refused.map(({ reason }) => reason),
    ['given', 'ended', 'used', 'unknown'],
  )
  assert.equal((await life.see(client, ids[0]!)).driverId, other.id)
})

test('a contract that wants a PIN gives none without, and a driver who is archived gets nothing', async () => {
  const { client, ids } = await life.aClientWith(1)
  const driver = await life.aDriver(client.id)
  await life.contractIs(client, { pin_required: true })
  const without = await give(client, ids, driver.id)
  assert.ok(without.ok)
  assert.deepEqual(
    without.refused.map(({ reason }) => reason),
    ['pin_needed'],
  )
  await life.do((tx) => archiveDriver(tx, { clientId: client.id, driverId: driver.id, by: BY }))
  assert.deepEqual(await give(client, ids, driver.id, { pin: '2580' }), {
    ok: false,
    reason: 'unknown_driver',
  })
})

test('a coupon taken back has another code, and nothing the driver kept is worth anything', async () => {
  const { client, coupons, ids } = await life.aClientWith(1)
  const driver = await life.aDriver(client.id)
  await give(client, ids, driver.id, { pin: '2580', plate: '123ABC02' })
  const sent = await send(client, ids)
  assert.ok(sent.ok)
  assert.deepEqual(await behind(coupons[0]!.code), ids)
  assert.deepEqual(await shownBy(sent.handout.token), ids)

  assert.equal((await back(client, ids)).done.length, 1)
  assert.deepEqual(await behind(coupons[0]!.code), [])
  assert.deepEqual(await shownBy(sent.handout.token), [])
  const coupon = await life.see(client, ids[0]!)
  assert.deepEqual([coupon.shelf, coupon.driverId, coupon.codeNo], ['stock', null, 1])
  assert.deepEqual(await behind(codeOf(life.app.vault, coupon)), ids)
  assert.deepEqual(await life.story(ids[0]!), ['given', 'sent', 'taken_back'])
  assert.deepEqual(
    (await back(client, ids)).refused.map(({ reason }) => reason),
    ['in_stock'],
  )
})

test('a link of several coupons loses the one that is taken back and keeps the others', async () => {
  const { client, ids } = await life.aClientWith(3)
  const driver = await life.aDriver(client.id)
  await give(client, ids, driver.id)
  const sent = await send(client, ids)
  assert.ok(sent.ok)
  await back(client, [ids[1]!])
  assert.deepEqual(await shownBy(sent.handout.token), [ids[0], ids[2]])
  await back(client, [ids[0]!, ids[2]!])
  const { rows } = await sql<{ revoked: boolean }>`
    select revoked_at is not null as revoked from handout where id = ${sent.handout.id}`.execute(
    life.app.db.write,
  )
  assert.equal(rows[0]!.revoked, true)
})

test('sending again finds the same link, and replacing it makes another', async () => {
  const { client, coupons, ids } = await life.aClientWith(1)
  const driver = await life.aDriver(client.id)
  assert.deepEqual(await send(client, ids), {
    ok: false,
    reason: 'in_stock',
    number: (await life.see(client, ids[0]!)).number,
  })
  await give(client, ids, driver.id, { plate: '123ABC02' })
  const [first, second] = [await send(client, ids), await send(client, ids)]
  assert.ok(first.ok && second.ok)
  assert.equal(first.handout.token, second.handout.token)
  assert.equal(first.handout.token, handoutToken(life.app.vault, first.handout.id))
  assert.match(first.handout.token, /^[\w-]{22}$/)

  const replaced = await life.do((tx) =>
    replaceLink(tx, life.app.vault, { clientId: client.id, couponId: ids[0]!, lang: 'kk', by: BY }),
  )
  assert.ok(replaced.ok)
  assert.notEqual(replaced.handout.token, first.handout.token)
  assert.deepEqual(await shownBy(first.handout.token), [])
  assert.deepEqual(await shownBy(replaced.handout.token), ids)
  assert.deepEqual(await behind(coupons[0]!.code), [])
  const coupon = await life.see(client, ids[0]!)
  assert.equal(coupon.driverId, driver.id)
})

test('one link is for one driver', async () => {
  const { client, ids } = await life.aClientWith(2)
  await give(client, [ids[0]!], (await life.aDriver(client.id)).id)
  await give(client, [ids[1]!], (await life.aDriver(client.id)).id)
  assert.deepEqual(await send(client, ids), { ok: false, reason: 'several_drivers' })
})

test('a driver’s letter carries the code and the link, and its row carries neither', async () => {
  const { client, coupons, ids } = await life.aClientWith(1)
  const driver = await life.aDriver(client.id, { name: 'Ержан' })
  await give(client, ids, driver.id)
  const to = `driver-${ids[0]!.slice(-6)}@example.kz`
  const sent = await send(client, ids, { how: 'email', email: to })
  assert.ok(sent.ok)
  const letter = await life.site.letter(to)
  assert.match(letter.subject, /АИ-95, 20/)
  assert.ok(letter.text.includes(coupons[0]!.code.replace(/(\d{4})(?=\d)/g, '$1 ')))
  assert.ok(letter.links.some((link) => link.endsWith(`/c/${sent.handout.token}`)))
  const { rows } = await sql<{ params: object }>`
    select params from letter where email = ${to}`.execute(life.app.db.write)
  assert.deepEqual(rows[0]!.params, { clientId: client.id, handoutId: sent.handout.id })
})

test('a code is shown only after the showing is written down, to the one who asked, for ten minutes', async () => {
  const { client, ids } = await life.aClientWith(1)
  const aigul = await life.site.aPerson({ clientId: client.id })
  const bolat = await life.site.aPerson({ clientId: client.id, role: 'manager' })
  const may = (accountId: string) => mayStillSee(life.app.db.write, client.id, ids, accountId)
  assert.equal(await may(aigul.id), false)
  const shown = await life.do((tx) =>
    noteCodeShown(tx, {
      clientId: client.id,
      couponId: ids[0]!,
      by: { name: 'Айгүл', accountId: aigul.id },
    }),
  )
  assert.equal(shown, true)
  assert.equal(await may(aigul.id), true)
  assert.equal(await may(bolat.id), false)
  await sql`update coupon_event set at = at - interval '11 minutes' where coupon_id = ${ids[0]!}`.execute(
    life.site.owner,
  )
  assert.equal(await may(aigul.id), false)
})

test('of ten who give the same coupon at once, one does', async () => {
  const { client, ids } = await life.aClientWith(1)
  const drivers = await Promise.all(Array.from({ length: 10 }, () => life.aDriver(client.id)))
  const answers = await Promise.all(drivers.map(({ id }) => give(client, ids, id)))
  const winners = answers.filter((answer) => answer.ok && answer.done.length === 1)
  assert.equal(winners.length, 1)
  assert.deepEqual(await life.story(ids[0]!), ['given'])
})

test('nobody is given anything in the moment they are archived', async () => {
  for (let round = 0; round < 5; round++) {
    const { client, ids } = await life.aClientWith(1)
    const driver = await life.aDriver(client.id)
    const [given, archived] = await Promise.all([
      give(client, ids, driver.id),
      life.do((tx) => archiveDriver(tx, { clientId: client.id, driverId: driver.id, by: BY })),
    ])
    assert.notEqual(given.ok && given.done.length === 1, archived.ok)
  }
})
