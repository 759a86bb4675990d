/** The power goes while tills redeem: every litre that was acknowledged stands in the books, and none twice. */
import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { z } from 'zod'
import { callApi } from '../src/testing/api.ts'
import { openSink, waitFor } from '../src/testing/site.ts'
import { OperationAnswer } from '../src/tills/api-schemas.ts'
import { aProduct, ended, type Product } from './product.ts'

const TILLS = 4
// A till asks for so many at once, as a station with several pumps does.
const PUMPS = 3
const COUPONS = 120
// Every coupon pays twice, so that a second posting under one name would be seen as litres that are missing.
const PARTS = [4_000, 6_000]
const KILLS = 3

type Asked = { till: number; posTxnId: string; code: string; ml: number }
type Approved = Extract<z.infer<typeof OperationAnswer>, { approved: true }>

const Made = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('terminal'), key: z.string() }),
  z.object({ kind: z.literal('coupon'), code: z.string() }),
  z.object({ kind: z.literal('client') }),
])

test('whatever is killed while tills redeem, every answer they got is true and every question is answered once', async () => {
  const sink = await openSink()
  after(() => sink.close())
  const product = await aProduct({ SMTP_URL: `smtp://127.0.0.1:${sink.port}` })
  after(() => product.remove())
  const { keys, codes } = await stock(product)
  const ahead = codes.flatMap((code, n) =>
    PARTS.map((ml, part): Asked => ({ till: n % TILLS, posTxnId: `crash-${n}-${part}`, code, ml })),
  )
  const answers = new Map<string, Approved>()
  let repeated = 0

  let server = await product.serve()
  const killer = killInBetween(
    product,
    () => answers.size,
    (next) => (server = next),
    server,
  )
  await Promise.all(
    keys.flatMap((key, till) => {
      const queue = ahead.filter((asked) => asked.till === till)
      return Array.from({ length: PUMPS }, async () => {
        for (let asked = queue.shift(); asked; asked = queue.shift()) {
          const { answer, tries } = await redeemed(product, key, asked)
          if (tries > 1) repeated++
          answers.set(asked.posTxnId, answer)
        }
      })
    }),
  )
  assert.equal(await killer, KILLS)
  assert.equal(answers.size, ahead.length)
  assert.ok(repeated > 0, 'the power went while answers were on their way')

  for (const asked of ahead) {
    const { posTxnId } = asked
    const again = await redeem(product, keys[asked.till]!, asked)
    assert.deepEqual(
      { ...again, replayed: false },
      { ...answers.get(posTxnId)!, replayed: false },
      'asked once more it is answered as before',
    )
  }
  // The product's own sums of each till are the sums of what the till was told.
  for (const [till, key] of keys.entries()) {
    const told = ahead.filter((asked) => asked.till === till).map(({ posTxnId }) => answers.get(posTxnId)!)
    const lines = [...Map.groupBy(told, (answer) => answer.product!)].map(([fuel, all]) => ({
      product: fuel,
      count: all.length,
      ml: all.reduce((sum, { ml }) => sum + ml, 0),
      tiyn: all.reduce((sum, { tiyn }) => sum + tiyn!, 0),
    }))
    const closed = await callApi(product, '/api/pos/v1/shifts/close', {
      key,
      body: { shift: 'crash', lines },
    })
    assert.equal(closed.body['result'], 'MATCH', closed.text)
  }
  server.kill('SIGTERM')
  assert.equal(await ended(server), 0)
  const { code, said } = await product.run('doctor', '--json')
  assert.equal(code, 0, said)
})

async function stock(product: Product): Promise<{ keys: string[]; codes: string[] }> {
  const out = join(product.folder, 'made.jsonl')
  const made = await product.run(
    ...['seed', '--clients', '2', '--coupons', String(COUPONS), '--terminals', String(TILLS), '--out', out],
  )
  assert.equal(made.code, 0, made.said)
  const lines = readFileSync(out, 'utf8').trim().split('\n')
  const all = lines.map((line) => Made.parse(JSON.parse(line)))
  return {
    keys: all.flatMap((one) => (one.kind === 'terminal' ? [one.key] : [])),
    codes: all.flatMap((one) => (one.kind === 'coupon' ? [one.code] : [])),
  }
}

/** Kills the server at even steps of the work: alone, then the database first, then the database behind it. */
async function killInBetween(
  product: Product,
  done: () => number,
  becomes: (server: ChildProcess) => void,
  first: ChildProcess,
): Promise<number> {
  let server = first
  for (let kill = 1; kill <= KILLS; kill++) {
    await waitFor(() => done() >= (kill * COUPONS * PARTS.length) / (KILLS + 1))
    const database = product.databasePid()
    if (kill === 2) process.kill(database, 'SIGKILL')
    server.kill('SIGKILL')
    if (kill === 3) process.kill(database, 'SIGKILL')
    await ended(server)
    server = await product.serve()
    becomes(server)
  }
  return KILLS
}

/** As a till does: without an answer it asks again under the same name. */
async function redeemed(
  product: Product,
  key: string,
  asked: Asked,
): Promise<{ answer: Approved; tries: number }> {
  for (let tries = 1; ; tries++) {
    const answer = await redeem(product, key, asked).catch(() => undefined)
    if (answer) return { answer, tries }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The answer when it is an approval; undefined when there is none, because the product starts or stops. */
async function redeem(product: Product, key: string, asked: Asked): Promise<Approved | undefined> {
  const { till: _, ...body } = asked
  const { status, body: said, text } = await callApi(product, '/api/pos/v1/redeem', { key, body })
  if (status >= 500) return undefined
  const answer = OperationAnswer.parse(said)
  assert.ok(answer.approved, text)
  return answer
}
