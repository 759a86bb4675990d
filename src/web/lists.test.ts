/** How lists are carried out where there are millions of rows: by an index, for whatever is asked. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { sweep } from '../alerts/sweep.ts'
import { expireDue } from '../coupons/expire-coupons.ts'
import { remindClients } from '../coupons/remind-of-ends.ts'
import { fillLarge, type LargeNames, listPages } from '../testing/large.ts'
import { genericPlan, type Scan, type Statement, watchStatements } from '../testing/plans.ts'
import { testSite, type TestSite } from '../testing/site.ts'

/** Tables that grow with every coupon, order or refuel; clients are thousands, and may be counted. */
const LARGE = [
  'contract',
  'driver',
  'purchase_order',
  'order_line',
  'invoice',
  'payment',
  'payment_for',
  'lot',
  'coupon',
  'coupon_begun',
  'coupon_stock',
  'coupon_event',
  'coupon_return',
  'coupon_return_item',
  'handout',
  'handout_coupon',
  'till_transaction',
  'till_day_sum',
  'till_day_change',
  'till_month_sum',
  'till_month_change',
  'card',
  'vehicle',
  'posting',
  'posting_day',
  'audit_entry',
  'suspicion',
  'suspicion_answer',
  'alert',
] as const

let site: TestSite
let names: LargeNames
let owner: pg.Client
before(async () => {
  site = await testSite()
  names = await fillLarge(site.databaseUrl, { clients: 20, coupons: 1500 })
  owner = new pg.Client({ connectionString: site.databaseUrl })
  await owner.connect()
  await pretendLarge()
})
after(async () => {
  await owner.end()
  await site.stop()
})

/** The planner takes as many rows for there as its statistics say stand on a page: here, a hundred thousand. */
async function pretendLarge(): Promise<void> {
  for (const table of LARGE) await owner.query(`alter table ${table} set (autovacuum_enabled = off)`)
  await owner.query(
    `
    update pg_class set relpages = 1, reltuples = 100000 where oid = any($1::regclass[])`,
    [LARGE],
  )
}

async function readsAll(statements: readonly Statement[]): Promise<string[]> {
  const found: string[] = []
  for (const statement of statements) {
    const scans = await plan(statement)
    found.push(
      ...scans
        .filter(({ how, table }) => how === 'Seq Scan' && (LARGE as readonly string[]).includes(table))
        .map(({ table }) => `${table}, by ${statement.text.replaceAll(/\s+/g, ' ').slice(0, 300)}`),
    )
  }
  return [...new Set(found)]
}

const isQuery = ({ text }: Statement) => /^\s*(select|with|insert|update|delete)\b/i.test(text)

async function plan(statement: Statement): Promise<Scan[]> {
  return isQuery(statement) ? genericPlan(owner, statement) : []
}

test('no list, search or count of many reads a whole table', async () => {
  const browsers = {
    owner: await site.signedIn(await site.aPerson({ clientId: names.clientId, role: 'owner' })),
    staff: await site.signedIn(await site.aPerson({ staff: 'admin' })),
  }
  const statements = watchStatements()
  for (const { who, path } of listPages(names)) {
    const { status } = await browsers[who].get(path)
    assert.ok(status < 400, `${path}: ${status}`)
  }
  const noted = statements.take()
  statements.stop()
  const texts = new Map(noted.map((statement) => [statement.text, statement]))
  assert.ok(texts.size > 50)
  assert.deepEqual(await readsAll([...texts.values()]), [])
})

test('the jobs that look for what ends, and for what is to be told, read no whole table either', async () => {
  const statements = watchStatements()
  await remindClients(site.app, { forMs: 0 })
  await expireDue(site.app, { forMs: 0 })
  await sweep(site.app.db, 'minute')
  await sweep(site.app.db, 'day')
  const noted = statements.take()
  statements.stop()
  assert.deepEqual(await readsAll(noted), [])
})

test('the watch after refuels finds the newest by an index, also inside its functions', async () => {
  const plans: string[] = []
  const note = ({ message = '' }: { message?: string | undefined }) => plans.push(message)
  owner.on('notice', note)
  await owner.query(`load 'auto_explain'; begin; set local auto_explain.log_min_duration = 0; set local auto_explain.log_level = notice;
    set local auto_explain.log_nested_statements = on; update watch_mark set seen_to = id_at(now() - interval '3 years')`)
  const { rows } = await owner.query<{ seen: number }>(`select watch_refuels(300, interval '0') as seen`)
  await owner.query('rollback')
  owner.off('notice', note)
  assert.equal(rows[0]!.seen, 300)
  const [text] = [plans.join('\n')]
  assert.ok(text.includes('till_transaction_pkey'), 'what the functions do is told')
  const scans = [...text.matchAll(/(?:Index|Index Only|Seq) Scan (?:using \w+ )?on (\w+)[^\n]*\n([^\n]*)/g)]
  const whole = scans.filter(
    ([, table = '', below = '']) =>
      (LARGE as readonly string[]).includes(table) && !below.includes('Index Cond'),
  )
  assert.deepEqual(
    whole.map(([scan]) => scan.slice(0, 200)),
    [],
  )
})

test('a search without an index would be found out', async () => {
  const found = await readsAll([{ text: 'select from coupon where note = $1', values: ['x'] }])
  assert.equal(found.length, 1)
})
