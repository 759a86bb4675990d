/** The example till, over a line that loses what it is given to carry. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { aCoupon, aStation, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { aTill, couponNow } from '../testing/tills.ts'

let site: TestSite
let station: Awaited<ReturnType<typeof aStation>>
const folder = mkdtempSync(join(tmpdir(), 'till-'))
before(async () => {
  site = await testSite()
  await pricesAre(site.app)
  station = await aStation(site.app)
})
after(async () => {
  rmSync(folder, { recursive: true })
  await site.stop()
})

/** What becomes of the n-th request to a path: the request never arrives, or its answer never does, or all is well. */
type Fate = 'lost' | 'unanswered' | 'passed'

/** A line between till and server that does to each request what `fate` says. */
async function aBadLine(fate: (path: string, n: number) => Fate) {
  const seen = new Map<string, number>()
  const server = createServer((asked: IncomingMessage, answer: ServerResponse) => {
    const path = asked.url!.replace('/api/pos/v1/', '')
    const n = (seen.get(path) ?? 0) + 1
    seen.set(path, n)
    const what = fate(path, n)
    if (what === 'lost') return asked.socket.destroy()
    const { method, headers } = asked
    const onward = request(
      new URL(asked.url!, site.url),
      { method: method!, headers: { ...headers, host: site.url.host } },
      (given) => {
        if (what === 'unanswered') {
          given.resume()
          given.once('end', () => asked.socket.destroy())
        } else {
          answer.writeHead(given.statusCode!, given.headers)
          given.pipe(answer)
        }
      },
    )
    asked.pipe(onward)
    return undefined
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () => server.close(),
  }
}

let journals = 0
const aJournal = () => join(folder, `journal-${journals++}.json`)

async function runTill(url: string, args: string[], settings: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['examples/till/till.mjs', url, ...args], {
    env: {
      PATH: process.env['PATH'],
      TILL_KEY: station.key,
      JOURNAL: aJournal(),
      TIMEOUT_MS: '2000',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  const said = text
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  return { code, said }
}
const coupon = async () => aCoupon(site.app, await site.aClient())

test('the example till refuels', async () => {
  const { id, code } = await coupon()
  const { said } = await runTill(site.url.href, [code, '15000'], { DISPENSE_ML: '14500', RECEIPT: '51' })
  assert.equal(said[0]?.['approved'], true)
  assert.equal(said[0]?.['remainingMl'], 5_500)
  const { left, hold } = await couponNow(site.app, id)
  assert.deepEqual([left, hold], [5_500n, 0n])
  const { rows } = await sql<{ receipt: string }>`
    select fiscal_receipt ->> 'number' as receipt from till_transaction where coupon_id = ${id}`.execute(
    site.owner,
  )
  assert.deepEqual(rows, [{ receipt: '51' }])
})

test('answers that get lost cost the driver nothing: it asks again under the same name', async () => {
  const { id, code } = await coupon()
  const line = await aBadLine((path, n) =>
    path !== 'lookup' && n === 1 ? 'unanswered' : n === 2 ? 'lost' : 'passed',
  )
  const { code: exit, said } = await runTill(line.url, [code, '15000'])
  line.close()
  assert.equal(exit, 0)
  assert.equal(said[0]?.['replayed'], true)
  const { left, hold } = await couponNow(site.app, id)
  assert.deepEqual([left, hold], [5_000n, 0n])
})

test('when no answer comes to an authorisation, it is taken back until that is acknowledged', async () => {
  const { id, code } = await coupon()
  const line = await aBadLine((path, n) => {
    if (path === 'authorize') return n === 1 ? 'unanswered' : 'lost'
    return path === 'reverse' && n < 3 ? 'unanswered' : 'passed'
  })
  const { code: exit, said } = await runTill(line.url, [code, '15000'])
  line.close()
  assert.equal(exit, 1)
  assert.equal(said[0]?.['reason'], 'no_answer')
  assert.equal(line.seen.get('reverse'), 3)
  const { left, hold } = await couponNow(site.app, id)
  assert.deepEqual([left, hold], [20_000n, 0n])
})

test('a till that went off finishes what it was about when it comes back', async () => {
  const till = await aTill(site.app, station)
  const [dispensed, promised] = [await coupon(), await coupon()]
  const cases = [
    { ...dispensed, name: 'went-off-with-fuel', entry: { step: 'complete', ml: 9_000 }, left: 11_000n },
    { ...promised, name: 'went-off-before-fuel', entry: { step: 'authorize' }, left: 20_000n },
  ]
  for (const { id, code, name, entry, left } of cases) {
    await till.authorize(code, 10_000n, { posTxnId: name })
    const journal = aJournal()
    writeFileSync(journal, JSON.stringify({ posTxnId: name, ...entry }))
    const { said } = await runTill(site.url.href, [], { JOURNAL: journal })
    assert.equal(said[0]?.['approved'], true)
    const now = await couponNow(site.app, id)
    assert.deepEqual([now.left, now.hold], [left, 0n])
    assert.ok(!existsSync(journal))
  }
})
