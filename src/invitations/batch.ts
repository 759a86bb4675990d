/** A list of invitations: how a row stands, and what is said about it. */
import { sql } from 'kysely'
import type { EmailAddress } from '../values/email-address.ts'
import type { ClientRole } from '../accounts/roles.ts'
import type { Queries } from '../db/database.ts'
import { UPLOAD_PROBLEMS } from '../documents/uploaded-table.ts'
import { fileSize, number, shortDate } from '../i18n/format.ts'
import type { Lang, T } from '../i18n/index.ts'
import type { Cells, ColumnName, TableRefusal } from './read-table.ts'

/** What a row is kept as: its cells as typed, and what was read out of them when it was checked. */
export type RowCells = Cells & { read?: RowFacts }

export type RowFacts = {
  bin: string
  name: string
  contract: string
  email: EmailAddress
  person: string
  lang: Lang
  role: ClientRole
  signedOn: string
  /** The address a new contract gets: its owner's in this file, or this row's. */
  contractAddress: EmailAddress
}

export type Verdict = 'ready' | 'duplicate' | 'bad'
export type RowState = 'waiting' | 'invited' | 'skipped' | 'refused'

/** What there is to say about a row, with what the sentence needs. Days are RFC 3339. */
export type Remark =
  | { code: 'adds_client' | 'adds_contract' }
  | { code: 'in_file'; row: number }
  | { code: 'member' }
  | { code: 'invited'; at: string }
  | { code: 'torn' | 'bin_empty' | 'bin_check' | 'bin_zero' | 'name_empty' | 'name_long' }
  | { code: 'bin_length'; digits: number }
  | { code: 'bin_number'; typed: string }
  | { code: 'contract_empty' | 'contract_long' | 'email_empty' | 'email_format' | 'date' }
  | { code: 'lang' | 'role'; typed: string }
  | { code: 'contract_taken'; contract: string }
  | { code: 'contract_in_file' | 'name_in_file'; row: number }
  | { code: 'other_name'; name: string }
  | { code: 'other_email'; contract: string }
  | { code: 'client_inactive' | 'contract_inactive' | 'person_suspended' | 'broken' }

export type BatchRow = {
  n: number
  cells: RowCells
  verdict: Verdict
  remark: Remark | undefined
  state: RowState
  invitationId: string | null
}

export type Counts = { ready: number; duplicate: number; bad: number }

/** The sentence about a row, in the reader's language. */
export function remarkText(t: T, remark: Remark): string {
  switch (remark.code) {
    case 'adds_client':
      return t('of.bulk.addsClient')
    case 'adds_contract':
      return t('of.bulk.addsContract')
    case 'in_file':
      return t('err.of.csv.inFile', { n: remark.row })
    case 'member':
      return t('err.of.csv.member')
    case 'invited':
      return t('err.of.csv.invited', { date: shortDate(t.lang, new Date(remark.at)) })
    case 'torn':
      return t('err.of.csv.torn')
    case 'bin_empty':
      return t('err.reg.bin.empty')
    case 'bin_length':
      return t('err.reg.bin.length', { n: remark.digits })
    case 'bin_check':
      return t('err.reg.bin.check')
    case 'bin_zero':
      return t('err.of.csv.zero')
    case 'bin_number':
      return t('err.of.csv.exp', { value: remark.typed })
    case 'name_empty':
      return t('err.reg.company')
    case 'name_long':
      return t('err.of.csv.nameLong')
    case 'contract_empty':
      return t('err.of.csv.contractEmpty')
    case 'contract_long':
      return t('err.of.csv.contractLong')
    case 'email_empty':
      return t('err.of.csv.emailEmpty')
    case 'email_format':
      return t('err.email.format')
    case 'date':
      return t('err.of.csv.date')
    case 'lang':
      return t('err.of.csv.lang', { value: remark.typed })
    case 'role':
      return t('err.of.csv.role', { value: remark.typed })
    case 'contract_taken':
      return t('err.of.csv.contractTaken', { contract: remark.contract })
    case 'contract_in_file':
      return t('err.of.csv.contractInFile', { n: remark.row })
    case 'name_in_file':
      return t('err.of.csv.nameInFile', { n: remark.row })
    case 'other_name':
      return t('err.of.csv.otherName', { name: remark.name })
    case 'other_email':
      return t('err.of.csv.otherEmail', { contract: remark.contract })
    case 'client_inactive':
      return t('err.of.inv.clientInactive')
    case 'contract_inactive':
      return t('err.of.inv.contractInactive')
    case 'person_suspended':
      return t('err.of.inv.personSuspended')
    case 'broken':
      return t('err.of.csv.broken')
  }
}

/** Why a file is not such a list, in the reader's language. For the page and the operator's command. */
export function refusalText(t: T, refusal: TableRefusal): string {
  switch (refusal.reason) {
    case 'empty':
      return t('err.of.csv.empty')
    case 'size':
      return t('err.of.csv.size', { size: fileSize(t.lang, refusal.bytes) })
    case 'rows':
      return t('err.of.csv.rows', { max: number(t.lang, refusal.most) })
    case 'column':
      return t('err.of.csv.cols', { column: heading(t, refusal.column) })
    case 'quotes':
      return t('err.of.csv.quotes', { n: refusal.n })
    case 'big':
    case 'broken':
    case 'encoding':
    case 'locked':
    case 'old':
    case 'type':
      return t(UPLOAD_PROBLEMS[refusal.reason])
  }
}

/** What a column is called in our own files. */
export function heading(t: T, column: ColumnName): string {
  return t(`of.bulk.col.${column}`)
}

export type BatchFacts = {
  id: string
  fileName: string
  createdAt: Date
  createdBy: string | null
  author: string
  confirmedAt: Date | null
  finishedAt: Date | null
  counts: Counts
  /** Of the ready rows: how many are done with, and how many became invitations. */
  done: number
  invited: number
}

/** Lists of the last time, the newest first; or one by its id. */
export async function findBatches(
  db: Queries,
  which: { id: string } | { newest: number },
): Promise<BatchFacts[]> {
  const { rows } = await sql<Omit<BatchFacts, 'counts'> & Counts>`
    select b.id, b.file_name as "fileName", b.created_at as "createdAt", b.created_by as "createdBy",
      coalesce(nullif(a.name, ''), a.email, '') as author, b.confirmed_at as "confirmedAt", b.finished_at as "finishedAt",
      r.ready, r.duplicate, r.bad, r.done, r.invited
    from (
        select * from invitation_batch
        where ${'id' in which ? sql`id = ${which.id}` : sql`true`}
        order by created_at desc, id desc limit ${'newest' in which ? which.newest : 1}
      ) b
      left join account a on a.id = b.created_by
      cross join lateral (
        select count(*) filter (where verdict = 'ready')::int as ready,
          count(*) filter (where verdict = 'duplicate')::int as duplicate,
          count(*) filter (where verdict = 'bad')::int as bad,
          count(*) filter (where verdict = 'ready' and state <> 'waiting')::int as done,
          count(*) filter (where state = 'invited')::int as invited
        from invitation_batch_row where batch_id = b.id
      ) r
    order by b.created_at desc, b.id desc`.execute(db)
  return rows.map(({ ready, duplicate, bad, ...batch }) => ({ ...batch, counts: { ready, duplicate, bad } }))
}

export async function findBatchRows(db: Queries, batchId: string): Promise<BatchRow[]> {
  const { rows } = await sql<
    Omit<BatchRow, 'remark'> & { problem: string | null; problem_args: object | null }
  >`
    select n, cells, verdict, problem, problem_args, state, invitation_id as "invitationId"
    from invitation_batch_row where batch_id = ${batchId} order by n`.execute(db)
  return rows.map(({ problem, problem_args, ...row }) => ({
    ...row,
    remark: problem === null ? undefined : ({ code: problem, ...problem_args } as Remark),
  }))
}

/** A remark as the two columns that keep it. */
export function remarkColumns(remark: Remark | undefined): { problem: string | null; args: string | null } {
  if (!remark) return { problem: null, args: null }
  const { code, ...args } = remark
  return { problem: code, args: Object.keys(args).length > 0 ? JSON.stringify(args) : null }
}
