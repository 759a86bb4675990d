import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openWorld, type Someone, type World } from '../clients/testing.ts'
import { readAdvance } from '../ledger/advance.ts'
import { checkLedger } from '../ledger/invariants.ts'
import { paid, pricesAre } from '../testing/coupons.ts'
import { checkStatement } from './check-statement.ts'
import { confirmStatement, postStatement, statementConfirmed } from './post-statement.ts'
import {
  anInvoice,
  aPayment,
  aStatement,
  bankDay,
  type DocumentLines,
  inTenge,
  OURS,
  sellerIs,
  type StatementFacts,
} from './testing.ts'

let world: World
let accountant: Someone
before(async () => {
  world = await openWorld()
  await pricesAre(world.app)
  await sellerIs(world.app)
  accountant = await world.aPerson({ staff: 'accountant' })
})
after(() => world.close())

type Client = Awaited<ReturnType<World['aClient']>>

/** Money from a client, today. */
function from(
  client: { bin: string },
  purpose: string,
  tiyn: bigint,
  lines: DocumentLines = {},
): DocumentLines {
  return aPayment({
    ДатаДокумента: bankDay(),
    ДатаОперации: bankDay(),
    ПлательщикБИН_ИИН: client.bin,
    НазначениеПлатежа: purpose,
    СуммаПриход: inTenge(tiyn),
    ...lines,
  })
}

const file = (documents: DocumentLines[], facts: Partial<StatementFacts> = {}) =>
  new TextEncoder().encode(aStatement({ documents, ...facts }))

async function check(bytes: Uint8Array, by = accountant.by): Promise<string> {
  const checked = await checkStatement(world.app, { fileName: 'выписка.txt', bytes, by })
  assert.ok(checked.ok, checked.ok ? '' : checked.reason)
  return checked.statementId
}

async function post(bytes: Uint8Array) {
  const statementId = await check(bytes)
  const confirmed = await world.do((tx) =>
    confirmStatement(world.app, tx, { statementId, by: accountant.by }),
  )
  assert.deepEqual(confirmed, { ok: true })
  return postStatement(world.app, statementId)
}

async function receiptsOf(payerBin: string) {
  const { rows } = await sql<{ state: string; why: string | null }>`
    select state, why from bank_receipt where payer_bin = ${payerBin} order by id`.execute(world.db.write)
  return rows.map(({ state, why }) => (why ? `${state}: ${why}` : state))
}

async function stateOf(orderId: string): Promise<string> {
  const { rows } = await sql<{
    state: string
  }>`select state from purchase_order where id = ${orderId}`.execute(world.db.write)
  return rows[0]!.state
}

async function moneyOf(client: Client) {
  const { rows } = await sql<{ coupons: number; received: bigint }>`
    select (select count(*)::int from coupon where client_id = ${client.id}) as coupons,
      (select coalesce(sum(tiyn), 0)::bigint from payment where client_id = ${client.id} and reversed_at is null) as received`.execute(
    world.db.write,
  )
  return { ...rows[0]!, advance: (await readAdvance(world.db.write, client.id)).tiyn }
}

/** All that a statement may touch, to see that nothing was touched. */
async function everything(): Promise<string> {
  const { rows } = await sql<{ sum: string }>`
    select string_agg(n || ' ' || c, ', ') as sum from (
      select 'payment' as n, count(*)::text as c from payment union all select 'posting', count(*)::text from posting
      union all select 'receipt', md5(coalesce(string_agg(r::text, ',' order by id), '')) from bank_receipt r
      union all select 'statement', count(*)::text from bank_statement union all select 'coupon', count(*)::text from coupon
      union all select 'audit', count(*)::text from audit_entry) rows`.execute(world.db.write)
  return rows[0]!.sum
}

test('a payment that names its client’s invoice makes the coupons; the others wait for a person', async () => {
  const [client, other] = [await world.aClient(), await world.aClient()]
  const [one, two] = [await anInvoice(world.app, client, 2), await anInvoice(world.app, client)]
  const posted = await post(
    file([
      from(client, `Оплата по счету № ${one.number}`, one.tiyn),
      from(other, `Оплата по счету № ${two.number} за партнёра`, two.tiyn),
      from(client, 'За ГСМ', two.tiyn),
      from({ bin: '991040001526' }, 'Возврат', 500n),
      aPayment({
        ПлательщикИИК: OURS,
        ПолучательИИК: 'KZ75125KZT1001300335',
        СуммаПриход: '',
        СуммаРасход: '77.00',
      }),
    ]),
  )
  assert.deepEqual(posted, { posted: 1, waiting: 3, known: 0, left: false })
  assert.equal(await stateOf(one.orderId), 'fulfilled')
  assert.equal(await stateOf(two.orderId), 'invoiced')
  assert.deepEqual(await moneyOf(client), { coupons: 2, received: one.tiyn, advance: 0n })
  assert.deepEqual(await receiptsOf(client.bin), ['posted', 'waiting: no_number'])
  assert.deepEqual(await receiptsOf(other.bin), ['waiting: other_payer'])
  assert.deepEqual(await receiptsOf('991040001526'), ['waiting: unknown'])
  assert.deepEqual((await world.acts()).slice(-3), [
    'statement.checked',
    'statement.posted',
    'payment.posted',
  ])
})

test('the same file twice says so and changes nothing', async () => {
  const client = await world.aClient()
  const bytes = file([from(client, 'За ГСМ', 100n), from(client, 'За ГСМ', 200n)])
  await post(bytes)
  const before = await everything()
  const again = await checkStatement(world.app, { fileName: 'копия.txt', bytes, by: accountant.by })
  assert.deepEqual(again, { ok: false, reason: 'known', n: 2 })
  assert.equal(await everything(), before)
})

test('a payment that comes again in a later file is passed over, and two that are alike are two', async () => {
  const client = await world.aClient()
  const invoice = await anInvoice(world.app, client, 3)
  const part = from(client, `сч ${invoice.number}`, 480_000n)
  assert.deepEqual(await post(file([part])), { posted: 1, waiting: 0, known: 0, left: false })
  assert.equal(await stateOf(invoice.orderId), 'part_paid')
  // The evening's file has the morning's payment, and its twin: the same order sent by mistake twice.
  assert.deepEqual(await post(file([from(client, 'За ГСМ', 7n), part, { ...part }])), {
    posted: 0,
    waiting: 2,
    known: 1,
    left: false,
  })
  assert.deepEqual(await receiptsOf(client.bin), ['posted', 'waiting: no_number', 'waiting: twin'])

  const another = await world.aClient()
  const [first, second] = [await anInvoice(world.app, another), await anInvoice(world.app, another)]
  const alike = from(another, `сч ${first.number}, ${second.number}`, 480_000n)
  assert.deepEqual(await post(file([alike, { ...alike }])), { posted: 2, waiting: 0, known: 0, left: false })
  assert.deepEqual(await moneyOf(another), { coupons: 2, received: 960_000n, advance: 0n })
})

test('the same payments in two drafts, posted by many workers at once, are posted once', async () => {
  const client = await world.aClient()
  const colleague = await world.aPerson({ staff: 'accountant' })
  const invoices = [
    await anInvoice(world.app, client),
    await anInvoice(world.app, client),
    await anInvoice(world.app, client),
  ]
  const payments = invoices.map(({ number, tiyn }) => from(client, `сч ${number}`, tiyn))
  const drafts = [
    await check(file(payments)),
    await check(file(payments), colleague.by),
    await check(file([...payments, from(client, 'За ГСМ', 1n)])),
  ]
  for (const statementId of drafts) {
    const answers = await Promise.all(
      [accountant, colleague, accountant].map(({ by }) =>
        world.do((tx) => confirmStatement(world.app, tx, { statementId, by })),
      ),
    )
    assert.equal(answers.filter(({ ok }) => ok).length, 1)
  }
  await Promise.all([...drafts, ...drafts, ...drafts].map((id) => postStatement(world.app, id)))
  for (const id of drafts) await postStatement(world.app, id)
  assert.deepEqual(await moneyOf(client), { coupons: 3, received: 3n * 480_000n, advance: 0n })
  assert.deepEqual((await receiptsOf(client.bin)).toSorted(), [
    'posted',
    'posted',
    'posted',
    'waiting: no_number',
  ])
})

test('the worker takes up a statement whose worker died', async () => {
  const client = await world.aClient()
  const statementId = await check(file([from(client, 'За ГСМ', 100n)]))
  await world.do((tx) => confirmStatement(world.app, tx, { statementId, by: accountant.by }))
  await statementConfirmed.run(world.app, {}, new AbortController().signal)
  assert.deepEqual(await receiptsOf(client.bin), ['waiting: no_number'])
  const { rows } = await sql<{ done: boolean }>`
    select finished_at is not null as done from bank_statement where id = ${statementId}`.execute(
    world.db.write,
  )
  assert.equal(rows[0]!.done, true)
})

test('too much stays on the advance, and so does what comes after the invoice’s last day', async () => {
  const client = await world.aClient()
  const invoice = await anInvoice(world.app, client)
  await post(file([from(client, `сч ${invoice.number}`, invoice.tiyn + 50n)]))
  assert.deepEqual(await moneyOf(client), { coupons: 1, received: invoice.tiyn + 50n, advance: 50n })

  const late = await anInvoice(world.app, client)
  await post(file([from(client, `сч ${late.number}`, late.tiyn, { ДатаОперации: bankDay(6) })]))
  assert.equal(await stateOf(late.orderId), 'invoiced')
  assert.deepEqual(await moneyOf(client), {
    coupons: 1,
    received: 2n * invoice.tiyn + 50n,
    advance: invoice.tiyn + 50n,
  })
})

test('one payment pays the invoices it names, in their order', async () => {
  const client = await world.aClient()
  const [one, two, three] = [
    await anInvoice(world.app, client),
    await anInvoice(world.app, client),
    await anInvoice(world.app, client),
  ]
  await post(file([from(client, `сч. ${three.number}, ${one.number} и ${two.number}`, 2n * 480_000n + 5n)]))
  assert.deepEqual(await Promise.all([one, two, three].map(({ orderId }) => stateOf(orderId))), [
    'fulfilled',
    'part_paid',
    'fulfilled',
  ])
})

test('money that was entered by hand is not posted again by itself', async () => {
  const client = await world.aClient()
  const invoice = await anInvoice(world.app, client)
  await paid(world.app, client.id, invoice.tiyn)
  const posted = await post(
    file([from(client, `сч ${invoice.number}`, invoice.tiyn, { ДатаОперации: '02.11.2026' })]),
  )
  assert.deepEqual(posted, { posted: 0, waiting: 1, known: 0, left: false })
  assert.deepEqual(await receiptsOf(client.bin), ['waiting: twin'])
})

test('a statement that does not add up posts nothing by itself', async () => {
  const client = await world.aClient()
  const invoice = await anInvoice(world.app, client)
  const documents = [from(client, `сч ${invoice.number}`, invoice.tiyn)]
  await post(file(documents, { totals: { in: '1.00', out: '0.00' } }))
  assert.deepEqual(await receiptsOf(client.bin), ['waiting: doubtful'])
  assert.equal(await stateOf(invoice.orderId), 'invoiced')

  // A bank that gives no totals gives nothing to doubt by.
  const other = await world.aClient()
  const next = await anInvoice(world.app, other)
  await post(file([from(other, `сч ${next.number}`, next.tiyn)], { totals: null }))
  assert.equal(await stateOf(next.orderId), 'fulfilled')
})

test('a draft is checked anew, is never posted unasked, and one without money cannot be', async () => {
  const client = await world.aClient()
  const bytes = file([from(client, 'За ГСМ', 100n)])
  const [first, second] = [await check(bytes), await check(bytes)]
  assert.notEqual(first, second)
  const confirm = (statementId: string) =>
    world.do((tx) => confirmStatement(world.app, tx, { statementId, by: accountant.by }))
  assert.deepEqual(await confirm(first), { ok: false, reason: 'unknown' })
  assert.deepEqual(await postStatement(world.app, second), { posted: 0, waiting: 0, known: 0, left: true })
  assert.deepEqual(await receiptsOf(client.bin), [])
  assert.deepEqual(await confirm(await check(file([]))), { ok: false, reason: 'nothing' })
})

test('without the retailer’s own account no statement is read', async () => {
  await sellerIs(world.app, '')
  const answer = await checkStatement(world.app, { fileName: 'x', bytes: file([]), by: accountant.by })
  assert.deepEqual(answer, { ok: false, reason: 'no_own_account' })
  await sellerIs(world.app)
})

test('after all of this the ledger holds', async () => {
  for (const { rule, what } of await checkLedger(world.db)) assert.deepEqual(what, [], rule)
})
