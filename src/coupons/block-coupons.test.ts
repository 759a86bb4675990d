import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { blockCoupons } from './block-coupons.ts'
import { BLOCK_LEVELS, type BlockLevel } from './lock-coupons.ts'
import { BY, type Client, type Life, openLife } from './testing.ts'
import { unblockCoupons } from './unblock-coupons.ts'

let life: Life
before(async () => {
  life = await openLife()
})
after(() => life.close())

const block = (client: Client, couponIds: string[], level: BlockLevel, reason = 'lost') =>
  life.do((tx) => blockCoupons(tx, { clientId: client.id, couponIds, level, reason, by: BY }))
const unblock = (client: Client, couponIds: string[], level: BlockLevel) =>
  life.do((tx) => unblockCoupons(tx, { clientId: client.id, couponIds, level, by: BY }))

test('a blocked coupon pays for nothing until it is unblocked, and is then what it was', async () => {
  const { client, ids } = await life.aClientWith(1)
  assert.ok(await life.refuel(client, ids[0]!, 5_000n))
  assert.equal((await block(client, ids, 'client')).done.length, 1)
  assert.equal((await life.see(client, ids[0]!)).state, 'blocked')
  assert.equal(await life.refuel(client, ids[0]!, 5_000n), false)
  assert.equal((await unblock(client, ids, 'client')).done.length, 1)
  assert.equal((await life.see(client, ids[0]!)).state, 'partial')
  assert.ok(await life.refuel(client, ids[0]!, 5_000n))
  assert.deepEqual(await life.story(ids[0]!), ['blocked', 'unblocked'])
})

test('only the level that has blocked, or a higher one, unblocks', async () => {
  for (const blocker of BLOCK_LEVELS)
    for (const asker of BLOCK_LEVELS) {
      const { client, ids } = await life.aClientWith(1)
      await block(client, ids, blocker)
      const { done, refused } = await unblock(client, ids, asker)
      const may = BLOCK_LEVELS.indexOf(asker) >= BLOCK_LEVELS.indexOf(blocker)
      assert.equal(done.length, may ? 1 : 0, `${asker} unblocks what ${blocker} has blocked`)
      assert.deepEqual(
        refused.map(({ reason }) => reason),
        may ? [] : ['too_high'],
      )
    }
})

test('the retailer’s block takes the place of the client’s, and not the other way round', async () => {
  const { client, ids } = await life.aClientWith(1)
  await block(client, ids, 'client')
  assert.equal((await block(client, ids, 'retailer', 'долг')).done.length, 1)
  assert.deepEqual(
    (await block(client, ids, 'client')).refused.map(({ reason }) => reason),
    ['already'],
  )
  assert.deepEqual(
    (await unblock(client, ids, 'client')).refused.map(({ reason }) => reason),
    ['too_high'],
  )
  const { rows } = await sql<{ blocked_by: string; block_reason: string }>`
    select blocked_by, block_reason from coupon where id = ${ids[0]!}`.execute(life.app.db.write)
  assert.deepEqual(rows[0], { blocked_by: 'retailer', block_reason: 'долг' })
})

test('what is used or closed is neither blocked nor unblocked', async () => {
  const { client, ids } = await life.aClientWith(1)
  await life.refuel(client, ids[0]!, 20_000n)
  const reasons = [await block(client, ids, 'retailer'), await unblock(client, ids, 'retailer')].flatMap(
    ({ refused }) => refused.map(({ reason }) => reason),
  )
  assert.deepEqual(reasons, ['used', 'used'])
})

test('a block and a refuel at the same moment: either the fuel was first, or there was none', async () => {
  for (let round = 0; round < 10; round++) {
    const { client, ids } = await life.aClientWith(1)
    const [, fuelled] = await Promise.all([
      block(client, ids, 'client'),
      life.refuel(client, ids[0]!, 5_000n),
    ])
    const coupon = await life.see(client, ids[0]!)
    assert.equal(coupon.state, 'blocked')
    assert.equal(coupon.remainingMl, fuelled ? 15_000n : 20_000n)
  }
})
