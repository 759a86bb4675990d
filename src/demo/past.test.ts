import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { sql } from 'kysely'
import { checkLedger } from '../ledger/invariants.ts'
import { testSite, type TestSite } from '../testing/site.ts'
import { loadDemoWorld } from './load.ts'

let site: TestSite
before(async () => {
  site = await testSite()
  await loadDemoWorld(site.app)
})
after(() => site.stop())

test('the demo world has a past: refuels in every month since the contract, paid for before, every rule of the ledger kept', async () => {
  const { rows } = await sql<{ months: bigint; refuels: bigint; expected: number }>`
    select count(distinct date_trunc('month', local_day(t.at))) as months, count(*) as refuels,
      (select least(12, (extract(year from age(now(), min(signed_on + 7))) * 12 + extract(month from age(now(), min(signed_on + 7))))::int)
        from contract k where k.client_id = t.client_id) as expected
    from till_transaction t where pos_txn_id like 'demo-past-%' group by client_id`.execute(site.app.db.read)
  assert.equal(rows.length, 1)
  const { months, refuels, expected } = rows[0]!
  assert.ok(Number(months) >= expected && Number(months) <= expected + 2, `${months} of ${expected} months`)
  assert.ok(Number(refuels) > 10 * expected, `${refuels} refuels`)
  const { rows: poor } = await sql`
    select day from (
      select local_day(at) as day, sum(sum(case when credit = 'client_advance' then tiyn when debit = 'client_advance' then -tiyn else 0 end))
        over (partition by client_id order by local_day(at)) as left
      from posting group by client_id, local_day(at)) d where "left" < 0`.execute(site.app.db.read)
  assert.deepEqual(poor, [], 'on no evening the advance was overdrawn')
  for (const { rule, broken, what } of await checkLedger(site.app.db))
    assert.equal(broken, 0, `${rule}: ${what}`)
})
