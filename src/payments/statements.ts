/** Uploaded statements and their lines, as the pages of the import show them. */
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Verdict } from './check-statement.ts'
import type { StatementWarning } from './read-statement.ts'
import type { DocumentKind } from './statement-document.ts'

/** How many and how much. */
export type Heap = { n: number; tiyn: bigint }

export type StatementFacts = {
  id: string
  fileName: string
  accounts: string[]
  warnings: StatementWarning[]
  createdAt: Date
  author: string
  postedAt: Date | null
  finishedAt: Date | null
  from: string | null
  to: string | null
  /** By what the lines are. */
  heaps: Record<LineKind, Heap>
  /** By what became of those that came in; and how many of them wait for a person now. */
  done: Record<'posted' | 'waiting' | 'known', number>
  waiting: number
}

/** What became of a line; `aside`: a person has said that it is no client's. */
export type LineState = 'posted' | 'waiting' | 'aside' | 'known'

/** A line as the check page sorts it: what came in by its verdict, all else by its kind. */
export const LINE_KINDS = ['auto', 'ask', 'known', 'outgoing', 'own', 'foreign', 'unclear'] as const
export type LineKind = Verdict | Exclude<DocumentKind, 'incoming'>

/** The newest statements, or one by its id. */
export async function findStatements(
  db: Queries,
  which: { id: string } | { newest: number },
): Promise<StatementFacts[]> {
  const { rows } = await sql<StatementRow>`
    select s.id, s.file_name as "fileName", s.accounts, s.warnings, s.created_at as "createdAt", s.posted_at as "postedAt",
      s.finished_at as "finishedAt", coalesce(nullif(a.name, ''), a.email, '') as author, l.from, l.to, l.heaps, l.done,
      (select count(*)::int from bank_receipt where statement_id = s.id and state = 'waiting') as waiting
    from (
        select * from bank_statement
        where ${'id' in which ? sql`id = ${which.id}` : sql`true`}
        order by created_at desc, id desc limit ${'newest' in which ? which.newest : 1}
      ) s
      left join account a on a.id = s.created_by
      cross join lateral (
        select min(lo) as from, max(hi) as to, coalesce(jsonb_agg(jsonb_build_array(kind, n, tiyn::text)), '[]') as heaps,
          jsonb_build_object('posted', sum(posted), 'waiting', sum(waiting), 'known', sum(known)) as done
        from (
          select coalesce(verdict, kind) as kind, min(day) as lo, max(day) as hi, count(*)::int as n, sum(tiyn) as tiyn,
            count(*) filter (where outcome = 'posted')::int as posted, count(*) filter (where outcome = 'waiting')::int as waiting,
            count(*) filter (where outcome = 'known')::int as known
          from bank_statement_line where statement_id = s.id group by coalesce(verdict, kind)) heaps
      ) l
    order by s.created_at desc, s.id desc`.execute(db)
  return rows.map(({ heaps, done, warnings, ...statement }) => ({
    ...statement,
    warnings: warnings.map(toWarning),
    heaps: toHeaps(heaps),
    done: { posted: done.posted ?? 0, waiting: done.waiting ?? 0, known: done.known ?? 0 },
  }))
}

type StatementRow = Omit<StatementFacts, 'heaps' | 'warnings' | 'done'> & {
  heaps: [LineKind, number, string][]
  warnings: Kept<StatementWarning>[]
  done: Record<keyof StatementFacts['done'], number | null>
}

/** As JSON keeps it: sums in digits. */
type Kept<Value> = { [Name in keyof Value]: Value[Name] extends bigint ? string : Value[Name] }

function toHeaps(rows: readonly [LineKind, number, string][]): Record<LineKind, Heap> {
  const heaps = Object.fromEntries(LINE_KINDS.map((kind) => [kind, { n: 0, tiyn: 0n }]))
  for (const [kind, n, tiyn] of rows) heaps[kind] = { n, tiyn: BigInt(tiyn) }
  return heaps as Record<LineKind, Heap>
}

function toWarning(kept: Kept<StatementWarning>): StatementWarning {
  return kept.code === 'totals' ? { ...kept, stated: BigInt(kept.stated), found: BigInt(kept.found) } : kept
}

export type LineFacts = {
  n: number
  kind: LineKind
  state: LineState | null
  number: string
  day: string
  tiyn: bigint
  name: string
  bin: string
  purpose: string
  /** What it became: the receipt's page leads on to the payment. */
  receiptId: string | null
}

export type LinePlace = { kinds?: readonly LineKind[] | undefined; after: number; size: number }

/** Lines of a statement in the order of the file, `size` of them from `after` on; of some kinds, or all. */
export async function findLines(db: Queries, statementId: string, which: LinePlace): Promise<LineFacts[]> {
  const { rows } = await sql<LineFacts>`
    select l.n, coalesce(l.verdict, l.kind) as kind, case when l.outcome in ('posted', 'waiting') then r.state else l.outcome end as state,
      l.number, l.day, l.tiyn, coalesce(c.name, l.name) as name, l.bin, l.purpose, r.id as "receiptId"
    from bank_statement_line l
      left join bank_receipt r on r.hash = l.hash and l.kind = 'incoming'
      left join client c on c.bin = l.bin and l.bin <> ''
    where l.statement_id = ${statementId} and l.n > ${which.after} and ${ofKinds(which.kinds)}
    order by l.n limit ${which.size + 1}`.execute(db)
  return rows
}

/** The place from which on the page before `after` is shown. */
export async function placeBefore(db: Queries, statementId: string, which: LinePlace): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select l.n from bank_statement_line l
    where l.statement_id = ${statementId} and l.n <= ${which.after} and ${ofKinds(which.kinds)}
    order by l.n desc offset ${which.size} limit 1`.execute(db)
  return rows[0]?.n ?? 0
}

function ofKinds(kinds: readonly LineKind[] | undefined) {
  return kinds ? sql`coalesce(l.verdict, l.kind) = any(${kinds}::text[])` : sql`true`
}
