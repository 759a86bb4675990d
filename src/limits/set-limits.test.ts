/** Limits as people set them, and as tills then keep them. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { aCard } from '../testing/cards.ts'
import { aStation, aTerminal, paid, pricesAre } from '../testing/coupons.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { approved, whyNot } from '../testing/tills.ts'
import { sha256 } from '../secrets.ts'
import { authorize } from '../tills/authorize.ts'
import { complete } from '../tills/complete.ts'
import { refund } from '../tills/refund.ts'
import { findCards, findSubject, type NamedScope, readLimits, type Subject } from './read-limits.ts'
import type { Rule } from './rules.ts'
import { addProfile } from './profiles.ts'
import { limitsMark, type LimitsSet, setLimits } from './set-limits.ts'
import { amount, onlyThen } from './testing.ts'

let site: TestSite
let station: Awaited<ReturnType<typeof aStation>>
before(async () => {
  site = await testSite({ LOG_LEVEL: 'silent' })
  await pricesAre(site.app, { AI95: 24_000n, DT: 30_000n })
  station = await aStation(site.app)
})
after(() => site.stop())

type Client = Awaited<ReturnType<TestSite['aClient']>>
const BY = { name: 'Айгуль' }

async function aCardOf(client: Client): Promise<{ subject: Subject; number: string }> {
  const { id, number } = await aCard(site.app, client, { scheme: 'limit' })
  const { rows } = await sql<{ number: bigint }>`select number from card where id = ${id}`.execute(
    site.app.db.write,
  )
  return { subject: await again(client, rows[0]!.number), number }
}

async function again(client: Client, number: bigint): Promise<Subject> {
  return (await findCards(site.app.db.write, client.id, [number], null))[0]!
}

const named = async (client: Client, scope: NamedScope, id: string) =>
  (await findSubject(site.app.db.write, client.id, scope, id))!

async function set(
  client: Client,
  subjects: Subject[],
  rules: Rule[],
  more: { seen?: string; products?: ('AI95' | 'DT')[] | null } = {},
): Promise<LimitsSet> {
  const ids = subjects.map(({ id }) => id)
  const now = await readLimits(site.app.db.write, client.id, subjects[0]!.scope, ids)
  return site.app.db.transaction((tx) =>
    setLimits(tx, { clientId: client.id, subjects, rules, seen: limitsMark(subjects, now), by: BY, ...more }),
  )
}

const disagreeing = (answer: LimitsSet) =>
  !answer.ok && answer.reason === 'disagree' ? answer.what.why : answer

const till = (key = station.key) => ({
  pump: (card: string, ml: bigint, product: 'AI95' | 'DT' = 'AI95', posTxnId = `limit-${randomUUID()}`) =>
    authorize(site.app, { keyHash: sha256(key), posTxnId, card, product, ml }),
  complete: (posTxnId: string, ml: bigint) => complete(site.app, { keyHash: sha256(key), posTxnId, ml }),
  refund: (original: string, ml: bigint) =>
    refund(site.app, { keyHash: sha256(key), posTxnId: `limit-${randomUUID()}`, original, ml }),
})

test('a till is promised what the strictest limit leaves, and the answer keeps what was weighed', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 100_000_000n)
  const { subject, number } = await aCardOf(client)
  await set(
    client,
    [await named(client, 'contract', client.contractId)],
    [amount({ period: 'week', value: 90_000n })],
  )
  assert.deepEqual(
    await set(
      client,
      [subject],
      [amount({ value: 50_000n }), amount({ period: 'month', unit: 'tiyn', value: 2_000_000n })],
    ),
    { ok: true, changed: 1 },
  )

  const first = approved(await till().pump(number, 30_000n))
  await till().complete(first.posTxnId, 30_000n)
  const second = approved(await till().pump(number, 40_000n))
  assert.deepEqual([second.ml, second.partial?.reason], [20_000n, 'limit_day'])
  assert.equal(whyNot(await till().pump(number, 10_000n)), 'limit_day')
  await till().refund(first.posTxnId, 5_000n)
  assert.equal(approved(await till().pump(number, 10_000n)).ml, 5_000n)

  const { rows } = await sql<{
    weighed: { scope: string; used: number; left: number; leftMl: number }[]
    cut: boolean
  }>`
    select weighed, (weighed -> 0 ->> 'rule')::uuid = rule_id as cut from till_transaction where pos_txn_id = ${second.posTxnId}`.execute(
    site.app.db.write,
  )
  assert.deepEqual(
    rows[0]!.weighed.map(({ scope, used, left, leftMl }) => [scope, used, left, leftMl]),
    [
      ['card', 30_000, 20_000, 20_000],
      ['card', 720_000, 1_280_000, 53_330],
      ['contract', 30_000, 60_000, 60_000],
    ],
  )
  assert.equal(rows[0]!.cut, true, 'the rule that decided stands first')
})

test('a hundred tills with cards of one contract never exceed it together', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 100_000_000n)
  await set(client, [await named(client, 'contract', client.contractId)], [amount({ value: 55_000n })])
  const cards = await Promise.all(Array.from({ length: 10 }, () => aCardOf(client)))
  const keys = await Promise.all(
    Array.from({ length: 10 }, async () => (await aTerminal(site.app, station.id)).key),
  )
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) => till(keys[n % 10]).pump(cards[(n * 3) % 10]!.number, 1_000n)),
  )
  assert.equal(answers.filter(({ outcome }) => outcome === 'approved').length, 55)
  assert.ok(answers.every((answer) => answer.outcome === 'approved' || whyNot(answer) === 'limit_day'))
})

test('limits that contradict each other are refused, and the answer names the two', async () => {
  const client = await site.aClient()
  const { subject } = await aCardOf(client)
  const answer = await set(
    client,
    [subject],
    [amount({ value: 60_000n }), amount({ period: 'week', value: 50_000n })],
  )
  assert.ok(!answer.ok && answer.reason === 'disagree' && answer.what.why === 'order')
  assert.deepEqual([answer.what.more.period, answer.what.less.period], ['day', 'week'])
  const refused: [string, Rule[]][] = [
    ['order', [amount({ period: 'tx', value: 60_000n }), amount({ period: 'quarter', value: 50_000n })]],
    ['order', [amount({ products: ['DT'], value: 60_000n }), amount({ value: 50_000n })]],
    ['order', [amount({ weekdays: [6, 7], value: 60_000n }), amount({ period: 'month', value: 50_000n })]],
    ['all_zero', [amount({ value: 0n }), amount({ unit: 'tiyn', period: 'month', value: 0n })]],
    ['twice', [amount({ value: 50_000n }), amount({ value: 40_000n })]],
  ]
  for (const [why, rules] of refused) assert.equal(disagreeing(await set(client, [subject], rules)), why)
  const allowed: Rule[][] = [
    [
      amount({ period: 'tx', value: 50_000n }),
      amount({ value: 50_000n }),
      amount({ period: 'quarter', value: 50_000n }),
    ],
    [
      amount({ products: ['DT'], value: 60_000n }),
      amount({ products: ['AI95'], period: 'month', value: 50_000n }),
    ],
    [amount({ value: 60_000n }), amount({ mode: 'flag', period: 'month', value: 50_000n })],
    [amount({ value: 0n, products: ['DT'] }), amount({ value: 10n })],
    [amount({ period: 'once', value: 10n }), amount({ value: 50_000n })],
  ]
  for (const rules of allowed) assert.equal((await set(client, [subject], rules)).ok, true)
})

test('a card is not allowed more than its contract altogether', async () => {
  const client = await site.aClient()
  const { subject } = await aCardOf(client)
  await set(
    client,
    [await named(client, 'contract', client.contractId)],
    [amount({ period: 'month', value: 40_000n })],
  )
  assert.equal(disagreeing(await set(client, [subject], [amount({ value: 41_000n })])), 'contract')
  assert.equal((await set(client, [subject], [amount({ value: 40_000n })])).ok, true)
})

test('who saw older limits saves nothing over newer ones, and of two at once one saves', async () => {
  const client = await site.aClient()
  const { subject } = await aCardOf(client)
  const seen = limitsMark([subject], await readLimits(site.app.db.write, client.id, 'card', [subject.id]))
  const answers = await Promise.all(
    [10_000n, 20_000n, 30_000n].map((value) => set(client, [subject], [amount({ value })], { seen })),
  )
  assert.deepEqual(answers.map((answer) => (answer.ok ? 'saved' : answer.reason)).toSorted(), [
    'changed',
    'changed',
    'saved',
  ])
  assert.deepEqual(await set(client, [subject], [amount()], { seen }), { ok: false, reason: 'changed' })
})

test('many cards change together or not at all, each from what it had, and the log and their stories say so', async () => {
  const client = await site.aClient()
  const cards = await Promise.all([1, 2, 3].map(() => aCardOf(client)))
  const subjects = await findCards(
    site.app.db.write,
    client.id,
    cards.map(({ subject }) => subject.number!),
    null,
  )
  await set(client, [subjects[1]!], [amount({ value: 10_000n })])
  const rules = [amount({ value: 20_000n }), onlyThen({ weekdays: [1, 2, 3, 4, 5] })]
  assert.deepEqual(await set(client, subjects, rules, { products: ['AI95', 'DT'] }), { ok: true, changed: 3 })
  const now = await readLimits(
    site.app.db.write,
    client.id,
    'card',
    subjects.map(({ id }) => id),
  )
  assert.ok(
    [...now.values()].every(
      ({ rules }) => rules.length === 2 && rules.some(({ value }) => value === 20_000n),
    ),
  )
  const { rows: entries } = await sql<{ count: number; events: number }>`
    select (after ->> 'count')::int as count, (select count(*)::int from card_event where client_id = ${client.id} and what = 'limits_changed') as events
    from audit_entry where client_id = ${client.id} and action = 'limits.changed' order by at desc limit 1`.execute(
    site.app.db.write,
  )
  assert.deepEqual(entries[0], { count: 3, events: 4 })

  const after = await findCards(
    site.app.db.write,
    client.id,
    subjects.map(({ number }) => number!),
    null,
  )
  assert.deepEqual(
    after.map(({ products }) => products),
    [
      ['AI95', 'DT'],
      ['AI95', 'DT'],
      ['AI95', 'DT'],
    ],
  )
  await sql`update card set closed_at = now() where id = ${subjects[2]!.id}`.execute(site.owner)
  const closed = await set(client, after, [amount({ value: 5_000n })])
  assert.deepEqual(closed, { ok: false, reason: 'over' })
  const still = await readLimits(site.app.db.write, client.id, 'card', [subjects[0]!.id])
  assert.equal(still.get(subjects[0]!.id)!.rules.length, 2)
})

test('a limit that does not renew goes on counting when it is raised, and a rule that stays is the same rule', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 100_000_000n)
  const { subject, number } = await aCardOf(client)
  await set(client, [subject], [amount({ period: 'once', value: 30_000n }), amount({ value: 30_000n })])
  const before = await readLimits(site.app.db.write, client.id, 'card', [subject.id])
  approved(await till().pump(number, 20_000n))
  await set(client, [subject], [amount({ period: 'once', value: 35_000n }), amount({ value: 30_000n })])
  assert.equal(approved(await till().pump(number, 10_000n)).ml, 10_000n)
  assert.equal(whyNot(await till().pump(number, 10_000n)), 'limit_day')
  await set(client, [subject], [amount({ period: 'once', value: 35_000n })])
  assert.equal(approved(await till().pump(number, 10_000n)).ml, 5_000n)
  const dayRule = before.get(subject.id)!.rules.find(({ period }) => period === 'day')!
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from limit_rule where client_id = ${client.id} and period = 'day' and id = ${dayRule.id}`.execute(
    site.app.db.write,
  )
  assert.equal(rows[0]!.n, 1)
})

test('a limit that only takes note lets the refuel be', async () => {
  const client = await site.aClient()
  await paid(site.app, client.id, 100_000_000n)
  const { subject, number } = await aCardOf(client)
  await set(client, [subject], [amount({ mode: 'flag', value: 10_000n })])
  const answer = approved(await till().pump(number, 20_000n))
  assert.equal(answer.ml, 20_000n)
  const { rows } = await sql<{ flags: { reason: string }[] }>`
    select flags from till_transaction where pos_txn_id = ${answer.posTxnId}`.execute(site.app.db.write)
  assert.deepEqual(
    rows[0]!.flags.map(({ reason }) => reason),
    ['limit_day'],
  )
})

test('profiles are limits of nobody, one of each name', async () => {
  const client = await site.aClient()
  const add = () =>
    site.app.db.transaction((tx) => addProfile(tx, { clientId: client.id, name: 'Такси', by: BY }))
  const made = await add()
  assert.ok(made.ok)
  assert.deepEqual(await add(), { ok: false, reason: 'known' })
  const profile = await named(client, 'profile', made.id)
  assert.deepEqual(await set(client, [profile], [amount()]), { ok: true, changed: 1 })
})
