/** What tills see of us over HTTP (interface §4.1). */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import test, { after, before } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { callApi } from '../testing/api.ts'
import { aCoupon, aStation, aTerminal, pricesAre, someCoupons } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { couponNow } from '../testing/tills.ts'
import { CloseShiftAnswer, HeartbeatAnswer, LookupAnswer, OperationAnswer } from './api-schemas.ts'

let site: TestSite
let station: Awaited<ReturnType<typeof aStation>>
before(async () => {
  site = await testSite({ LIMIT_UNKNOWN_CODES_PER_MINUTE: '100000', LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 24_550n })
  station = await aStation(site.app)
})
after(() => site.stop())

const call = (path: string, body?: unknown, key = station.key, headers: Record<string, string> = {}) =>
  callApi(site, `/api/pos/v1/${path}`, { key, headers, ...(body === undefined ? {} : { body }) })
const coupon = async () => aCoupon(site.app, await site.aClient())
const name = () => `api-${randomUUID()}`

test('the whole course of a refuel: look, hold, say what was dispensed, give some back, close the shift', async () => {
  const till = await aStation(site.app)
  const ask = async (path: string, body: unknown) => (await call(path, body, till.key)).body
  const { code } = await coupon()
  const found = LookupAnswer.parse(await ask('lookup', { code }))
  assert.ok(found.approved && 'nominalMl' in found)
  assert.deepEqual([found.product, found.ml, found.nominalMl], ['AI95', 20_000, 20_000])

  const posTxnId = name()
  const held = OperationAnswer.parse(
    await ask('authorize', { posTxnId, code, product: 'AI95', ml: 15_000, pump: '3' }),
  )
  assert.ok(held.approved)
  assert.deepEqual(
    [held.ml, held.remainingMl, held.state, held.replayed],
    [15_000, 5_000, 'authorized', false],
  )
  assert.ok(Date.parse(held.holdUntil!) - Date.parse(held.at) === 3_600_000)

  const done = OperationAnswer.parse(await ask('complete', { posTxnId, ml: 14_000 }))
  assert.ok(done.approved)
  assert.deepEqual([done.ml, done.tiyn, done.remainingMl, done.state], [14_000, 343_700, 6_000, 'completed'])
  assert.equal(done.operationId, held.operationId)

  const back = OperationAnswer.parse(
    await ask('refund', { posTxnId: name(), originalPosTxnId: posTxnId, ml: 1_000 }),
  )
  assert.ok(back.approved)
  assert.deepEqual([back.ml, back.tiyn, back.remainingMl], [1_000, 24_550, 7_000])

  const whole = OperationAnswer.parse(await ask('redeem', { posTxnId: name(), code }))
  assert.ok(whole.approved)
  assert.deepEqual([whole.ml, whole.remainingMl], [7_000, 0])
  const undone = OperationAnswer.parse(await ask('reverse', { posTxnId: whole.posTxnId }))
  assert.ok(undone.approved)
  assert.deepEqual([undone.state, undone.remainingMl], ['reversed', 7_000])

  const lines = [{ product: 'AI95', count: 1, ml: 13_000, tiyn: 319_150 }]
  const differs = CloseShiftAnswer.parse(await ask('shifts/close', { shift: 'first', lines: [] }))
  assert.ok(differs.result === 'DIFFERS')
  assert.deepEqual(differs.differences[0]?.ours, { count: 1, ml: 13_000, tiyn: 319_150 })
  assert.deepEqual(CloseShiftAnswer.parse(await ask('shifts/close', { shift: 'first', lines })), {
    result: 'MATCH',
    shift: 'first',
    replayed: false,
  })
})

test('the stored answer is there under the operation’s name', async () => {
  const { code } = await coupon()
  const posTxnId = name()
  const asked = { posTxnId, code, ml: 5_000 }
  const first = (await call('redeem', asked)).body
  const stored = await call(`transactions/${posTxnId}`)
  assert.equal(stored.status, 200)
  assert.deepEqual(OperationAnswer.parse(stored.body), { ...first, replayed: true })
  assert.deepEqual((await call('redeem', asked)).body, { ...first, replayed: true })

  const refused = name()
  const declined = (await call('redeem', { posTxnId: refused, code, ml: 15_010 })).body
  assert.deepEqual((await call(`transactions/${refused}`)).body, { ...declined, replayed: true })
  for (const unknown of [name(), 'short', 'x'.repeat(65), '%00%00%00%00%00%00%00%00', '..%2f..%2fxxxx'])
    assert.equal((await call(`transactions/${unknown}`)).status, 404, unknown)
})

test('a refusal tells its reason, what is left and a sentence in three languages', async () => {
  const { code } = await coupon()
  const { status, body } = await call('redeem', { posTxnId: name(), code, ml: 20_010 })
  assert.equal(status, 200)
  const answer = OperationAnswer.parse(body)
  assert.ok(!answer.approved)
  assert.equal(answer.reason, 'insufficient')
  assert.deepEqual(answer.remaining, { ml: 20_000 })
  assert.match(answer.message.ru, /На талоне только 20.л/)
  assert.match(answer.message.kk, /Талонда небәрі 20.л/)
  assert.match(answer.message.en, /Only 20.l on the coupon/)
  assert.match(answer.driverMessage.en, /allows 20.l now/)

  const unknown = OperationAnswer.parse(
    (await call('redeem', { posTxnId: name(), code: '0'.repeat(16) })).body,
  )
  assert.ok(!unknown.approved && unknown.reason === 'unknown_code' && unknown.remaining === undefined)
  const looked = LookupAnswer.parse((await call('lookup', { code: '0'.repeat(16) })).body)
  assert.ok(!looked.approved && looked.reason === 'unknown_code')
})

test('a heartbeat tells the clock, the till’s place, and that there is no list of blocks to fetch', async () => {
  const clock = new Date(Date.now() + 90_000).toISOString().replace('Z', '+00:00')
  const answer = HeartbeatAnswer.parse((await call('heartbeat', { version: '4.2', clock })).body)
  assert.ok(Math.abs(answer.clockAheadMs! - 90_000) < 5_000)
  assert.deepEqual([answer.station.number, answer.blockListVersion], [station.number, 0])
  const { rows } = await sql<{ version: string; seen: boolean }>`
    select version, last_seen_at > now() - interval '1 minute' as seen from terminal where id = ${station.terminalId}`.execute(
    site.owner,
  )
  assert.deepEqual(rows, [{ version: '4.2', seen: true }])
  for (const odd of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59+14:00'])
    assert.equal((await call('heartbeat', { clock: odd })).status, 200, odd)
})

test('who has no key, a wrong one or a withdrawn one gets nothing, at once and whatever is asked', async () => {
  const { id, code } = await coupon()
  const stolen = await aTerminal(site.app, station.id)
  const body = { posTxnId: name(), code, ml: 10 }
  assert.equal((await call('redeem', body, stolen.key)).status, 200)
  await sql`update terminal set revoked_at = now() where id = ${stolen.terminalId}`.execute(site.owner)
  for (const answer of [
    await call('redeem', { ...body, posTxnId: name() }, stolen.key),
    await call('redeem', { nonsense: true }, stolen.key),
    await call(`transactions/${body.posTxnId}`, undefined, stolen.key),
    await call('redeem', body, 'a-key-that-nobody-ever-had'),
    await call('lookup', { code }, ''),
    await callApi(site, '/api/pos/v1/redeem', { body }),
    await callApi(site, '/api/pos/v1/redeem', { body, headers: { authorization: `Basic ${station.key}` } }),
    await callApi(site, '/api/pos/v1/heartbeat', { raw: { method: 'POST', body: 'x'.repeat(100_000) } }),
  ]) {
    assert.equal(answer.status, 401, answer.text)
    assert.equal(answer.body.code, 'unknown_key')
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer')
  }
  assert.equal((await couponNow(site.app, id)).left, 19_990n)
})

test('a cashier’s browser does not call this API, and no till finishes what another began', async () => {
  const { code } = await coupon()
  const browser = await aTerminal(site.app, station.id)
  await sql`update terminal set kind = 'browser' where id = ${browser.terminalId}`.execute(site.owner)
  assert.deepEqual((await call('lookup', { code }, browser.key)).body.code, 'not_a_till')
  const posTxnId = name()
  assert.ok((await call('authorize', { posTxnId, code, product: 'AI95', ml: 1_000 })).body.approved)
  const neighbour = await aTerminal(site.app, station.id)
  const strange = await call('complete', { posTxnId, ml: 1_000 }, neighbour.key)
  assert.deepEqual([strange.status, strange.body.code], [403, 'not_this_terminal'])
})

test('a problem says its code, and its sentence in the language asked for', async () => {
  const say = async (lang: string) =>
    (await call('redeem', {}, station.key, { 'accept-language': lang })).text
  assert.match(await say('kk'), /ештеңе болған жоқ/)
  assert.match(await say('en-GB,en;q=0.9'), /nothing happened/)
  assert.match(await say('de'), /ничего не произошло/)
  const { headers, body } = await call('redeem', { posTxnId: 'x', Ml: 10 }, station.key, {
    'accept-language': 'en',
  })
  assert.match(headers.get('content-type')!, /^application\/problem\+json/)
  assert.equal(headers.get('cache-control'), 'no-store')
  assert.deepEqual(
    (body['errors'] as { field: string }[]).map(({ field }) => field),
    ['posTxnId', 'Ml', 'code'],
    'a misspelt field is no field: without ml the whole coupon would go',
  )
  assert.match(String(body['type']), /\/api\/docs#malformed$/)
})

test('a name used for something else is 422, and so is a shift', async () => {
  const { id, code } = await coupon()
  const posTxnId = name()
  assert.ok((await call('redeem', { posTxnId, code, ml: 10 })).body.approved)
  const other = await call('redeem', { posTxnId, code, ml: 20 })
  assert.deepEqual([other.status, other.body.code], [422, 'pos_txn_reused'])
  assert.equal((await couponNow(site.app, id)).left, 19_990n)
  const till = await aStation(site.app)
  assert.equal((await call('shifts/close', { shift: 's', lines: [] }, till.key)).body.result, 'MATCH')
  const again = await call('shifts/close', { shift: 's', lines: [], cashier: 'Анна' }, till.key)
  assert.deepEqual([again.status, again.body.code], [422, 'shift_reused'])
})

test('a till that tries codes is told to wait, and how long', async () => {
  const careful = await testSite({ LOG_LEVEL: 'silent' })
  try {
    const { key } = await aStation(careful.app)
    const statuses = []
    for (let n = 0; n < 8; n++) {
      const code = String(n).padStart(16, '9')
      const answer = await callApi(careful, '/api/pos/v1/lookup', { key, body: { code } })
      statuses.push(answer.status)
      if (answer.status === 429) {
        assert.equal(answer.body.code, 'too_many_unknown_codes')
        assert.ok(Number(answer.headers.get('retry-after')) > 0)
      }
    }
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429, 429])
  } finally {
    await careful.stop()
  }
})

test('what cannot be done now is 503 with a time to come back, and then happens once under the same name', async () => {
  const { id, code } = await coupon()
  const body = { posTxnId: name(), code, ml: 10 }
  const answer = await site.owner.transaction().execute(async (tx) => {
    await sql`select from coupon where id = ${id} for update`.execute(tx)
    return call('redeem', body)
  })
  assert.deepEqual([answer.status, answer.body.code], [503, 'busy'])
  assert.equal(answer.headers.get('retry-after'), '1')
  const again = await call('redeem', body)
  assert.deepEqual([again.body.approved, again.body.replayed], [true, false])
  assert.equal((await couponNow(site.app, id)).left, 19_990n)
})

test('bodies that are no requests are refused: other types, broken JSON, wrong bytes, too many of them', async () => {
  const raw = async (body: string | Uint8Array, type = 'application/json') =>
    (
      await callApi(site, '/api/pos/v1/redeem', {
        key: station.key,
        raw: { method: 'POST', body: body as string },
        headers: { 'content-type': type },
      })
    ).status
  assert.equal(await raw('{}', 'application/x-www-form-urlencoded'), 415)
  assert.equal(await raw('{}', 'text/plain'), 415)
  assert.equal(await raw('{}', 'application/json; charset=utf-8'), 422)
  for (const body of ['', '{', 'null', '[]', '1', '"x"', '{"posTxnId"}', '{}{}', '\ufeff{'])
    assert.equal(await raw(body), 422, body)
  assert.equal(await raw(Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d)), 422)
  assert.equal(await raw(`{"posTxnId":"${'x'.repeat(20_000)}"}`), 413)
  assert.equal(await raw(`${'['.repeat(8_000)}${']'.repeat(8_000)}`), 422)
  const endless = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(site.url.port), '127.0.0.1', () => {
      socket.write(
        `POST /api/pos/v1/redeem HTTP/1.1\r\nHost: ${site.url.host}\r\nAuthorization: Bearer ${station.key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
      )
      for (let n = 0; n < 40; n++) socket.write(`3e8\r\n${' '.repeat(1000)}\r\n`)
    })
    socket.once('data', (chunk: Buffer) => {
      resolve(chunk.toString())
      socket.destroy()
    })
    socket.on('error', reject)
  })
  assert.match(endless, /^HTTP\/1\.1 413 /)
})

test('whatever is sent, the answer is below 500, and what is not approved has moved nothing', async () => {
  const { id, code } = await coupon()
  const odd = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<unknown>(code, 10, 5_000, 'AI95', '1234', '7', name()) },
    fc.double(),
    fc.maxSafeInteger(),
    fc.constantFrom<unknown>(
      -10,
      0,
      5,
      15,
      10.5,
      1e21,
      '10',
      '',
      null,
      true,
      [],
      {},
      '\u0000',
      '\ud800',
      '💥',
    ),
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.jsonValue({ maxDepth: 2 }),
  )
  const fields = [
    'posTxnId',
    'code',
    'ml',
    'product',
    'tiyn',
    'pump',
    'plate',
    'pin',
    'cashier',
    'originalPosTxnId',
  ]
  const body = fc.dictionary(fc.constantFrom(...fields, 'shift', 'lines', 'clock', '__proto__', 'x'), odd, {
    maxKeys: 8,
  })
  const path = fc.constantFrom(
    ...['lookup', 'redeem', 'authorize', 'complete', 'reverse', 'refund', 'shifts/close', 'heartbeat'],
  )
  const moved = async () =>
    (
      await sql<{ all: string }>`
        select concat_ws(' ', (select count(*) from posting), spent_ml, hold_ml, value_tiyn) as all from coupon where id = ${id}`.execute(
        site.owner,
      )
    ).rows[0]!.all
  await fc.assert(
    fc.asyncProperty(path, body, fc.boolean(), async (path, body, good) => {
      // Half of them are right but for one thing or two.
      const base = { posTxnId: name(), code, product: 'AI95', ml: 10 }
      const sent = good ? { ...base, ...body } : body
      const before = await moved()
      const answer = await call(path, sent)
      assert.ok(answer.status === 200 || (answer.status >= 400 && answer.status < 500), answer.text)
      if (answer.status !== 200 || answer.body.approved === false) assert.equal(await moved(), before)
    }),
    { numRuns: 300 },
  )
})

test('ten thousand millilitres are ten litres: volumes off the step of 10 and beyond any tank are refused', async () => {
  const { id, code } = await coupon()
  for (const ml of [1, 5, 9, 11, 10_005, -10, 0, 0.1, 10_000_010, 2 ** 53, '10', null, [10], 1e300]) {
    const answer = await call('redeem', { posTxnId: name(), code, ml })
    assert.equal(answer.status, 422, String(ml))
  }
  assert.equal((await couponNow(site.app, id)).left, 20_000n)
})

test('a hundred coupons redeemed by eight connections at once are each redeemed once', async () => {
  const coupons = await someCoupons(site.app, await site.aClient(), { count: 100 })
  const queue = coupons.flatMap(({ code }) => [code, code])
  const yes: string[] = []
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let code = queue.pop(); code; code = queue.pop())
        if ((await call('redeem', { posTxnId: name(), code })).body.approved) yes.push(code)
    }),
  )
  assert.equal(yes.length, 100)
  assert.equal(new Set(yes).size, 100)
})

test('the description names every call, and its page leads to every form, reason and problem', async () => {
  const { text } = await callApi(site, '/api/openapi.json')
  const body = JSON.parse(text) as {
    openapi: string
    paths: Record<string, unknown>
    components: { schemas: Record<string, unknown> }
  }
  assert.equal(body.openapi, '3.1.0')
  assert.deepEqual(Object.keys(body.paths), [
    ...['/api/pos/v1/lookup', '/api/pos/v1/redeem', '/api/pos/v1/authorize', '/api/pos/v1/complete'],
    '/api/pos/v1/fiscal-receipt',
    ...['/api/pos/v1/reverse', '/api/pos/v1/refund', '/api/pos/v1/transactions/{posTxnId}'],
    ...['/api/pos/v1/shifts/close', '/api/pos/v1/heartbeat', '/api/pos/v1/offline'],
  ])
  const refs = JSON.stringify(body).match(/#\/components\/schemas\/(\w+)/g) ?? []
  for (const ref of new Set(refs)) assert.ok(body.components.schemas[ref.split('/').at(-1)!], ref)
  const page = await site.browser().get('/api/docs')
  assert.equal(page.status, 200)
  for (const said of [
    'POST /api/pos/v1/redeem',
    'posTxnId',
    'insufficient',
    'pos_txn_reused',
    'На талоне только 12,5',
  ])
    assert.ok(page.words.replaceAll('\u00a0', ' ').includes(said), said)
  for (const [, place = ''] of page.text.matchAll(/href="#([^"]+)"/g))
    assert.ok(page.text.includes(`id="${place}"`), place)
})
