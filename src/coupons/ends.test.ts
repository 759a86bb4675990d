import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { isoDay } from '../i18n/format.ts'
import { askReturn } from './ask-return.ts'
import { blockCoupons } from './block-coupons.ts'
import { expireDue } from './expire-coupons.ts'
import { prolongCoupon, prolongInGrace } from './prolong-coupon.ts'
import { remindClients } from './remind-of-ends.ts'
import { BY, type Client, type Life, openLife } from './testing.ts'

let life: Life
before(async () => {
  life = await openLife()
})
after(() => life.close())

const day = (ahead: number) => isoDay(new Date(Date.now() + ahead * 86_400_000))
const expire = () => expireDue(life.app)
const prolong = (client: Client, couponId: string, validTo: string) =>
  life.do((tx) => prolongCoupon(tx, { clientId: client.id, couponId, validTo, by: BY }))
const inGrace = (client: Client, couponId: string) =>
  life.do((tx) => prolongInGrace(tx, { clientId: client.id, couponId, by: BY }))
const stateOf = async (client: Client, couponId: string) => (await life.see(client, couponId)).state

test('a coupon is good to the end of its last day, and its rest goes back to the account after it', async () => {
  const { client, ids } = await life.aClientWith(2)
  await life.refuel(client, ids[0]!, 5_000n)
  await life.endedDaysAgo(ids[0]!, 0)
  await life.endedDaysAgo(ids[1]!, 1)
  await expire()
  assert.deepEqual([await stateOf(client, ids[0]!), await stateOf(client, ids[1]!)], ['partial', 'expired'])
  assert.equal(await life.advanceOf(client), 491_000n)
  await life.endedDaysAgo(ids[0]!, 1)
  await expire()
  assert.equal(await life.advanceOf(client), 2n * 491_000n - 122_750n)
  assert.deepEqual(await life.story(ids[0]!), ['expired'])
  assert.deepEqual(await life.broken(), [])
})

test('a contract that forfeits leaves the rest with the retailer', async () => {
  const { client, ids } = await life.aClientWith(1)
  await life.contractIs(client, { expiry: 'forfeit' })
  await life.endedDaysAgo(ids[0]!, 1)
  await expire()
  assert.equal(await stateOf(client, ids[0]!), 'expired')
  assert.equal(await life.advanceOf(client), 0n)
  const { rows } = await sql<{ tiyn: bigint }>`
    select -sum(amount)::bigint as tiyn from ledger_entry where client_id = ${client.id} and account = 'other_income' and unit = 'KZT'`.execute(
    life.app.db.read,
  )
  assert.equal(rows[0]!.tiyn, 491_000n)
})

test('days of grace are waited for, and the client moves the last day once within them', async () => {
  const { client, ids } = await life.aClientWith(2)
  await life.contractIs(client, { expiry: 'grace_prolong', grace_days: 10 })
  assert.deepEqual(await inGrace(client, ids[0]!), { ok: false, reason: 'not_ended' })
  await life.endedDaysAgo(ids[0]!, 3)
  await life.endedDaysAgo(ids[1]!, 10)
  await expire()
  assert.deepEqual([await stateOf(client, ids[0]!), await stateOf(client, ids[1]!)], ['issued', 'issued'])
  assert.equal(await life.refuel(client, ids[0]!, 1_000n), false)

  assert.deepEqual(await inGrace(client, ids[0]!), {
    ok: true,
    number: (await life.see(client, ids[0]!)).number,
    validTo: day(7),
  })
  assert.ok(await life.refuel(client, ids[0]!, 1_000n))
  await life.endedDaysAgo(ids[0]!, 1)
  assert.deepEqual(await inGrace(client, ids[0]!), { ok: false, reason: 'no_grace' })
  await life.endedDaysAgo(ids[1]!, 11)
  assert.deepEqual(await inGrace(client, ids[1]!), { ok: false, reason: 'no_grace' })
  await expire()
  assert.deepEqual([await stateOf(client, ids[0]!), await stateOf(client, ids[1]!)], ['expired', 'expired'])
  assert.deepEqual(await life.broken(), [])
})

test('what a pump holds, what is asked back and what the retailer has blocked waits', async () => {
  const { client, ids } = await life.aClientWith(4)
  await life.hold(ids[0]!, 1_000n)
  await life.do((tx) =>
    askReturn(tx, { clientId: client.id, couponIds: [ids[1]!], kind: 'return', reason: '', by: BY }),
  )
  const block = (couponId: string, level: 'client' | 'retailer') =>
    life.do((tx) =>
      blockCoupons(tx, { clientId: client.id, couponIds: [couponId], level, reason: 'other', by: BY }),
    )
  await block(ids[2]!, 'retailer')
  await block(ids[3]!, 'client')
  for (const id of ids) await life.endedDaysAgo(id, 2)
  await expire()
  const states = await Promise.all(ids.map((id) => stateOf(client, id)))
  assert.deepEqual(states, ['issued', 'return_pending', 'blocked', 'expired'])
  await life.hold(ids[0]!, 0n)
  await expire()
  assert.equal(await stateOf(client, ids[0]!), 'expired')
})

test('a refuel taken back after the last day leaves the time it was given', async () => {
  const { client, ids } = await life.aClientWith(1)
  await life.endedDaysAgo(ids[0]!, 1)
  await sql`update coupon set extended_until = now() + interval '1 hour' where id = ${ids[0]!}`.execute(
    life.app.db.write,
  )
  await expire()
  assert.equal(await stateOf(client, ids[0]!), 'issued')
  await sql`update coupon set extended_until = now() - interval '1 second' where id = ${ids[0]!}`.execute(
    life.app.db.write,
  )
  await expire()
  assert.equal(await stateOf(client, ids[0]!), 'expired')
})

test('the retailer prolongs what has expired for what it was worth, as long as the money is there', async () => {
  const { client, ids } = await life.aClientWith(1)
  await life.refuel(client, ids[0]!, 5_000n)
  await life.endedDaysAgo(ids[0]!, 1)
  await expire()
  assert.deepEqual(await prolong(client, ids[0]!, day(-1)), { ok: false, reason: 'bad_day' })
  assert.ok((await prolong(client, ids[0]!, day(30))).ok)
  const again = await life.see(client, ids[0]!)
  assert.deepEqual(
    [again.state, again.remainingMl, again.valueTiyn, again.validTo],
    ['partial', 15_000n, 368_250n, day(30)],
  )
  assert.equal(await life.advanceOf(client), 0n)
  assert.ok(await life.refuel(client, ids[0]!, 1_000n))

  // It ends, is prolonged and ends again: each time is a fact of its own.
  await life.endedDaysAgo(ids[0]!, 1)
  await expire()
  assert.ok((await prolong(client, ids[0]!, day(5))).ok)
  await life.endedDaysAgo(ids[0]!, 1)
  await expire()
  assert.deepEqual(await life.broken(), [])

  await sql`update ledger_account set tiyn = 0 where client_id = ${client.id}`.execute(life.site.owner)
  assert.deepEqual(await prolong(client, ids[0]!, day(5)), {
    ok: false,
    reason: 'not_enough',
    lackingTiyn: 343_700n,
  })
  await sql`update ledger_account set tiyn = 343700 where client_id = ${client.id}`.execute(life.site.owner)
})

test('a forfeited coupon comes back from the retailer’s income', async () => {
  const { client, ids } = await life.aClientWith(1)
  await life.contractIs(client, { expiry: 'forfeit' })
  await life.endedDaysAgo(ids[0]!, 1)
  await expire()
  assert.ok((await prolong(client, ids[0]!, day(30))).ok)
  assert.equal((await life.see(client, ids[0]!)).valueTiyn, 491_000n)
  assert.equal(await life.advanceOf(client), 0n)
  assert.deepEqual(await life.broken(), [])
})

test('what is used, returned or replaced is not prolonged', async () => {
  const { client, ids } = await life.aClientWith(1)
  await life.refuel(client, ids[0]!, 20_000n)
  assert.deepEqual(await prolong(client, ids[0]!, day(30)), { ok: false, reason: 'used' })
})

test('ten workers at once expire everything once', async () => {
  const { client, ids } = await life.aClientWith(30)
  for (const id of ids) await life.endedDaysAgo(id, 1)
  await Promise.all(Array.from({ length: 10 }, expire))
  assert.equal(await life.advanceOf(client), 30n * 491_000n)
  assert.deepEqual(await life.broken(), [])
})

test('owners and managers get one letter a day about what ends in 30, 7 and 1 days, however often it is asked', async () => {
  const { client, ids } = await life.aClientWith(4)
  const aigul = await life.site.aPerson({ clientId: client.id, name: 'Айгүл Бекова', lang: 'kk' })
  const bolat = await life.site.aPerson({ clientId: client.id, role: 'manager' })
  const viewer = await life.site.aPerson({ clientId: client.id, role: 'viewer' })
  const ends = async (id: string, ahead: number) => life.endedDaysAgo(id, -ahead)
  await ends(ids[0]!, 1)
  await ends(ids[1]!, 7)
  await ends(ids[2]!, 7)
  await ends(ids[3]!, 8)
  await Promise.all([remindClients(life.app), remindClients(life.app), remindClients(life.app)])
  const letter = await life.site.letter(aigul.email)
  assert.match(letter.subject, /^1 талонның мерзімі бітеді/)
  assert.match(letter.text, /2 талон, 40\u00a0л/)
  assert.doesNotMatch(letter.text, /3 талон/)
  assert.ok(letter.links.some((link) => link.endsWith('/app/coupons?ends=30&lang=kk')))
  await life.site.letter(bolat.email)
  assert.deepEqual(await life.site.otherLetters(aigul.email), [])
  assert.deepEqual(await life.site.otherLetters(viewer.email), [])
  await remindClients(life.app)
  assert.deepEqual(await life.site.otherLetters(bolat.email), [])
})
