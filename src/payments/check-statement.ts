/** Reads and checks an uploaded statement and keeps it as a draft; no money is posted until somebody has looked at it. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { record, type Actor } from '../audit/record.ts'
import type { Queries, Tx } from '../db/database.ts'
import { matchMany } from './match-many.ts'
import { ourAccounts } from './our-accounts.ts'
import {
  readStatement,
  type Statement,
  type StatementDocument,
  type StatementRefusal,
  type StatementWarning,
} from './read-statement.ts'

export type StatementCheck =
  | { ok: true; statementId: string }
  /** `known`: every payment in it, `n` of them, came before. `no_own_account`: nobody has entered the retailer's own. */
  | { ok: false; reason: 'known'; n: number }
  | { ok: false; reason: 'no_own_account' }
  | ({ ok: false } & StatementRefusal)

/**
 * Checks a statement and keeps it until `confirmStatement`. The same file of the same person that is not posted yet is the
 * same draft, checked anew. Refuses what `readStatement` refuses, and a file whose payments are all known: then nothing is kept.
 */
export async function checkStatement(
  app: App,
  request: { fileName: string; bytes: Uint8Array; by: Actor },
): Promise<StatementCheck> {
  const ours = await ourAccounts(app.db.write)
  if (ours.size === 0) return { ok: false, reason: 'no_own_account' }
  const statement = readStatement(request.bytes, ours)
  if (!statement.ok) return statement
  return app.db.transaction(async (tx) => {
    const lines = await judge(tx, statement)
    const incoming = lines.filter(({ verdict }) => verdict !== undefined)
    if (incoming.length > 0 && incoming.every(({ verdict }) => verdict === 'known'))
      return { ok: false, reason: 'known', n: incoming.length }
    const statementId = await keep(tx, request, statement, lines)
    await record(tx, 'statement.checked', {
      by: request.by,
      object: request.fileName,
      after: { rows: lines.length, ready: incoming.length },
    })
    return { ok: true, statementId }
  })
}

export type Verdict = 'auto' | 'ask' | 'known'

/** Whether what came in by a statement may be posted by itself: one that does not add up may be forged or cut. */
export function isDoubtful(warnings: readonly Pick<StatementWarning, 'code'>[]): boolean {
  return warnings.some(({ code }) => code !== 'no_totals')
}

type Line = StatementDocument & { verdict: Verdict | undefined }

async function judge(db: Queries, statement: Statement & { ok: true }): Promise<Line[]> {
  const incoming = statement.documents.filter(({ kind }) => kind === 'incoming')
  const known = await knownOf(db, incoming)
  const fresh = incoming.filter(({ hash }) => !known.has(hash))
  const decisions = await matchMany(
    db,
    fresh.map(({ other, ...document }) => ({ ...document, payerBin: other.bin ?? '' })),
    undefined,
  )
  const autos = new Set(fresh.filter((_, i) => decisions[i]!.kind === 'auto').map(({ hash }) => hash))
  const doubtful = isDoubtful(statement.warnings)
  return statement.documents.map((document) => {
    if (document.kind !== 'incoming') return { ...document, verdict: undefined }
    if (known.has(document.hash)) return { ...document, verdict: 'known' }
    return { ...document, verdict: autos.has(document.hash) && !doubtful ? 'auto' : 'ask' }
  })
}

async function knownOf(db: Queries, documents: readonly StatementDocument[]): Promise<Set<string>> {
  const hashes = documents.map(({ hash }) => hash)
  const { rows } = await sql<{ hash: string }>`
    select encode(hash, 'hex') as hash from bank_receipt
    where hash in (select decode(one, 'hex') from unnest(${hashes}::text[]) as one)`.execute(db)
  return new Set(rows.map(({ hash }) => hash))
}

async function keep(
  tx: Tx,
  request: { fileName: string; bytes: Uint8Array; by: Actor },
  statement: Statement & { ok: true },
  lines: readonly Line[],
): Promise<string> {
  const hash = createHash('sha256').update(request.bytes).digest()
  let id: string | undefined
  // Two uploads of one file at the same moment: the later one's draft stands.
  while (!id) id = await replaceDraft(tx, request, hash, statement)
  for (let from = 0; from < lines.length; from += LINES_AT_ONCE)
    await insertLines(tx, id, from, lines.slice(from, from + LINES_AT_ONCE))
  return id
}

async function replaceDraft(
  tx: Tx,
  request: { fileName: string; by: Actor },
  hash: Buffer,
  { accounts, warnings }: Statement & { ok: true },
): Promise<string | undefined> {
  const author = request.by.accountId ?? null
  await sql`
    delete from bank_statement
    where file_hash = ${hash} and created_by is not distinct from ${author}::uuid and posted_at is null`.execute(
    tx,
  )
  const { rows } = await sql<{ id: string }>`
    insert into bank_statement (file_name, file_hash, accounts, warnings, created_by)
    values (${request.fileName.slice(0, 200)}, ${hash}, ${accounts}::text[], ${JSON.stringify(warnings, inText)}::jsonb, ${author})
    on conflict do nothing returning id`.execute(tx)
  return rows[0]?.id
}

const LINES_AT_ONCE = 2000

async function insertLines(tx: Tx, statementId: string, from: number, lines: readonly Line[]): Promise<void> {
  const rows = lines.map(({ other, account: ours, ...line }, i) => ({
    ...line,
    ...other,
    ours,
    n: from + i + 1,
  }))
  await sql`
    insert into bank_statement_line (statement_id, n, line, kind, hash, account, number, document_day, day, tiyn, name, bin, iban, bank,
      purpose, knp, verdict)
    select ${statementId}, n, line, kind, decode(hash, 'hex'), ours, number, "documentDay", day, tiyn, name, coalesce(bin, ''), account, bank, purpose, knp, verdict
    from jsonb_to_recordset(${JSON.stringify(rows, inText)}::jsonb)
      as r(n int, line int, kind text, hash text, ours text, number text, "documentDay" date, day date, tiyn bigint, name text, bin text,
        account text, bank text, purpose text, knp text, verdict text)`.execute(tx)
}

/** Amounts are bigint, which JSON has no word for. */
function inText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
