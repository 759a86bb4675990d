/** A contract's credit: asked for by one person, agreed to by another, spent by tills, seen by the client, repaid. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Actor } from '../audit/record.ts'
import { checkLedger } from '../ledger/invariants.ts'
import { aCard, purseNow } from '../testing/cards.ts'
import { aTerminal, paid, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { aTill, type Till } from '../testing/tills.ts'
import { listCredits } from './find-credit.ts'
import { approveCreditLimit, setCreditLimit, withdrawCreditLimit } from './set-credit-limit.ts'

let site: TestSite
let till: Till
let asker: Actor & { accountId: string }
let other: Actor & { accountId: string }
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 20_000n })
  till = await aTill(site.app)
  asker = { name: 'Менеджер', accountId: (await site.aPerson({ staff: 'manager' })).id }
  other = { name: 'Бухгалтер', accountId: (await site.aPerson({ staff: 'accountant' })).id }
})
after(async () => {
  assert.deepEqual(
    (await checkLedger(site.app.db)).filter(({ broken }) => broken > 0),
    [],
  )
  await site.stop()
})

type Client = Awaited<ReturnType<TestSite['aClient']>>

const ask = ({ id, contractId }: Client, limitTiyn: bigint, days = 30) =>
  site.app.db.transaction((tx) =>
    setCreditLimit(tx, { clientId: id, contractId, limitTiyn, days, reason: 'письмо', by: asker }),
  )
const approve = ({ id }: Client, changeId: string, by = other) =>
  site.app.db.transaction((tx) => approveCreditLimit(tx, { clientId: id, changeId, by }))

async function given(client: Client, limitTiyn: bigint, days = 30): Promise<void> {
  const asked = await ask(client, limitTiyn, days)
  assert.ok(asked.ok)
  assert.deepEqual(await approve(client, asked.changeId), { ok: true })
}

test('credit is what another person than the asker has agreed to, once, and the log keeps both', async () => {
  const client = await site.aClient()
  const asked = await ask(client, 500_000_00n)
  assert.ok(asked.ok)
  assert.deepEqual(await ask(client, 1n), { ok: false, reason: 'waiting' })
  assert.deepEqual(await approve(client, asked.changeId, asker), { ok: false, reason: 'own' })
  assert.deepEqual(await listCredits(site.app.db.write, client.id), [])
  const answers = await Promise.all(Array.from({ length: 8 }, () => approve(client, asked.changeId)))
  assert.equal(answers.filter(({ ok }) => ok).length, 1)
  const [credit] = await listCredits(site.app.db.write, client.id)
  assert.deepEqual([credit!.limitTiyn, credit!.owedTiyn, credit!.dueOn], [500_000_00n, 0n, null])
  assert.deepEqual(await ask(client, 500_000_00n), { ok: false, reason: 'same' })
  const { rows } = await sql<{ action: string }>`
    select action from audit_entry where client_id = ${client.id} and action like 'credit.%' order by id`.execute(
    site.app.db.read,
  )
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['credit.asked', 'credit.approved'],
  )
})

test('of several who ask at the same moment one waits; only its asker takes it back', async () => {
  const client = await site.aClient()
  const answers = await Promise.all([1n, 2n, 3n, 4n].map((n) => ask(client, n * 100_00n)))
  const waiting = answers.filter((answer) => answer.ok)
  assert.equal(waiting.length, 1)
  const take = (by: typeof asker) =>
    site.app.db.transaction((tx) =>
      withdrawCreditLimit(tx, { clientId: client.id, changeId: waiting[0]!.changeId, by }),
    )
  assert.deepEqual(await take(other), { ok: false, reason: 'unknown' })
  assert.deepEqual(await take(asker), { ok: true })
  assert.deepEqual(await take(asker), { ok: false, reason: 'decided' })
  assert.ok((await ask(client, 1_00n)).ok)
})

test('many tills at the rest of a credit, while its limit is raised: never a tiyn over, and the last hears why', async () => {
  const client = await site.aClient()
  await given(client, 1_000_00n)
  const raise = await ask(client, 2_000_00n)
  assert.ok(raise.ok)
  const card = await aCard(site.app, client, { scheme: 'limit' })
  const tills = await Promise.all(
    Array.from({ length: 10 }, async () =>
      aTill(site.app, { ...till, ...(await aTerminal(site.app, till.id)) }),
    ),
  )
  // 100 ₸ each: five fit into the credit as it was, ten into what it becomes.
  const [raised, ...answers] = await Promise.all([
    approve(client, raise.changeId),
    ...Array.from({ length: 30 }, (_, n) => tills[n % 10]!.redeemCard(card.number, 1_000n)),
  ])
  assert.deepEqual(raised, { ok: true })
  const before = answers.filter(({ outcome }) => outcome === 'approved').length
  assert.ok(before >= 5 && before <= 10, String(before))
  for (let n = before; n < 10; n++)
    assert.equal((await till.redeemCard(card.number, 1_000n)).outcome, 'approved')
  assert.equal((await purseNow(site.app, client)).owed, 2_000_00n)
  const refused = await till.redeemCard(card.number, 1_000n)
  assert.ok(refused.outcome === 'declined' && refused.reason === 'insufficient')
  const lower = await ask(client, 1_999_99n)
  assert.deepEqual(lower, { ok: false, reason: 'owes_more', tiyn: 2_000_00n })
})

test('a limit that was enough when it was asked for is not agreed to below what is owed by then', async () => {
  const client = await site.aClient()
  await given(client, 1_000_00n)
  const lower = await ask(client, 300_00n)
  assert.ok(lower.ok)
  const card = await aCard(site.app, client, { scheme: 'limit' })
  await till.redeemCard(card.number, 2_000n)
  assert.deepEqual(await approve(client, lower.changeId), { ok: false, reason: 'owes_more', tiyn: 400_00n })
})

test('what is owed is due by its oldest unpaid refuel; a payment pays it, and what is paid is due no more', async () => {
  const client = await site.aClient()
  await given(client, 10_000_00n, 10)
  const card = await aCard(site.app, client, { scheme: 'limit' })
  const old = await till.redeemCard(card.number, 5_000n)
  await aged(old, 20)
  const newer = await till.redeemCard(card.number, 2_000n)
  await aged(newer, 3)
  const back = await till.redeemCard(card.number, 1_000n)
  assert.ok(back.outcome === 'approved')
  await till.reverse(back.posTxnId)

  const now = async () => (await listCredits(site.app.db.write, client.id))[0]!
  assert.deepEqual(await now(), {
    ...(await now()),
    ...{ owedTiyn: 1_400_00n, dueOn: await dayFromNow(-10), overdue: true },
  })
  await paid(site.app, client.id, 1_000_00n)
  assert.deepEqual(await now(), {
    ...(await now()),
    ...{ owedTiyn: 400_00n, dueOn: await dayFromNow(7), overdue: false },
  })
  const aigul = await site.signedIn(await site.aPerson({ clientId: client.id, role: 'owner' }))
  assert.match((await aigul.get('/app')).words, /Долг по договору 400,00 ₸, оплатить до/)
  assert.match((await aigul.get('/app/balance')).words, /Долг 400,00 ₸ Ещё доступно 9 600,00 ₸ Оплатить до/)
  await paid(site.app, client.id, 500_00n)
  assert.equal((await now()).dueOn, null)
  assert.doesNotMatch((await aigul.get('/app')).words, /Долг по договору/)
})

async function aged(answer: Awaited<ReturnType<Till['redeemCard']>>, days: number): Promise<void> {
  assert.ok(answer.outcome === 'approved')
  await sql`
    update posting p set at = p.at - make_interval(days => ${days}) from till_transaction t
    where t.pos_txn_id = ${answer.posTxnId} and p.ref_id = t.id`.execute(site.owner)
}

async function dayFromNow(days: number): Promise<string> {
  const { rows } = await sql<{ day: string }>`select local_day(now()) + ${days}::int as day`.execute(
    site.app.db.read,
  )
  return rows[0]!.day
}

test('the office asks, is told what is wrong, and another colleague agrees on the page', async () => {
  const client = await site.aClient()
  const path = `/office/clients/${client.id}/contracts/${client.contractId}/credit`
  const manager = await site.signedIn(await site.aPerson({ staff: 'manager' }))
  const accountant = await site.signedIn(await site.aPerson({ staff: 'accountant' }))
  await manager.get(path)
  const wrong = await manager.submit({ limit: 'много', days: '500', reason: '' }, path)
  assert.equal(wrong.status, 422)
  assert.match(wrong.words, /Сумма не распознана.*от 1 до 180 дней.*Напишите основание/)
  assert.match(wrong.text, /value="много"/)
  const asked = await manager.submit({ limit: '750 000', days: '45', reason: 'Письмо № 7' }, path)
  assert.equal(asked.status, 303)
  const mine = await manager.get(path)
  assert.match(mine.words, /Своё действие подтверждает другой сотрудник/)
  assert.doesNotMatch(mine.text, /\/approve"/)

  assert.match((await accountant.get('/office')).words, /Изменения кредита ждут решения/)
  assert.match((await accountant.get('/office/credits')).words, new RegExp(client.contract))
  const link = /href="([^"]+\/approve)"/.exec((await accountant.get(path)).text)![1]!
  await manager.get(link)
  assert.equal((await manager.submit({}, link)).status, 422)
  await accountant.get(link)
  assert.equal((await accountant.submit({}, link)).location, path)
  assert.match((await accountant.get(path)).words, /Отсрочка 45 дней, лимит 750 000,00 ₸/)
})
