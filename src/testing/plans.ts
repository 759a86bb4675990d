/** What the database does for a page: the statements of this process as they are sent, and how they are carried out. */
import pg from 'pg'
import { APP_ROLE } from '../db/migrate.ts'

export type Statement = { text: string; values: unknown[] }

/** Part of a plan that reads a table or an index. `rows` is what it looked at, where it was carried out. */
export type Scan = { how: string; table: string; index?: string; rows: number }

type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Node[]
}

/** Notes every statement that this process sends from now on. `take` gives those since the last time. */
export function watchStatements(): { take(): Statement[]; stop(): void } {
  let noted: Statement[] = []
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const query = pg.Client.prototype.query as (this: pg.Client, ...args: unknown[]) => unknown
  const watched = function (this: pg.Client, ...args: unknown[]) {
    const [asked, values] = args as [string | { text?: string; values?: unknown[] }, unknown[]?]
    const text = typeof asked === 'string' ? asked : asked.text
    if (text) noted.push({ text, values: (typeof asked === 'string' ? values : asked.values) ?? [] })
    return query.apply(this, args)
  }
  Object.assign(pg.Client.prototype, { query: watched })
  return {
    take() {
      const taken = noted
      noted = []
      return taken
    },
    stop: () => Object.assign(pg.Client.prototype, { query }),
  }
}

/** Whether a statement only reads: those alone can be carried out again. */
export function onlyReads({ text }: Statement): boolean {
  return (
    /^\s*(select|with)\b/i.test(text) &&
    !/\b(insert into|update|delete from|for (no key )?update|for share)\b/i.test(text)
  )
}

/** How a statement would be carried out for values not known yet: the plan that a prepared statement settles on. */
export async function genericPlan(database: pg.Client, { text }: Statement): Promise<Scan[]> {
  const { rows } = await asTheApp(database, () =>
    database.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(`explain (generic_plan, format json) ${text}`),
  )
  return scansOf(rows[0]!['QUERY PLAN'][0].Plan)
}

/** Carries a reading statement out once more and tells what was read, and in how many ms. */
export async function carryOut(
  database: pg.Client,
  { text, values }: Statement,
): Promise<{ scans: Scan[]; ms: number }> {
  const { rows } = await asTheApp(database, () =>
    database.query<{ 'QUERY PLAN': [{ Plan: Node; 'Execution Time': number }] }>(
      `explain (analyze, buffers, format json) ${text}`,
      values,
    ),
  )
  const [{ Plan, 'Execution Time': ms }] = rows[0]!['QUERY PLAN']
  return { scans: scansOf(Plan), ms }
}

async function asTheApp<T>(database: pg.Client, work: () => Promise<T>): Promise<T> {
  await database.query(`begin; set local role ${APP_ROLE}; set local random_page_cost = 1.1`)
  try {
    return await work()
  } finally {
    await database.query('rollback')
  }
}

function scansOf(node: Node): Scan[] {
  const { 'Relation Name': table, 'Index Name': index } = node
  const loops = node['Actual Loops'] ?? 0
  const rows =
    ((node['Actual Rows'] ?? 0) +
      (node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Index Recheck'] ?? 0)) *
    loops
  const own =
    table || index ? [{ how: node['Node Type'], table: table ?? '', ...(index ? { index } : {}), rows }] : []
  return [...own, ...(node.Plans ?? []).flatMap(scansOf)]
}
