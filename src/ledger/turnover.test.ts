/** Coupons whose turnover is their hand-over (domain §6.5, last line): sold with their issue, litres from then on. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { askReturn } from '../coupons/ask-return.ts'
import { approveReturn } from '../coupons/decide-return.ts'
import { expireCoupons } from '../coupons/expire-coupons.ts'
import { prolongCoupon } from '../coupons/prolong-coupon.ts'
import { splitCoupon } from '../coupons/split-coupon.ts'
import { quoteSwap, swapGrade } from '../coupons/swap-grade.ts'
import { BY, type Client, type Life, openLife } from '../coupons/testing.ts'
import { isoDay } from '../i18n/format.ts'
import { paid, someCoupons } from '../testing/coupons.ts'
import { aTill, approved, couponNow, ledgerSum, type Till } from '../testing/tills.ts'
import { post } from './post.ts'

let life: Life
let till: Till
let staff: { name: string; accountId: string }
before(async () => {
  life = await openLife()
  till = await aTill(life.app)
  staff = { name: 'Дана', accountId: (await life.site.aPerson({ name: 'Дана', staff: 'accountant' })).id }
})
after(async () => {
  assert.deepEqual(await life.broken(), [])
  await life.close()
})

// 20 litres at 245.50: 4 910 ₸, of them 16 % inside.
const NOMINAL = 491_000n
const TAX = 67_724n

/** A client whose contract sells coupons at their hand-over, and so many of them. */
async function aBuyer(count = 1, rules: Record<string, string> = {}) {
  const client = await life.site.aClient()
  await life.contractIs(client, { turnover: 'hand_over', ...rules })
  const coupons = await someCoupons(life.app, client, { count })
  return { client, coupons, ids: coupons.map(({ id }) => id) }
}

/** Turnover with its tax, the tax of it, money owed in coupons, and money on the account; all above nought. */
async function books(client: Client) {
  const [revenue, vat, owed, advance] = await Promise.all(
    ['revenue', 'vat_payable', 'coupon_liability', 'client_advance'].map((account) =>
      ledgerSum(life.app, client.id, account),
    ),
  )
  return { sold: -revenue! - vat!, vat: -vat!, owed: -owed!, advance: -advance! }
}

async function giveBack(client: Client, ids: string[], kind: 'return' | 'void' = 'return'): Promise<void> {
  const { returnId } = await life.do((tx) =>
    askReturn(tx, { clientId: client.id, couponIds: ids, kind, reason: '', by: BY }),
  )
  const answer = await life.do((tx) =>
    approveReturn(tx, { clientId: client.id, returnId: returnId!, by: staff }),
  )
  assert.ok(answer.ok)
}

async function expire(client: Client, id: string): Promise<void> {
  await life.endedDaysAgo(id, 1)
  assert.equal(await life.do((tx) => expireCoupons(tx, { clientId: client.id, couponIds: [id] })), 1)
}

const prolong = (client: Client, couponId: string) =>
  life.do((tx) =>
    prolongCoupon(tx, {
      clientId: client.id,
      couponId,
      validTo: isoDay(new Date(Date.now() + 30 * 86_400_000)),
      by: BY,
    }),
  )

test('coupons are turnover when they are issued, with the tax of that day; what is owed for them is litres', async () => {
  const { client } = await aBuyer(3)
  const vat = (3n * NOMINAL * 16n) / 116n
  assert.deepEqual(await books(client), { sold: 3n * NOMINAL, vat, owed: 0n, advance: 0n })
  assert.equal(await ledgerSum(life.app, client.id, 'coupon_liability', 'AI95'), -60_000n)
})

test('a refuel moves litres and no tiyn, and its till reads the price all the same', async () => {
  const { client, coupons } = await aBuyer()
  const before = await books(client)
  const first = approved(await till.redeem(coupons[0]!.code, { ml: 3_330n }))
  assert.equal(first.tiyn, 81_752n)
  assert.equal((await couponNow(life.app, coupons[0]!.id)).value, NOMINAL - 81_752n)
  const rest = approved(await till.redeem(coupons[0]!.code))
  assert.equal(rest.tiyn, NOMINAL - 81_752n)
  assert.equal((await couponNow(life.app, coupons[0]!.id)).state, 'redeemed')
  assert.deepEqual(await books(client), before)
  assert.equal(await ledgerSum(life.app, client.id, 'revenue', 'AI95'), -20_000n)
  assert.equal(await ledgerSum(life.app, client.id, 'coupon_liability', 'AI95'), 0n)
})

test('a refuel taken back or refunded moves litres back; to a coupon that has ended, money and tax', async () => {
  const { client, coupons } = await aBuyer(2)
  const before = await books(client)
  const [one, two] = coupons
  const taken = approved(await till.redeem(one!.code, { ml: 10_000n }))
  await till.reverse(taken.posTxnId)
  const refueled = approved(await till.redeem(two!.code, { ml: 10_000n }))
  approved(await till.refund(refueled.posTxnId, 4_000n))
  assert.deepEqual(await books(client), before)
  assert.equal((await couponNow(life.app, two!.id)).value, NOMINAL - ((10_000n - 4_000n) * 24_550n) / 1000n)

  // What is left goes back for money; the refuel is given back later still.
  await giveBack(client, [two!.id])
  approved(await till.refund(refueled.posTxnId, 6_000n))
  const { sold, advance, vat } = await books(client)
  assert.equal(advance, NOMINAL)
  assert.equal(sold, NOMINAL)
  assert.equal(before.vat - vat, TAX + ((2n * NOMINAL * 16n) / 116n - 2n * TAX), 'the coupon’s whole share')
})

test('all coupons of a lot returned in any order leave exactly nothing, of turnover and of tax', async () => {
  const { client, ids } = await aBuyer(3)
  const [one, two, three] = ids as [string, string, string]
  await expire(client, two)
  await giveBack(client, [three])
  assert.deepEqual(await prolong(client, two).then(({ ok }) => ok), true)
  assert.equal((await books(client)).sold, 2n * NOMINAL)
  await giveBack(client, [one], 'void')
  await expire(client, two)
  assert.deepEqual(await books(client), { sold: 0n, vat: 0n, owed: 0n, advance: 3n * NOMINAL })
})

test('what is left after a refuel takes its part of the tax back, to the tiyn', async () => {
  const { client, coupons, ids } = await aBuyer()
  approved(await till.redeem(coupons[0]!.code, { ml: 6_670n }))
  const { value } = await couponNow(life.app, ids[0]!)
  await giveBack(client, ids)
  assert.deepEqual(await books(client), {
    sold: NOMINAL - value,
    vat: TAX - (TAX * value) / NOMINAL,
    owed: 0n,
    advance: value,
  })
})

test('the rest of a coupon for one use returns with its first refuel', async () => {
  const { client, coupons } = await aBuyer(1, { redemption: 'single_remainder_to_advance' })
  const refuel = approved(await till.redeem(coupons[0]!.code, { ml: 5_000n }))
  assert.deepEqual(await books(client).then(({ sold, owed, advance }) => ({ sold, owed, advance })), {
    sold: 122_750n,
    owed: 0n,
    advance: NOMINAL - 122_750n,
  })
  await till.reverse(refuel.posTxnId)
  assert.deepEqual(await books(client), { sold: 0n, vat: 0n, owed: 0n, advance: NOMINAL })
})

test('what is forfeited stays turnover: litres alone move, and come back when it is prolonged', async () => {
  const { client, ids } = await aBuyer(1, { expiry: 'forfeit' })
  const before = await books(client)
  await expire(client, ids[0]!)
  assert.deepEqual(await books(client), before)
  assert.equal(await ledgerSum(life.app, client.id, 'other_income'), 0n)
  assert.equal(await ledgerSum(life.app, client.id, 'coupon_liability', 'AI95'), 0n)
  assert.ok((await prolong(client, ids[0]!)).ok)
  assert.equal((await couponNow(life.app, ids[0]!)).value, NOMINAL)
  assert.deepEqual(await books(client), before)
})

test('parts of a coupon keep its turnover and its tax, another fuel is sold at today’s price and rate', async () => {
  const { client, ids } = await aBuyer()
  await paid(life.app, client.id, 200_000n)
  const before = await books(client)
  // Another rate today, and a contract that sells at dispensing by now.
  await sql`insert into vat_rate values (local_day(now()), 2000)`.execute(life.site.owner)
  await life.contractIs(client, { turnover: 'dispensing' })
  const split = await life.do((tx) =>
    splitCoupon(tx, life.app.vault, {
      clientId: client.id,
      couponId: ids[0]!,
      parts: [6_660n, 6_660n, 6_680n],
      by: BY,
    }),
  )
  assert.ok(split.ok)
  assert.deepEqual(await books(client), before)

  const part = await life.see(client, split.coupons[0]!.id)
  const quoted = await quoteSwap(life.app.db.write, client.id, part, 'DT')
  assert.ok(quoted.ok)
  const swapped = await life.do((tx) =>
    swapGrade(tx, life.app.vault, {
      clientId: client.id,
      couponId: part.id,
      product: 'DT',
      agreedTiyn: quoted.quote.differenceTiyn,
      by: BY,
    }),
  )
  await sql`delete from vat_rate where bp = 2000`.execute(life.site.owner)
  assert.ok(swapped.ok)
  const { sold, vat, owed, advance } = await books(client)
  assert.equal(sold, before.sold + quoted.quote.differenceTiyn)
  assert.equal(advance, before.advance - quoted.quote.differenceTiyn)
  assert.equal(owed, 0n)
  const dearer = (2n * quoted.quote.tiyn * 2000n + 12_000n) / 24_000n
  assert.equal(vat, TAX - part.soldVatTiyn! + dearer)
})

test('a contract that changes its mind sells later coupons otherwise, and leaves those it has issued', async () => {
  const { client, coupons } = await aBuyer()
  await life.contractIs(client, { turnover: 'dispensing' })
  const [later] = await someCoupons(life.app, client)
  assert.deepEqual(await books(client), { sold: NOMINAL, vat: TAX, owed: NOMINAL, advance: 0n })
  approved(await till.redeem(coupons[0]!.code))
  assert.equal((await books(client)).sold, NOMINAL)
  approved(await till.redeem(later!.code))
  assert.deepEqual(await books(client), { sold: 2n * NOMINAL, vat: 2n * TAX, owed: 0n, advance: 0n })
})

test('fuel beyond the coupon is turnover of its own: nobody had sold it', async () => {
  const { client, coupons } = await aBuyer()
  const hold = approved(await till.authorize(coupons[0]!.code, 20_000n))
  const done = approved(await till.complete(hold.posTxnId, 20_300n))
  assert.equal(done.tiyn, NOMINAL + 7_365n)
  const { sold, owed } = await books(client)
  assert.deepEqual({ sold, owed }, { sold: NOMINAL + 7_365n, owed: 0n })
  assert.equal(await ledgerSum(life.app, client.id, 'suspense'), 7_365n)
})

test('the database refuses to sell a coupon twice, or to take it back and leave its turnover', async () => {
  const { client, ids } = await aBuyer()
  const { client: other, ids: ordinary } = await life.aClientWith()
  const refuel = { debit: 'coupon_liability', credit: 'revenue', event: 'redeem' } as const
  const posting = (clientId: string, couponId: string, tiyn: bigint, worthTiyn?: bigint) =>
    sql`insert into posting (client_id, event, ref_id, debit, credit, tiyn, worth_tiyn, product, ml, coupon_id)
      values (${clientId}, ${refuel.event}, new_id(), ${refuel.debit}, ${refuel.credit}, ${tiyn}, ${worthTiyn ?? null}, 'AI95', 10, ${couponId})`.execute(
      life.app.db.write,
    )
  await assert.rejects(posting(client.id, ids[0]!, 246n, 246n), /as if its turnover were another/)
  await assert.rejects(posting(client.id, ids[0]!, 246n, 0n), /posting_worth_of_litres/)
  await assert.rejects(posting(client.id, ids[0]!, 0n), /spent_tiyn/)
  await assert.rejects(posting(other.id, ordinary[0]!, 0n, 246n), /as if its turnover were another/)
  const out = {
    event: 'return',
    debit: 'coupon_liability',
    credit: 'client_advance',
    product: 'AI95',
    ml: 20_000n,
  } as const
  await assert.rejects(
    life.do((tx) =>
      post(tx, {
        ...out,
        clientId: client.id,
        couponId: ids[0]!,
        refId: client.id,
        tiyn: NOMINAL,
        worthTiyn: NOMINAL,
      }),
    ),
    /as if its turnover were another/,
  )
  await assert.rejects(
    sql`insert into lot (client_id, contract_id, origin, product, nominal_ml, count, tiyn_per_l, nominal_tiyn, sold_vat_tiyn)
      values (${client.id}, ${client.contractId}, 'seed', 'AI95', 20000, 1, 24550, ${NOMINAL}, ${TAX})`.execute(
      life.app.db.write,
    ),
    /lot_sold_is_turnover|turnover of lot/,
  )
})

for (const [rule, broken, mended, event] of [
  [
    'a lot that is sold is turnover, with the tax its coupons share, and no other is',
    'vat_tiyn = vat_tiyn - 1',
    'vat_tiyn = vat_tiyn + 1',
    'turnover',
  ],
  [
    'the turnover of coupons that are sold is what was issued less what came back',
    'vat_tiyn = vat_tiyn - 1',
    'vat_tiyn = vat_tiyn + 1',
    'turnover_undone',
  ],
  [
    'litres of a coupon move with money or with their worth, as it was issued',
    'worth_tiyn = null',
    'worth_tiyn = 245500',
    'redeem',
  ],
] as const)
  test(`the doctor names what breaks «${rule}»`, async () => {
    const { client, coupons, ids } = await aBuyer()
    approved(await till.redeem(coupons[0]!.code, { ml: 10_000n }))
    await giveBack(client, ids)
    const change = (to: string) =>
      sql
        .raw(`update posting set ${to} where client_id = '${client.id}' and event = '${event}'`)
        .execute(life.site.owner)
    await change(broken)
    assert.ok((await life.broken()).some((finding) => finding.rule === rule))
    await change(mended)
  })
