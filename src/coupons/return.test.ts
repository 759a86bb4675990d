import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { askReturn, type ReturnKind } from './ask-return.ts'
import { blockCoupons } from './block-coupons.ts'
import { approveReturn, declineReturn, withdrawReturn } from './decide-return.ts'
import { giveCoupons } from './give-coupons.ts'
import { BY, type Client, type Life, openLife } from './testing.ts'

let life: Life
let aigul: { name: string; accountId: string }
let dana: { name: string; accountId: string }
let marat: { name: string; accountId: string }
before(async () => {
  life = await openLife()
  const person = async (name: string) => ({ name, accountId: (await life.site.aPerson({ name })).id })
  // Aigul is the client's, Dana and Marat the retailer's.
  ;[aigul, dana, marat] = [await person('Айгүл'), await person('Дана'), await person('Марат')]
})
after(() => life.close())

const ask = (client: Client, couponIds: string[], kind: ReturnKind = 'return', by = aigul) =>
  life.do((tx) => askReturn(tx, { clientId: client.id, couponIds, kind, reason: 'не нужны', by }))
const approve = (client: Client, returnId: string, by = dana) =>
  life.do((tx) => approveReturn(tx, { clientId: client.id, returnId, by }))

test('a return that a second person approves pays the rest back at the price it was bought for', async () => {
  const { client, ids } = await life.aClientWith(3)
  await life.refuel(client, ids[0]!, 5_000n)
  const asked = await ask(client, ids)
  assert.equal((await life.see(client, ids[0]!)).state, 'return_pending')
  assert.equal(await life.refuel(client, ids[0]!, 1_000n), false)
  const worth = 3n * 491_000n - 122_750n
  assert.deepEqual(await approve(client, asked.returnId!), { ok: true, coupons: 3, tiyn: worth })
  assert.equal(await life.advanceOf(client), worth)
  assert.equal((await life.see(client, ids[0]!)).state, 'returned')
  assert.deepEqual(await life.story(ids[0]!), ['return_requested', 'returned'])
  assert.deepEqual(await life.broken(), [])
})

test('nobody approves what they have asked for', async () => {
  const { client, ids } = await life.aClientWith(1)
  const asked = await ask(client, ids, 'return', dana)
  assert.deepEqual(await approve(client, asked.returnId!, dana), { ok: false, reason: 'own' })
  assert.ok((await approve(client, asked.returnId!, marat)).ok)
})

test('a declined or withdrawn request leaves the coupons as they were', async () => {
  const { client, ids } = await life.aClientWith(2)
  await life.do((tx) =>
    blockCoupons(tx, {
      clientId: client.id,
      couponIds: [ids[1]!],
      level: 'client',
      reason: 'lost',
      by: aigul,
    }),
  )
  const first = await ask(client, ids)
  const declined = await life.do((tx) =>
    declineReturn(tx, { clientId: client.id, returnId: first.returnId!, by: dana, answer: 'акция' }),
  )
  assert.ok(declined.ok)
  assert.equal((await life.see(client, ids[0]!)).state, 'issued')
  assert.equal((await life.see(client, ids[1]!)).state, 'blocked')
  const second = await ask(client, [ids[0]!])
  assert.ok(
    (
      await life.do((tx) =>
        withdrawReturn(tx, { clientId: client.id, returnId: second.returnId!, kind: 'return', by: aigul }),
      )
    ).ok,
  )
  assert.ok(await life.refuel(client, ids[0]!, 1_000n))
  assert.deepEqual(await approve(client, first.returnId!), { ok: false, reason: 'decided' })
  assert.equal(await life.advanceOf(client), 0n)
})

test('what is at a pump, used, blocked by the retailer or forfeited is not returned', async () => {
  const { client, ids } = await life.aClientWith(4)
  await life.hold(ids[0]!, 1_000n)
  await life.refuel(client, ids[1]!, 20_000n)
  await life.do((tx) =>
    blockCoupons(tx, {
      clientId: client.id,
      couponIds: [ids[2]!],
      level: 'retailer',
      reason: 'долг',
      by: dana,
    }),
  )
  await life.endedDaysAgo(ids[3]!, 1)
  await life.contractIs(client, { expiry: 'forfeit' })
  const asked = await ask(client, ids)
  assert.equal(asked.returnId, undefined)
  assert.deepEqual(
    asked.refused.map(({ reason }) => reason),
    ['held', 'used', 'too_high', 'forfeit'],
  )
  await life.hold(ids[0]!, 0n)
})

test('a wrong batch is made void by two people, as long as nobody has touched it', async () => {
  const { client, ids } = await life.aClientWith(3)
  await life.refuel(client, ids[0]!, 1_000n)
  const driver = await life.aDriver(client.id)
  await life.do((tx) =>
    giveCoupons(tx, life.app.vault, {
      clientId: client.id,
      couponIds: [ids[1]!],
      driverId: driver.id,
      plate: '',
      note: '',
      by: BY,
    }),
  )
  const asked = await ask(client, ids, 'void', dana)
  assert.deepEqual(
    asked.refused.map(({ reason }) => reason),
    ['not_void', 'not_void'],
  )
  assert.deepEqual(await approve(client, asked.returnId!, dana), { ok: false, reason: 'own' })
  assert.deepEqual(await approve(client, asked.returnId!, marat), { ok: true, coupons: 1, tiyn: 491_000n })
  assert.equal((await life.see(client, ids[2]!)).state, 'void')
  assert.deepEqual(await life.story(ids[2]!), ['void_requested', 'voided'])
  assert.deepEqual(await life.broken(), [])
})

test('approved, declined and withdrawn at the same moment: one of them is', async () => {
  for (let round = 0; round < 5; round++) {
    const { client, ids } = await life.aClientWith(2)
    const { returnId } = await ask(client, ids)
    const request = { clientId: client.id, returnId: returnId! }
    const answers = await Promise.all([
      approve(client, returnId!),
      approve(client, returnId!, marat),
      life.do((tx) => declineReturn(tx, { ...request, by: dana, answer: 'нет' })),
      life.do((tx) => withdrawReturn(tx, { ...request, kind: 'return', by: aigul })),
    ])
    assert.equal(answers.filter(({ ok }) => ok).length, 1)
    const back = answers[0].ok || answers[1].ok
    assert.equal(await life.advanceOf(client), back ? 982_000n : 0n)
  }
  assert.deepEqual(await life.broken(), [])
})
