/** Fuel that is given while a till cannot reach us (domain §6.4, offline; E10). */
import assert from 'node:assert/strict'
import { createPublicKey, randomUUID, verify } from 'node:crypto'
import test, { after, before } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { handoutPath } from '../coupons/handout.ts'
import { sendCoupons } from '../coupons/send-coupons.ts'
import { giveCoupons } from '../coupons/give-coupons.ts'
import { takeBack } from '../coupons/take-back.ts'
import { blockCoupons } from '../coupons/block-coupons.ts'
import { checkLedger } from '../ledger/invariants.ts'
import { readQrCodes } from '../testing/read-qr.ts'
import { callApi } from '../testing/api.ts'
import { aCoupon, aDriver, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, aTill, couponNow, ledgerSum, type Till, whyNot } from '../testing/tills.ts'
import { OfflineAnswer, OfflineKit } from './api-schemas.ts'
import { blockList } from './block-list.ts'
import { type OfflineRefuel, postOffline } from './offline.ts'
import { readOfflineToken, signOfflineToken } from './offline-token.ts'
import { showOfflineToken } from './show-offline-token.ts'

let site: TestSite
let till: Till
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 33_333n })
  till = await aTill(site.app)
})
after(async () => {
  const broken = (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0)
  assert.deepEqual(broken, [])
  await site.stop()
})

const BY = { name: 'test' }

/** A coupon of ten litres whose contract lets tills serve twenty without asking, and the token of its QR code. */
async function offlineCoupon(contract = '') {
  const client = await site.aClient()
  await sql
    .raw(`update contract set offline_ml = 20000 ${contract} where id = '${client.contractId}'`)
    .execute(site.owner)
  const coupon = await aCoupon(site.app, client, { litres: 10 })
  const token = await showOfflineToken(site.app, { clientId: client.id, id: coupon.id })
  return { ...coupon, client, token: token! }
}

const given = (token: string, more: Partial<OfflineRefuel> = {}): OfflineRefuel => ({
  posTxnId: `off-${randomUUID()}`,
  token,
  at: new Date(),
  ...more,
})
const post = async (from: Till, ...refuels: OfflineRefuel[]) => postOffline(site.app, from, refuels)
const one = async (from: Till, refuel: OfflineRefuel) => (await post(from, refuel))[0]!

async function give(clientId: string, couponId: string) {
  const { id: driverId } = await aDriver(site.app, clientId)
  const gift = { clientId, couponIds: [couponId], driverId, plate: '', note: '', by: BY }
  await site.app.db.transaction((tx) => giveCoupons(tx, site.app.vault, gift))
}

test('the QR code of a driver’s page holds the link, and behind it a token that the published key opens', async () => {
  const client = await site.aClient()
  await sql`update contract set offline_ml = 20000 where id = ${client.contractId}`.execute(site.owner)
  const coupon = await aCoupon(site.app, client, { litres: 10 })
  await give(client.id, coupon.id)
  const sent = await site.app.db.transaction((tx) =>
    sendCoupons(tx, site.app.vault, {
      ...{ clientId: client.id, couponIds: [coupon.id], lang: 'ru', how: 'link', by: BY },
    }),
  )
  assert.ok(sent.ok)
  const path = handoutPath(sent.handout.token, false)
  const picture = await fetch(new URL(`${path}/qr.png`, site.url))
  const [shown = ''] = await readQrCodes(new Uint8Array(await picture.arrayBuffer()))
  const kit = OfflineKit.parse((await callApi(site, '/api/pos/v1/offline', { key: till.key })).body)
  const [link = '', token = ''] = shown.split('#')
  assert.ok(link.endsWith(path), shown)
  const [said, signature] = [token.slice(0, token.lastIndexOf('.')), token.slice(token.lastIndexOf('.') + 1)]
  const key = kit.keys.find(({ id }) => said.endsWith(`.${id}`))!
  const open = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey }, format: 'jwk' })
  assert.ok(verify(null, Buffer.from(said), open, Buffer.from(signature, 'base64url')))
  // What a till reads that can ask is the same coupon.
  assert.equal(approved(await till.redeem(shown)).ml, 10_000n)
})

test('what was given offline is posted once, as a refuel of its shift', async () => {
  const { id, client, token } = await offlineCoupon()
  const refuel = given(token, { at: new Date(Date.now() - 600_000) })
  const answer = approved(await one(till, refuel))
  assert.deepEqual(
    [answer.ml, answer.shortMl, answer.tiyn, answer.state],
    [10_000n, 0n, 333_330n, 'completed'],
  )
  assert.equal((await couponNow(site.app, id)).state, 'redeemed')
  const again = approved(await one(till, refuel))
  assert.deepEqual([again.operationId, again.replayed], [answer.operationId, true])
  const [unlike] = await post(till, { ...refuel, fiscalReceipt: { number: '51' } })
  assert.deepEqual(unlike, { outcome: 'refused', reason: 'reused' })
  const [other] = await post(till, { ...refuel, at: new Date() })
  assert.deepEqual(other, { outcome: 'refused', reason: 'reused' })
  assert.equal(await ledgerSum(site.app, client.id, 'offline_loss'), 0n)
})

test('what was given offline may have its fiscal receipt with it', async () => {
  const { id, token } = await offlineCoupon()
  const refuel = given(token, { fiscalReceipt: { number: '51', sign: '1234567890' } })
  const answer = approved(await one(till, refuel))
  assert.deepEqual(approved(await one(till, refuel)), { ...answer, replayed: true })
  const { rows } = await sql<{ receipt: object }>`
    select fiscal_receipt as receipt from till_transaction where coupon_id = ${id}`.execute(site.owner)
  assert.deepEqual(rows, [{ receipt: refuel.fiscalReceipt }])
})

test('a coupon that two stations served is paid once by the client, and the second by the network', async () => {
  const { id, client, token } = await offlineCoupon()
  const elsewhere = await aTill(site.app)
  approved(await one(till, given(token)))
  const second = approved(await one(elsewhere, given(token)))
  assert.deepEqual([second.ml, second.shortMl, second.state], [10_000n, 10_000n, 'late_posted'])
  assert.equal(await ledgerSum(site.app, client.id, 'offline_loss'), 333_330n)
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from coupon_event where coupon_id = ${id} and what = 'used_twice'`.execute(
    site.app.db.write,
  )
  assert.equal(rows[0]!.n, 1)

  // All of it given back, the loss is undone too.
  approved(await elsewhere.refund(second.posTxnId, 10_000n))
  assert.equal(await ledgerSum(site.app, client.id, 'offline_loss'), 0n)
})

test('a hundred stations that all served one coupon offline are all posted, and the coupon pays once', async () => {
  const { id, client, token } = await offlineCoupon()
  const answers = await Promise.all(Array.from({ length: 100 }, async () => one(till, given(token))))
  assert.equal(answers.filter((answer) => approved(answer).shortMl === 0n).length, 1)
  assert.equal((await couponNow(site.app, id)).value, 0n)
  assert.equal(await ledgerSum(site.app, client.id, 'offline_loss'), 99n * 333_330n)
})

test('a block before the refuel spares the client, one after it does not', async () => {
  for (const [blockedAfter, short] of [
    [true, 0n],
    [false, 10_000n],
  ] as const) {
    const { id, client, token } = await offlineCoupon()
    await site.app.db.transaction((tx) =>
      blockCoupons(tx, { clientId: client.id, couponIds: [id], level: 'client', reason: 'lost', by: BY }),
    )
    const at = new Date(Date.now() + (blockedAfter ? -600_000 : 0))
    assert.equal(approved(await one(till, given(token, { at }))).shortMl, short)
  }
})

test('a token of a coupon that was taken back is the network’s loss, and the coupon keeps its litres', async () => {
  const { id, client, token } = await offlineCoupon()
  await give(client.id, id)
  await site.app.db.transaction((tx) =>
    takeBack(tx, site.app.vault, { clientId: client.id, couponIds: [id], by: BY }),
  )
  assert.equal(approved(await one(till, given(token))).shortMl, 10_000n)
  assert.equal((await couponNow(site.app, id)).left, 10_000n)
})

test('what we have not signed, or what had run out when it was taken, is not posted', async () => {
  const { id, token } = await offlineCoupon()
  const forged = token.replace('.10000.', '.90000.')
  assert.equal(whyNot(await one(till, given(forged))), 'unknown_code')
  assert.equal(whyNot(await one(till, given('v1'))), 'unknown_code')
  const late = new Date(Date.now() + 5 * 86_400_000)
  assert.equal(whyNot(await one(till, given(token, { at: late }))), 'expired')
  assert.equal((await couponNow(site.app, id)).left, 10_000n)
})

test('only whole, open coupons without a PIN, as small as the contract says, get a token', async () => {
  const shown = async (contract: string, coupon = '') => {
    const client = await site.aClient()
    await sql.raw(`update contract set ${contract} where id = '${client.contractId}'`).execute(site.owner)
    const { id, code } = await aCoupon(site.app, client, { litres: 10 })
    if (coupon === 'used') approved(await till.redeem(code, { ml: 1_000n }))
    return showOfflineToken(site.app, { clientId: client.id, id })
  }
  assert.ok(await shown('offline_ml = 10000'))
  assert.equal(await shown('offline_ml = null'), undefined)
  assert.equal(await shown('offline_ml = 9990'), undefined)
  assert.equal(await shown('offline_ml = 10000, pin_required = true'), undefined)
  assert.equal(await shown('offline_ml = 10000, station_scope = array[1]'), undefined)
  assert.equal(await shown('offline_ml = 10000', 'used'), undefined)
})

test('the list names what was shown and pays no more, and its number changes with it', async () => {
  // Another App each time: what one has read it keeps for ten seconds.
  const read = () => blockList({ ...site.app })
  const { code, token } = await offlineCoupon()
  const { number, codeNo } = readOfflineToken(site.app.vault, token)!
  const before = await read()
  assert.ok(!before.blocked.includes(`${number}.${codeNo}`))
  const { posTxnId } = approved(await till.redeem(code, { ml: 1_000n }))
  const used = await read()
  assert.ok(used.blocked.includes(`${number}.${codeNo}`))
  assert.notEqual(used.version, before.version)
  approved(await till.reverse(posTxnId))
  assert.deepEqual(await read(), before)
})

test('a list over HTTP is answered one by one, and a list of wrong forms changes nothing', async () => {
  const { token } = await offlineCoupon()
  const other = await offlineCoupon()
  const call = (body: unknown) => callApi(site, '/api/pos/v1/offline', { key: till.key, body })
  const refuels = [token, 'nothing of ours', other.token].map((text) => ({
    posTxnId: `off-${randomUUID()}`,
    token: `https://lk.example/c/abcdefghijklmnopqrstuv#${text}`,
    at: new Date().toISOString(),
  }))
  const { results } = OfflineAnswer.parse((await call({ refuels })).body)
  assert.deepEqual(
    results.map((result) => 'approved' in result && result.approved),
    [true, false, true],
  )
  const again = OfflineAnswer.parse(
    (await call({ refuels: [refuels[0], { ...refuels[2]!, pump: '9' }] })).body,
  )
  assert.ok('replayed' in again.results[0]! && again.results[0].replayed)
  assert.deepEqual(again.results[1], { posTxnId: refuels[2]!.posTxnId, error: 'pos_txn_reused' })
  for (const body of [
    { refuels: [] },
    { refuels: [{ ...refuels[0], at: 'yesterday' }] },
    { refuels: 'all' },
    {},
  ])
    assert.equal((await call(body)).status, 422)
})

test('a token says what was signed, and nothing else does', () => {
  const products = ['AI92', 'AI95', 'DT'] as const
  fc.assert(
    fc.property(
      fc.record({
        number: fc.bigInt(100_001n, 10n ** 12n),
        codeNo: fc.nat(1000),
        product: fc.constantFrom(...products),
        ml: fc.integer({ min: 1, max: 100_000 }).map((n) => BigInt(n) * 10n),
        until: fc
          .date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
          .map((day) => day.toISOString().slice(0, 10)),
      }),
      fc.nat(1000),
      (said, at) => {
        const token = signOfflineToken(site.app.vault, said)
        assert.deepEqual(readOfflineToken(site.app.vault, token), { ...said })
        const place = at % token.length
        const changed = token.slice(0, place) + (token[place] === '1' ? '2' : '1') + token.slice(place + 1)
        assert.equal(readOfflineToken(site.app.vault, changed), undefined)
      },
    ),
  )
})
