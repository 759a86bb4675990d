import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { readAdvance } from '../ledger/advance.ts'
import { checkLedger } from '../ledger/invariants.ts'
import { sha256 } from '../secrets.ts'
import { aCoupon, aTerminal, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, couponNow, ledgerSum, type Till, whyNot } from '../testing/tills.ts'

let site: TestSite
let till: Till
before(async () => {
  site = await testSite({ LIMIT_UNKNOWN_CODES_PER_MINUTE: '10000' })
  await pricesAre(site.app, { AI95: 24_550n })
  till = await aTill(site.app)
})
after(async () => {
  const broken = (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0)
  assert.deepEqual(broken, [])
  await site.stop()
})

type Client = Awaited<ReturnType<TestSite['aClient']>>
const change = (table: 'contract' | 'coupon' | 'station' | 'client', id: string | number, set: string) =>
  sql.raw(`update ${table} set ${set} where id = '${id}'`).execute(site.owner)
async function coupon(contract = ''): Promise<{ id: string; code: string; client: Client }> {
  const client = await site.aClient()
  if (contract) await change('contract', client.contractId, contract)
  return { ...(await aCoupon(site.app, client)), client }
}

test('a redemption takes the whole coupon, and its money becomes revenue with the tax inside', async () => {
  const { id, code, client } = await coupon()
  const answer = approved(await till.redeem(code))
  assert.equal(answer.product, 'AI95')
  assert.equal(answer.ml, 20_000n)
  assert.equal(answer.tiyn, 491_000n)
  assert.equal(answer.remainingMl, 0n)
  assert.equal(answer.replayed, false)
  assert.deepEqual(await couponNow(site.app, id), {
    state: 'redeemed',
    ...{ left: 0n, hold: 0n, value: 0n, closed: null, blocked: null },
  })
  // 491 000 × 16 / 116 = 67 724.1
  assert.equal(await ledgerSum(site.app, client.id, 'vat_payable'), -67_724n)
  assert.equal(await ledgerSum(site.app, client.id, 'revenue'), -423_276n)
  assert.equal(await ledgerSum(site.app, client.id, 'coupon_liability'), 0n)
  assert.equal(await ledgerSum(site.app, client.id, 'coupon_liability', 'AI95'), 0n)
  assert.equal(await ledgerSum(site.app, client.id, 'revenue', 'AI95'), -20_000n)
})

test('a coupon is used in parts, and the last drop takes the last tiyn', async () => {
  const client = await site.aClient()
  await sql`insert into price (product, tiyn_per_l, starts_at) values ('DT', 33333, now())`.execute(
    site.owner,
  )
  const { id, code } = await aCoupon(site.app, client, { product: 'DT', litres: 10 })
  const answers = []
  for (const ml of [3_330n, 3_330n, 3_330n, 10n])
    answers.push(approved(await till.redeem(code, { ml, product: 'DT' })))
  assert.deepEqual(
    answers.map(({ remainingMl }) => remainingMl),
    [6_670n, 3_340n, 10n, 0n],
  )
  // 10 l cost 333 330; 3.33 l cost 110 999 (110 998.9), three times 332 997; 10 ml would be 333 as well.
  assert.deepEqual(
    answers.map(({ tiyn }) => tiyn),
    [110_999n, 110_999n, 110_999n, 333n],
  )
  assert.equal((await couponNow(site.app, id)).value, 0n)
  assert.equal(await ledgerSum(site.app, client.id, 'coupon_liability'), 0n)
})

test('the rate of the tax is the day’s', async () => {
  const { code, client } = await coupon()
  await sql`insert into vat_rate values (local_day(now()), 2000)`.execute(site.owner)
  approved(await till.redeem(code))
  await sql`delete from vat_rate where bp = 2000`.execute(site.owner)
  assert.equal(await ledgerSum(site.app, client.id, 'vat_payable'), -81_833n)
})

test('the same name with the same words is the same answer, however often; nothing happens twice', async () => {
  const { id, code } = await coupon()
  const posTxnId = randomUUID()
  const first = approved(await till.redeem(code, { posTxnId, ml: 5_000n }))
  const spaced = code.replace(/(\d{4})/g, '$1 ')
  for (const again of [
    await till.redeem(code, { posTxnId, ml: 5_000n }),
    await till.redeem(spaced, { posTxnId, ml: 5_000n }),
  ])
    assert.deepEqual(again, { ...first, replayed: true })
  assert.equal((await couponNow(site.app, id)).left, 15_000n)
})

test('a refusal is the same refusal when it is asked again, also when it would be granted by now', async () => {
  const { id, code } = await coupon()
  await change('coupon', id, `blocked_by = 'client', blocked_at = now()`)
  const posTxnId = randomUUID()
  const refused = await till.redeem(code, { posTxnId })
  assert.equal(whyNot(refused), 'blocked_by_client')
  await change('coupon', id, `blocked_by = null, blocked_at = null`)
  assert.deepEqual(await till.redeem(code, { posTxnId }), { ...refused, replayed: true })
  approved(await till.redeem(code))
})

test('the same name with other words is refused and changes nothing', async () => {
  const { id, code } = await coupon()
  const posTxnId = randomUUID()
  approved(await till.redeem(code, { posTxnId, ml: 5_000n }))
  const other = await coupon()
  for (const again of [
    await till.redeem(code, { posTxnId, ml: 5_010n }),
    await till.redeem(code, { posTxnId }),
    await till.redeem(other.code, { posTxnId, ml: 5_000n }),
    await till.redeem(code, { posTxnId, ml: 5_000n, pin: '1234' }),
    await till.authorize(code, 5_000n, { posTxnId }),
    await till.refund(posTxnId, 5_000n, posTxnId),
  ])
    assert.equal(whyNot(again), 'reused')
  assert.equal((await couponNow(site.app, id)).left, 15_000n)
  assert.equal((await couponNow(site.app, other.id)).left, 20_000n)
})

test('two tills may use the same name for different things', async () => {
  const [a, b] = [await coupon(), await coupon()]
  const neighbour = await aTill(site.app, { ...till, ...(await aTerminal(site.app, till.id)) })
  const posTxnId = randomUUID()
  approved(await till.redeem(a.code, { posTxnId }))
  assert.equal(approved(await neighbour.redeem(b.code, { posTxnId })).replayed, false)
})

test('the address in a driver’s QR code is as good as the code, when it shows one coupon', async () => {
  const { id, client } = await coupon()
  const token = randomUUID().replaceAll('-', '')
  const handout = async (couponIds: string[], secret: string) => {
    const { rows } = await sql<{ id: string }>`
      insert into handout (client_id, token_hash) values (${client.id}, ${sha256(secret)}) returning id`.execute(
      site.owner,
    )
    for (const couponId of couponIds)
      await sql`insert into handout_coupon (client_id, handout_id, coupon_id) values (${client.id}, ${rows[0]!.id}, ${couponId})`.execute(
        site.owner,
      )
    return rows[0]!.id
  }
  const link = await handout([id], token)
  approved(await till.redeem(`https://mycoupon.example.kz/c/${token}`, { ml: 1_000n }))
  approved(await till.redeem(` http://127.0.0.1:3000/c/${token}?lang=kk `, { ml: 1_000n }))
  const second = await aCoupon(site.app, client)
  const both = randomUUID()
  const shared = await handout([id, second.id], both)
  assert.equal(whyNot(await till.redeem(`https://x.kz/c/b/${both}`)), 'several_coupons')
  const leave = (couponId: string) =>
    sql`update handout_coupon set revoked_at = now() where handout_id = ${shared} and coupon_id = ${couponId}`.execute(
      site.owner,
    )
  await leave(second.id)
  approved(await till.redeem(`https://x.kz/c/b/${both}`, { ml: 1_000n }))
  await leave(id)
  assert.equal(whyNot(await till.redeem(`https://x.kz/c/b/${both}`)), 'link_replaced')
  await sql`update handout set revoked_at = now() where id = ${link}`.execute(site.owner)
  assert.equal(whyNot(await till.redeem(`https://x.kz/c/${token}`)), 'link_replaced')
  assert.equal(whyNot(await till.redeem(`https://x.kz/c/${randomUUID()}`)), 'unknown_code')
})

test('each reason against a coupon is told by its name', async () => {
  const returning = async (id: string, clientId: string) => {
    const { rows } = await sql<{ id: string }>`
      insert into coupon_return (client_id) values (${clientId}) returning id`.execute(site.owner)
    await change('coupon', id, `return_id = '${rows[0]!.id}'`)
  }
  const against: [string, (made: { id: string; client: Client }) => Promise<unknown>][] = [
    ['blocked_by_client', ({ id }) => change('coupon', id, `blocked_by = 'client', blocked_at = now()`)],
    ['blocked_by_network', ({ id }) => change('coupon', id, `blocked_by = 'retailer', blocked_at = now()`)],
    ['blocked_by_network', ({ id }) => change('coupon', id, `blocked_by = 'risk', blocked_at = now()`)],
    ['pin_locked', ({ id }) => change('coupon', id, `blocked_by = 'pin', blocked_at = now()`)],
    ['returning', ({ id, client }) => returning(id, client.id)],
    ['not_yet_active', ({ id }) => change('coupon', id, `valid_from = local_day(now()) + 1`)],
    [
      'expired',
      ({ id }) => change('coupon', id, `valid_from = '2020-01-01', valid_to = local_day(now()) - 1`),
    ],
    ['contract_suspended', ({ client }) => change('contract', client.contractId, `state = 'suspended'`)],
    ['contract_suspended', ({ client }) => change('client', client.id, `state = 'suspended'`)],
    ['station_not_allowed', ({ client }) => change('contract', client.contractId, `station_scope = '{0}'`)],
    ['pin_required', ({ client }) => change('contract', client.contractId, `pin_required = true`)],
    ['limit_day', ({ client }) => change('contract', client.contractId, `max_per_day_ml = 19990`)],
  ]
  for (const [reason, spoil] of against) {
    const made = await coupon()
    await spoil(made)
    const answer = await till.redeem(made.code)
    assert.equal(whyNot(answer), reason)
    assert.equal((await couponNow(site.app, made.id)).left, 20_000n)
    const { rows } = await sql<{ reason: string }>`
      select reason from till_transaction where coupon_id = ${made.id}`.execute(site.owner)
    assert.deepEqual(rows, [{ reason }], 'the attempt is on record')
  }
})

test('a coupon lives until the end of its last day, and until what was added to it', async () => {
  const last = await coupon()
  await change('coupon', last.id, `valid_to = local_day(now())`)
  approved(await till.redeem(last.code))
  const extended = await coupon()
  await change(
    'coupon',
    extended.id,
    `valid_from = '2020-01-01', valid_to = '2020-01-02', extended_until = now() + interval '1 minute'`,
  )
  approved(await till.redeem(extended.code, { ml: 10n }))
  await change('coupon', extended.id, `extended_until = now()`)
  assert.equal(whyNot(await till.redeem(extended.code, { ml: 10n })), 'expired')
})

test('coupons that have ended say how', async () => {
  const ends = { expired: 'expire', returned: 'return', replaced: 'replace_out', void: 'void' }
  for (const [closedAs, event] of Object.entries(ends)) {
    const { id, code, client } = await coupon()
    await sql`
      insert into posting (client_id, event, ref_id, debit, credit, tiyn, product, ml, coupon_id)
      values (${client.id}, ${event}, ${randomUUID()}, 'coupon_liability', 'client_advance', 491000, 'AI95', 20000, ${id})`.execute(
      site.owner,
    )
    await change('coupon', id, `closed_as = '${closedAs}', closed_at = now()`)
    assert.equal(whyNot(await till.redeem(code)), closedAs)
  }
})

test('a used coupon says when and where', async () => {
  const { code } = await coupon()
  const first = approved(await till.redeem(code))
  const answer = await till.redeem(code)
  assert.ok(answer.outcome === 'declined')
  assert.equal(answer.reason, 'used')
  assert.equal(new Date(answer.facts.at!).getTime(), first.at.getTime())
  assert.match(answer.facts.station!, /^АЗС S-/)
  assert.equal(answer.remainingMl, 0n)
})

test('a code nobody has, and what is no code at all, are unknown', async () => {
  for (const shown of ['0000 0000 0000 0000', '1234567890123456', 'https://example.kz', 'x', '\u0007']) {
    const answer = await till.redeem(shown)
    assert.equal(whyNot(answer), 'unknown_code', shown)
  }
})

test('the fuel must be the coupon’s, and the station must have it', async () => {
  const { code } = await coupon()
  const other = await till.redeem(code, { product: 'AI92' })
  assert.equal(whyNot(other), 'wrong_product')
  const poor = await aTill(site.app)
  await sql`update station_product set out_since = now() where station_id = ${poor.id} and product = 'AI95'`.execute(
    site.owner,
  )
  assert.equal(whyNot(await poor.redeem(code)), 'product_out_of_stock')
  await sql`delete from station_product where station_id = ${poor.id} and product = 'AI95'`.execute(
    site.owner,
  )
  assert.equal(whyNot(await poor.redeem(code)), 'product_out_of_stock')
  approved(await till.redeem(code, { product: 'AI95' }))
})

test('a station that takes no coupons, is closed or gone serves none', async () => {
  const { code } = await coupon()
  for (const state of [
    `takes_coupons = false`,
    `closed_until = now() + interval '1 hour'`,
    `state = 'gone'`,
  ]) {
    const shut = await aTill(site.app)
    await change('station', shut.id, state)
    assert.equal(whyNot(await shut.redeem(code)), 'terminal_not_allowed', state)
  }
  const open = await aTill(site.app)
  await change('station', open.id, `closed_until = now() - interval '1 second'`)
  approved(await open.redeem(code))
})

test('a withdrawn key opens nothing from that moment', async () => {
  const { id, code } = await coupon()
  const stolen = await aTill(site.app)
  approved(await stolen.redeem(code, { ml: 10n }))
  await sql`update terminal set revoked_at = now() where id = ${stolen.terminalId}`.execute(site.owner)
  for (const answer of [
    await stolen.redeem(code, { ml: 10n }),
    await stolen.authorize(code, 10n),
    await stolen.reverse('some-name'),
    await stolen.complete('some-name', 10n),
    await stolen.refund('some-name', 10n),
    await stolen.lookup(code),
  ])
    assert.equal(whyNot(answer), 'unknown_key')
  assert.equal((await couponNow(site.app, id)).left, 19_990n)
})

test('a coupon for one vehicle serves that one, or one the till does not name', async () => {
  const { id, code } = await coupon()
  await change('coupon', id, `plate = '123ABC02'`)
  for (const plate of ['124ABC02', '?', '123ABC0'])
    assert.equal(whyNot(await till.redeem(code, { plate, ml: 10n })), 'plate_mismatch')
  approved(await till.redeem(code, { plate: '123 авс-02', ml: 10n }))
  approved(await till.redeem(code, { ml: 10n }))
})

test('more than there is tells what there is', async () => {
  const { code } = await coupon()
  const answer = await till.redeem(code, { ml: 20_010n })
  assert.ok(answer.outcome === 'declined')
  assert.equal(answer.reason, 'insufficient')
  assert.equal(answer.remainingMl, 20_000n)
})

test('a strict coupon is taken whole or not at all', async () => {
  const { code } = await coupon(`redemption = 'single_strict'`)
  assert.equal(whyNot(await till.redeem(code, { ml: 19_990n })), 'whole_only')
  assert.equal(approved(await till.redeem(code)).ml, 20_000n)
})

test('what a coupon for one use still has goes to the client’s advance', async () => {
  const { id, code, client } = await coupon(`redemption = 'single_remainder_to_advance'`)
  const answer = approved(await till.redeem(code, { ml: 12_340n }))
  assert.equal(answer.remainingMl, 0n)
  const now = await couponNow(site.app, id)
  assert.deepEqual([now.closed, now.left, now.value], ['remainder', 0n, 0n])
  // 12.34 l × 245.50 = 302 947; the rest of 491 000 is 188 053.
  assert.equal(answer.tiyn, 302_947n)
  assert.equal((await readAdvance(site.app.db.write, client.id)).tiyn, 188_053n)
  assert.equal(whyNot(await till.redeem(code)), 'used')
})

test('a day’s limit counts what the coupon gave today, with what was taken back subtracted', async () => {
  const { code } = await coupon(`max_per_day_ml = 10000`)
  const first = approved(await till.redeem(code, { ml: 6_000n }))
  const answer = await till.redeem(code, { ml: 4_010n })
  assert.ok(answer.outcome === 'declined')
  assert.deepEqual([answer.reason, answer.facts.allowedMl], ['limit_day', 4_000])
  const found = await till.lookup(code)
  assert.ok(found.outcome === 'found')
  assert.equal(found.ml, 4_000n)
  approved(await till.refund(first.posTxnId, 1_000n))
  approved(await till.authorize(code, 5_000n))
  assert.equal(whyNot(await till.redeem(code, { ml: 10n })), 'limit_day')
  await sql`update till_transaction set at = at - interval '1 day' where pos_txn_id = ${first.posTxnId}`.execute(
    site.owner,
  )
  approved(await till.redeem(code, { ml: 5_000n }))
})

test('in times of shortage the network’s cap holds for its product, beside the contract’s limit', async () => {
  const [petrol, diesel] = [await coupon(), await aCoupon(site.app, await site.aClient(), { product: 'DT' })]
  await sql`
    insert into rationing (product, max_per_day_ml, reason, starts_at, ends_at)
    values ('AI95', 5000, 'test', now() - interval '1 minute', now() + interval '1 hour')`.execute(site.owner)
  try {
    const answer = await till.redeem(petrol.code)
    assert.ok(answer.outcome === 'declined')
    assert.deepEqual([answer.reason, answer.facts.allowedMl], ['rationing', 5_000])
    approved(await till.redeem(petrol.code, { ml: 5_000n }))
    assert.equal(whyNot(await till.redeem(petrol.code, { ml: 10n })), 'rationing')
    approved(await till.redeem(diesel.code))
  } finally {
    await sql`update rationing set ends_at = now()`.execute(site.owner)
  }
  approved(await till.redeem(petrol.code))
})

test('looking is without effect and says what a till may dispense', async () => {
  const { id, code } = await coupon()
  const counted = async () =>
    (await sql<{ n: bigint }>`select count(*) as n from till_transaction`.execute(site.app.db.write)).rows[0]!
      .n
  const before = await counted()
  approved(await till.authorize(code, 5_000n))
  const found = await till.lookup(code)
  assert.ok(found.outcome === 'found')
  assert.deepEqual(
    [found.product, found.nominalMl, found.remainingMl, found.ml, found.pinNeeded],
    ['AI95', 20_000n, 20_000n, 15_000n, false],
  )
  assert.equal(await counted(), before + 1n)
  assert.equal((await couponNow(site.app, id)).hold, 5_000n)
})

test('the database itself refuses reasons that are not in the list', async () => {
  await assert.rejects(
    sql`insert into till_transaction (terminal_id, station_id, shift_no, pos_txn_id, verb, state, reason)
      values (1, 1, 1, 'x-unknown-1', 'redeem', 'declined', 'because')`.execute(site.owner),
    /till_transaction_reason_known/,
  )
})
