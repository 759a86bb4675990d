/** Whatever happens to coupons in whatever order, and at the same moment: nothing is lost and nothing happens twice. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { isoDay } from '../i18n/format.ts'
import { paid, someCoupons } from '../testing/coupons.ts'
import { askReturn } from './ask-return.ts'
import { blockCoupons } from './block-coupons.ts'
import { approveReturn, declineReturn } from './decide-return.ts'
import { expireCoupons } from './expire-coupons.ts'
import { giveCoupons } from './give-coupons.ts'
import { prolongCoupon } from './prolong-coupon.ts'
import { equalParts, splitCoupon } from './split-coupon.ts'
import { quoteSwap, swapGrade } from './swap-grade.ts'
import { takeBack } from './take-back.ts'
import { BY, type Client, type Life, openLife } from './testing.ts'
import { unblockCoupons } from './unblock-coupons.ts'

let life: Life
let staff: { name: string; accountId: string }
before(async () => {
  life = await openLife()
  staff = { name: 'Дана', accountId: (await life.site.aPerson({ name: 'Дана', staff: 'accountant' })).id }
})
after(() => life.close())

/** What may happen to a coupon, each by the number of the coupon it happens to and a number of its own. */
const ACTS = {
  give: async (client: Client, id: string, driverId: string) =>
    life.do((tx) =>
      giveCoupons(tx, life.app.vault, {
        clientId: client.id,
        couponIds: [id],
        driverId,
        plate: '',
        note: '',
        by: BY,
      }),
    ),
  takeBack: async (client: Client, id: string) =>
    life.do((tx) => takeBack(tx, life.app.vault, { clientId: client.id, couponIds: [id], by: BY })),
  block: async (client: Client, id: string) =>
    life.do((tx) =>
      blockCoupons(tx, { clientId: client.id, couponIds: [id], level: 'client', reason: 'lost', by: BY }),
    ),
  unblock: async (client: Client, id: string) =>
    life.do((tx) => unblockCoupons(tx, { clientId: client.id, couponIds: [id], level: 'client', by: BY })),
  split: async (client: Client, id: string, _driver: string, n: number) => {
    const { remainingMl } = await life.see(client, id)
    return life.do((tx) =>
      splitCoupon(tx, life.app.vault, {
        clientId: client.id,
        couponId: id,
        parts: equalParts(remainingMl, 2 + (n % 4)),
        by: BY,
      }),
    )
  },
  swap: async (client: Client, id: string) => {
    const coupon = await life.see(client, id)
    const product = coupon.product === 'DT' ? 'AI95' : 'DT'
    const quoted = await quoteSwap(life.app.db.read, client.id, coupon, product)
    if (!quoted.ok) return quoted
    return life.do((tx) =>
      swapGrade(tx, life.app.vault, {
        clientId: client.id,
        couponId: id,
        product,
        agreedTiyn: quoted.quote.differenceTiyn,
        by: BY,
      }),
    )
  },
  ask: async (client: Client, id: string) =>
    life.do((tx) =>
      askReturn(tx, { clientId: client.id, couponIds: [id], kind: 'return', reason: '', by: BY }),
    ),
  decide: async (client: Client, id: string, _driver: string, n: number) => {
    const { returnId } = await life.see(client, id)
    if (!returnId) return undefined
    const request = { clientId: client.id, returnId, by: staff }
    return life.do((tx) =>
      n % 2 ? approveReturn(tx, request) : declineReturn(tx, { ...request, answer: 'нет' }),
    )
  },
  refuel: async (client: Client, id: string, _driver: string, n: number) =>
    life.refuel(client, id, BigInt(1 + (n % 900)) * 10n),
  end: async (client: Client, id: string) => {
    await life.endedDaysAgo(id, 1)
    return life.do((tx) => expireCoupons(tx, { clientId: client.id, couponIds: [id] }))
  },
  prolong: async (client: Client, id: string) =>
    life.do((tx) =>
      prolongCoupon(tx, {
        clientId: client.id,
        couponId: id,
        validTo: isoDay(new Date(Date.now() + 30 * 86_400_000)),
        by: BY,
      }),
    ),
}
const NAMES = Object.keys(ACTS) as (keyof typeof ACTS)[]

const newest = async (client: Client): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from coupon where client_id = ${client.id} order by number desc limit 12`.execute(
    life.app.db.write,
  )
  return rows.map(({ id }) => id)
}

/** A client with a coupon; every other one's contract sells at hand-over. */
const aClientOf = async (round: number) => {
  const client = await life.site.aClient()
  if (round % 2) await life.contractIs(client, { turnover: 'hand_over' })
  return { client, ids: (await someCoupons(life.app, client)).map(({ id }) => id) }
}

/** Money in is money owed, money on the account and money earned; litres bought are litres left and litres gone. */
async function addsUp(client: Client): Promise<void> {
  const { rows } = await sql<{ bank: bigint; elsewhere: bigint }>`
    select coalesce(sum(amount) filter (where account = 'bank'), 0)::bigint as bank,
      -coalesce(sum(amount) filter (where account <> 'bank'), 0)::bigint as elsewhere
    from ledger_entry where client_id = ${client.id} and unit = 'KZT'`.execute(life.app.db.write)
  assert.equal(rows[0]!.bank, rows[0]!.elsewhere)
  const { rows: coupons } = await sql<{ number: bigint; gone: bigint; went: bigint }>`
    select c.number, c.nominal_ml - c.remaining_ml as gone,
      coalesce((select sum(case when p.debit = 'coupon_liability' then p.ml else -p.ml end)
        from posting p where p.client_id = c.client_id and p.coupon_id = c.id), 0)::bigint as went
    from coupon c where c.client_id = ${client.id}`.execute(life.app.db.write)
  for (const { number, gone, went } of coupons) assert.equal(gone, went, `coupon ${number}`)
}

test('any sequence of acts keeps every litre and every tiyn in its place', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.nat(11), fc.nat(10_000)), {
        minLength: 8,
        maxLength: 25,
      }),
      async (acts) => {
        // One whose turnover is its dispensing beside one that was sold at its hand-over.
        const { client } = await life.aClientWith(1)
        await life.contractIs(client, { turnover: 'hand_over' })
        await someCoupons(life.app, client)
        const driver = await life.aDriver(client.id)
        await paid(life.app, client.id, 300_000n)
        for (const [name, which, n] of acts) {
          const ids = await newest(client)
          await ACTS[name](client, ids[which % ids.length]!, driver.id, n)
        }
        await addsUp(client)
      },
    ),
    { numRuns: 12 },
  )
  assert.deepEqual(await life.broken(), [])
})

test('everything at once on one coupon: what is acknowledged has happened, once', async () => {
  for (let round = 0; round < 6; round++) {
    const { client, ids } = await aClientOf(round)
    const driver = await life.aDriver(client.id)
    await paid(life.app, client.id, 300_000n)
    await Promise.all(
      NAMES.filter((name) => name !== 'end').flatMap((name) =>
        [1, 2].map((n) => ACTS[name](client, ids[0]!, driver.id, round + n)),
      ),
    )
    await addsUp(client)
  }
  assert.deepEqual(await life.broken(), [])
})

test('split, swapped, returned and expired at the same moment: one of them is', async () => {
  for (let round = 0; round < 6; round++) {
    const { client, ids } = await aClientOf(round)
    await paid(life.app, client.id, 300_000n)
    const { returnId } = await life.do((tx) =>
      askReturn(tx, { clientId: client.id, couponIds: ids, kind: 'return', reason: '', by: BY }),
    )
    const [split, swapped, approved, declined] = await Promise.all([
      ACTS.split(client, ids[0]!, '', 0),
      ACTS.swap(client, ids[0]!),
      life.do((tx) => approveReturn(tx, { clientId: client.id, returnId: returnId!, by: staff })),
      life.do((tx) =>
        declineReturn(tx, { clientId: client.id, returnId: returnId!, by: staff, answer: 'нет' }),
      ),
    ])
    const ended = [split.ok, swapped.ok, approved.ok].filter(Boolean).length
    assert.ok(ended === 1 || (ended === 0 && declined.ok), `${round}: ${ended} of three`)
    assert.notEqual(approved.ok, declined.ok)
    await addsUp(client)
  }
  assert.deepEqual(await life.broken(), [])
})
