import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openWorld, type Someone, type World } from '../clients/testing.ts'
import { readAdvance } from '../ledger/advance.ts'
import { checkLedger } from '../ledger/invariants.ts'
import { placeOrder } from '../orders/place-order.ts'
import { paid, pricesAre } from '../testing/coupons.ts'
import { assignPayment } from './assign-payment.ts'
import { checkStatement } from './check-statement.ts'
import { joinReceipt, matchReceipt, setAside, takeBack } from './match-receipt.ts'
import type { Part } from './match-payment.ts'
import { askPayout, cancelPayout, confirmPayout } from './payout.ts'
import { confirmStatement, postStatement } from './post-statement.ts'
import { anInvoice, aPayment, aStatement, bankDay, inTenge, sellerIs } from './testing.ts'
import { splitReceipt } from './split-receipt.ts'
import { undoPayment } from './undo-payment.ts'

const COST = 480_000n
const IBAN = 'KZ86125KZT5004100100'

let world: World
let accountant: Someone
let colleague: Someone
before(async () => {
  world = await openWorld()
  await pricesAre(world.app)
  await sellerIs(world.app)
  accountant = await world.aPerson({ staff: 'accountant' })
  colleague = await world.aPerson({ staff: 'accountant' })
})
after(() => world.close())

type Client = Awaited<ReturnType<World['aClient']>>

/** Money from nobody we know, in the queue. */
async function aReceipt(tiyn: bigint): Promise<string> {
  const document = aPayment({
    ДатаОперации: bankDay(),
    ПлательщикБИН_ИИН: '',
    НазначениеПлатежа: 'За ГСМ',
    СуммаПриход: inTenge(tiyn),
  })
  const bytes = new TextEncoder().encode(aStatement({ documents: [document] }))
  const checked = await checkStatement(world.app, { fileName: 'x', bytes, by: accountant.by })
  assert.ok(checked.ok)
  await world.do((tx) => confirmStatement(world.app, tx, { ...checked, by: accountant.by }))
  await postStatement(world.app, checked.statementId)
  const { rows } = await sql<{
    id: string
  }>`select id from bank_receipt where statement_id = ${checked.statementId}`.execute(world.db.write)
  return rows[0]!.id
}

const match = (receiptId: string, client: { id: string }, parts: Part[] = []) =>
  world.do((tx) =>
    matchReceipt(tx, world.app.vault, { receiptId, clientId: client.id, parts, by: accountant.by }),
  )
const undo = (paymentId: string) =>
  world.do((tx) => undoPayment(tx, { paymentId, reason: 'Ошибка', by: accountant.by }))
const buy = (client: Client, tiyn: bigint) =>
  world.do((tx) =>
    placeOrder(tx, world.app.vault, {
      clientId: client.id,
      contractId: client.contractId,
      lines: [{ product: 'AI92', nominalMl: 20_000n, count: Number(tiyn / COST) }],
      payFrom: 'balance',
      agreedTiyn: tiyn,
      requestKey: randomUUID(),
      by: accountant.by,
    }),
  )
const advanceOf = async (client: Client) => (await readAdvance(world.db.write, client.id)).tiyn

async function column(query: ReturnType<typeof sql<{ v: string }>>): Promise<string[]> {
  return (await query.execute(world.db.write)).rows.map(({ v }) => v)
}
const stateOfOrder = async (orderId: string) =>
  (await column(sql<{ v: string }>`select state as v from purchase_order where id = ${orderId}`))[0]
const stateOfReceipt = async (id: string) =>
  (
    await column(
      sql<{ v: string }>`select state || coalesce(': ' || why, '') as v from bank_receipt where id = ${id}`,
    )
  )[0]

/** A payment that a statement has brought and a person has matched. */
async function aMatched(client: Client, tiyn: bigint, parts: Part[] = []) {
  const receiptId = await aReceipt(tiyn)
  const matched = await match(receiptId, client, parts)
  assert.ok(matched.ok)
  return { receiptId, paymentId: matched.paymentId }
}

test('a receipt is matched over several invoices, and the rest is the client’s advance', async () => {
  const client = await world.aClient()
  const [one, two] = [await anInvoice(world.app, client), await anInvoice(world.app, client)]
  const receiptId = await aReceipt(2n * COST + 7n)
  const matched = await match(receiptId, client, [
    { orderId: one.orderId, tiyn: COST },
    { orderId: two.orderId, tiyn: COST },
  ])
  assert.ok(matched.ok)
  assert.deepEqual(matched.fulfilled.toSorted(), [one.orderId, two.orderId].toSorted())
  assert.equal(await advanceOf(client), 7n)
  assert.equal(await stateOfReceipt(receiptId), 'posted')
})

test('a receipt matched by ten at once, to several clients, is matched once', async () => {
  const clients = [await world.aClient(), await world.aClient()]
  const receiptId = await aReceipt(COST)
  const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => match(receiptId, clients[i % 2]!)))
  assert.equal(answers.filter(({ ok }) => ok).length, 1)
  assert.ok(answers.every((answer) => answer.ok || answer.reason === 'decided'))
  assert.equal((await advanceOf(clients[0]!)) + (await advanceOf(clients[1]!)), COST)
})

test('more than came, more than an invoice lacks, and invoices of others are refused and change nothing', async () => {
  const [client, other] = [await world.aClient(), await world.aClient()]
  const [mine, theirs] = [await anInvoice(world.app, client), await anInvoice(world.app, other)]
  const receiptId = await aReceipt(COST + 1n)
  assert.deepEqual(await match(receiptId, client, [{ orderId: mine.orderId, tiyn: COST + 2n }]), {
    ok: false,
    reason: 'over',
    tiyn: 1n,
  })
  assert.deepEqual(await match(receiptId, client, [{ orderId: mine.orderId, tiyn: COST + 1n }]), {
    ok: false,
    reason: 'invoice',
    orderId: mine.orderId,
    tiyn: COST,
  })
  assert.deepEqual(await match(receiptId, client, [{ orderId: theirs.orderId, tiyn: COST }]), {
    ok: false,
    reason: 'invoice',
    orderId: theirs.orderId,
    tiyn: 0n,
  })
  assert.deepEqual(await match(receiptId, { id: randomUUID() }), { ok: false, reason: 'unknown_client' })
  assert.deepEqual(await match(randomUUID(), client), { ok: false, reason: 'unknown' })
  assert.equal(await stateOfReceipt(receiptId), 'waiting: unknown')
  assert.equal(await advanceOf(client), 0n)
})

test('a match is undone while the money is there: the receipt waits again, the invoice is open again', async () => {
  const client = await world.aClient()
  const invoice = await anInvoice(world.app, client, 2)
  const { receiptId, paymentId } = await aMatched(client, COST, [{ orderId: invoice.orderId, tiyn: COST }])
  assert.equal(await stateOfOrder(invoice.orderId), 'part_paid')
  assert.deepEqual(await undo(paymentId), { ok: true, receiptId })
  assert.equal(await stateOfOrder(invoice.orderId), 'invoiced')
  assert.equal(await advanceOf(client), 0n)
  assert.equal(await stateOfReceipt(receiptId), 'waiting: undone')
  assert.deepEqual(await undo(paymentId), { ok: false, reason: 'undone' })

  // It can be given to the right one, or to the same once more.
  assert.ok((await match(receiptId, client, [{ orderId: invoice.orderId, tiyn: COST }])).ok)
  assert.equal(await advanceOf(client), COST)
})

test('a payment whose money is spent cannot be undone', async () => {
  const client = await world.aClient()
  const invoice = await anInvoice(world.app, client)
  const { paymentId } = await aMatched(client, COST + 5n, [{ orderId: invoice.orderId, tiyn: COST }])
  assert.deepEqual(await undo(paymentId), { ok: false, reason: 'spent', tiyn: COST })
})

test('credit that the retailer gives is no money to undo with', async () => {
  const client = await world.aClient()
  const { paymentId } = await aMatched(client, COST)
  await sql`update ledger_account set credit_tiyn = ${COST} where client_id = ${client.id} and kind = 'client_advance'`.execute(
    world.db.write,
  )
  assert.ok((await buy(client, COST)).ok)
  assert.deepEqual(await undo(paymentId), { ok: false, reason: 'spent', tiyn: COST })
})

test('undoing against spending, many at once: the money goes one way only', async () => {
  for (let round = 0; round < 5; round++) {
    const client = await world.aClient()
    const { paymentId } = await aMatched(client, COST)
    const [undone, bought] = await Promise.all([
      Promise.all(Array.from({ length: 3 }, () => undo(paymentId))),
      Promise.all(Array.from({ length: 3 }, () => buy(client, COST))),
    ])
    const happened = [...undone, ...bought].filter(({ ok }) => ok)
    assert.equal(happened.length, 1)
    assert.equal(await advanceOf(client), 0n)
  }
})

test('a payment entered by hand gets its receipt, and nothing is posted twice', async () => {
  const client = await world.aClient()
  await paid(world.app, client.id, COST)
  const [paymentId] = await column(
    sql<{ v: string }>`select id as v from payment where client_id = ${client.id}`,
  )
  const receiptId = await aReceipt(COST)
  const join = (id = receiptId) =>
    world.do((tx) => joinReceipt(tx, { receiptId: id, paymentId: paymentId!, by: accountant.by }))
  const answers = await Promise.all([join(), join(), join()])
  assert.equal(answers.filter(({ ok }) => ok).length, 1)
  assert.equal(await advanceOf(client), COST)
  assert.equal(await stateOfReceipt(receiptId), 'posted')
  // Neither another receipt for the payment, nor one of another sum.
  assert.deepEqual(await join(await aReceipt(COST)), { ok: false, reason: 'decided' })
  assert.deepEqual(await join(await aReceipt(COST + 1n)), { ok: false, reason: 'decided' })
})

test('money of nobody is set aside with a reason, and can come back', async () => {
  const receiptId = await aReceipt(99n)
  const aside = () =>
    world.do((tx) => setAside(tx, { receiptId, reason: 'Проценты банка', by: accountant.by }))
  const back = () => world.do((tx) => takeBack(tx, { receiptId, by: accountant.by }))
  assert.deepEqual(await back(), { ok: false, reason: 'decided' })
  assert.deepEqual(await aside(), { ok: true })
  assert.deepEqual(await aside(), { ok: false, reason: 'decided' })
  assert.deepEqual(await match(receiptId, await world.aClient()), { ok: false, reason: 'decided' })
  assert.equal(await stateOfReceipt(receiptId), 'aside')
  assert.deepEqual(await back(), { ok: true })
  assert.equal(await stateOfReceipt(receiptId), 'waiting: undone')
})

test('the rest of a payment pays an invoice later, but not more than there is', async () => {
  const client = await world.aClient()
  const { paymentId } = await aMatched(client, 2n * COST)
  const assign = (orderId: string, tiyn: bigint) =>
    world.do((tx) =>
      assignPayment(tx, world.app.vault, { paymentId, parts: [{ orderId, tiyn }], by: accountant.by }),
    )
  const [one, two] = [await anInvoice(world.app, client), await anInvoice(world.app, client, 2)]
  assert.deepEqual(await assign(one.orderId, COST), { ok: true, fulfilled: [one.orderId] })
  assert.deepEqual(await assign(two.orderId, COST + 1n), { ok: false, reason: 'over', tiyn: 1n })
  assert.deepEqual(await assign(two.orderId, COST), { ok: true, fulfilled: [] })
  assert.equal(await stateOfOrder(two.orderId), 'part_paid')
  assert.deepEqual(await assign(two.orderId, 1n), {
    ok: false,
    reason: 'invoice',
    orderId: two.orderId,
    tiyn: 0n,
  })
  assert.equal(await advanceOf(client), COST)
})

const payout = (client: Client, tiyn: bigint, requestKey = randomUUID()) =>
  world.do((tx) =>
    askPayout(tx, {
      clientId: client.id,
      tiyn,
      iban: IBAN,
      reason: 'Заявление клиента',
      requestKey,
      by: accountant.by,
    }),
  )
const confirm = (payoutId: string, by = colleague.by) =>
  world.do((tx) => confirmPayout(tx, { payoutId, paidOn: '2026-11-20', documentNumber: '77', by }))

test('money goes back to the bank by two people', async () => {
  const client = await world.aClient()
  await paid(world.app, client.id, COST)
  assert.deepEqual(await payout(client, COST + 1n), { ok: false, reason: 'not_enough', tiyn: 1n })
  const asked = await payout(client, COST)
  assert.ok(asked.ok)
  // It is off the advance at once: nobody buys coupons with it meanwhile.
  assert.equal(await advanceOf(client), 0n)
  assert.deepEqual(await confirm(asked.payoutId, accountant.by), { ok: false, reason: 'self' })
  const answers = await Promise.all(Array.from({ length: 5 }, () => confirm(asked.payoutId)))
  assert.equal(answers.filter(({ ok }) => ok).length, 1)
  assert.deepEqual(await world.do((tx) => cancelPayout(tx, { payoutId: asked.payoutId, by: colleague.by })), {
    ok: false,
    reason: 'ended',
  })
  const { rows } = await sql<{ account: string; sum: bigint }>`
    select account, sum(amount)::bigint as sum from ledger_entry where client_id = ${client.id} group by account order by account`.execute(
    world.db.write,
  )
  assert.deepEqual(rows, [
    { account: 'bank', sum: 0n },
    { account: 'client_advance', sum: 0n },
    { account: 'refund_payable', sum: 0n },
  ])
})

test('the database refuses a refund confirmed by whoever asked, whoever writes', async () => {
  const client = await world.aClient()
  await paid(world.app, client.id, COST)
  const asked = await payout(client, COST)
  assert.ok(asked.ok)
  await assert.rejects(
    sql`update payout set paid_by = asked_by, paid_at = now(), paid_on = '2026-11-20', document_number = '1' where id = ${asked.payoutId}`.execute(
      world.db.write,
    ),
    /payout_paid_by_another/,
  )
  await assert.rejects(
    sql`update payout set tiyn = 1 where id = ${asked.payoutId}`.execute(world.db.write),
    /permission denied/,
  )
})

test('a refund sent twice is one, one cancelled gives the money back, and one against spending has one winner', async () => {
  const client = await world.aClient()
  await paid(world.app, client.id, 2n * COST)
  const key = randomUUID()
  const twice = await Promise.all([
    payout(client, COST, key),
    payout(client, COST, key),
    payout(client, COST, key),
  ])
  assert.equal(new Set(twice.map((answer) => answer.ok && answer.payoutId)).size, 1)
  assert.equal(await advanceOf(client), COST)
  const [first] = twice
  assert.ok(first.ok)
  const ended = await Promise.all([
    world.do((tx) => cancelPayout(tx, { payoutId: first.payoutId, by: accountant.by })),
    confirm(first.payoutId),
    world.do((tx) => cancelPayout(tx, { payoutId: first.payoutId, by: accountant.by })),
  ])
  assert.equal(ended.filter(({ ok }) => ok).length, 1)
  const left = ended[1].ok ? COST : 2n * COST
  assert.equal(await advanceOf(client), left)
  const race = await Promise.all([payout(client, left), buy(client, left), payout(client, left)])
  assert.equal(race.filter(({ ok }) => ok).length, 1)
  assert.equal(await advanceOf(client), 0n)
})

const split = (receiptId: string, ...shares: [Client, bigint][]) =>
  world.do(async (tx) =>
    splitReceipt(tx, world.app.vault, {
      receiptId,
      shares: await Promise.all(shares.map(async ([client, tiyn]) => ({ bin: await binOf(client), tiyn }))),
      by: accountant.by,
    }),
  )
const binOf = async ({ id }: Client) =>
  (await column(sql<{ v: string }>`select bin as v from client where id = ${id}`))[0]!

test('one receipt is split between clients to the tiyn, and each part is undone alone', async () => {
  const [first, second, third] = [await world.aClient(), await world.aClient(), await world.aClient()]
  const receipt = await aReceipt(1_000_001n)
  assert.deepEqual(await split(receipt, [first, 400_000n], [second, 600_000n]), {
    ...{ ok: false, reason: 'sum', tiyn: 1_000_001n },
  })
  assert.deepEqual(await split(receipt, [first, 400_000n], [first, 600_001n]), {
    ...{ ok: false, reason: 'twice', at: 1 },
  })
  assert.deepEqual(await split(receipt, [first, 1_000_001n]), { ok: false, reason: 'few' })
  assert.match(String(await stateOfReceipt(receipt)), /^waiting/)
  const done = await split(receipt, [first, 400_000n], [second, 600_001n])
  assert.ok(done.ok)
  assert.deepEqual([await advanceOf(first), await advanceOf(second)], [400_000n, 600_001n])
  assert.match(String(await stateOfReceipt(receipt)), /^posted/)
  assert.deepEqual(await split(receipt, [first, 1n], [second, 1_000_000n]), { ok: false, reason: 'decided' })

  const { rows } = await sql<{ id: string }>`
    select id from payment where receipt_id = ${receipt} and client_id = ${second.id}`.execute(world.db.write)
  assert.ok((await undo(rows[0]!.id)).ok)
  assert.deepEqual([await advanceOf(first), await advanceOf(second)], [400_000n, 0n])
  assert.match(String(await stateOfReceipt(receipt)), /^waiting/)
  // What is left is given on, and no more than that.
  assert.ok((await match(receipt, third)).ok)
  assert.equal(await advanceOf(third), 600_001n)
  assert.match(String(await stateOfReceipt(receipt)), /^posted/)
})

test('a receipt split, matched and split otherwise, many at once, is given once', async () => {
  const clients = [await world.aClient(), await world.aClient(), await world.aClient()] as const
  for (let round = 0; round < 4; round++) {
    const receipt = await aReceipt(900_000n)
    const answers = await Promise.all([
      split(receipt, [clients[0], 300_000n], [clients[1], 600_000n]),
      split(receipt, [clients[2], 300_000n], [clients[0], 600_000n]),
      split(receipt, [clients[1], 450_000n], [clients[2], 450_000n]),
      match(receipt, clients[1]),
      match(receipt, clients[2]),
    ])
    assert.equal(answers.filter(({ ok }) => ok).length, 1)
    assert.equal(
      (
        await column(
          sql<{ v: string }>`select sum(tiyn)::text as v from payment where receipt_id = ${receipt}`,
        )
      )[0],
      '900000',
    )
  }
})

test('a part undone while what is left is given away never waits in a circle, and no money is made of it', async () => {
  const [first, second] = [await world.aClient(), await world.aClient()]
  for (let round = 0; round < 5; round++) {
    const receipt = await aReceipt(500_000n)
    const done = await split(receipt, [first, 200_000n], [second, 300_000n])
    assert.ok(done.ok)
    await undo(done.paymentIds[0]!)
    const again = () =>
      world.db.write
        .transaction()
        .execute((tx) =>
          undoPayment(tx, { paymentId: done.paymentIds[1]!, reason: 'Ошибка', by: accountant.by }),
        )
    const rest = () =>
      world.db.write.transaction().execute((tx) =>
        matchReceipt(tx, world.app.vault, {
          receiptId: receipt,
          clientId: second.id,
          parts: [],
          by: accountant.by,
        }),
      )
    await Promise.all([again(), rest(), rest(), again()])
  }
})

test('the database refuses more of a receipt than came, whoever writes', async () => {
  const [first, second] = [await world.aClient(), await world.aClient()]
  const receipt = await aReceipt(500_000n)
  assert.ok((await match(receipt, first)).ok)
  await assert.rejects(
    sql`insert into payment (client_id, tiyn, received_on, source, receipt_id, request_key)
      values (${second.id}, 1, '2026-03-05', 'statement', ${receipt}, ${randomUUID()})`.execute(
      world.db.write,
    ),
    /more is given of receipt/,
  )
})

test('after all of this the ledger holds', async () => {
  for (const { rule, what } of await checkLedger(world.db)) assert.deepEqual(what, [], rule)
})
