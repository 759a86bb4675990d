/** Checks an uploaded list row by row and keeps what it found; nothing is sent until somebody has looked at it. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type EmailAddress, parseEmailAddress } from '../values/email-address.ts'
import { CLIENT_ROLES, type ClientRole } from '../accounts/roles.ts'
import type { App } from '../app.ts'
import { record, type Actor } from '../audit/record.ts'
import { parseBin } from '../values/bin.ts'
import { parseDay } from '../values/day.ts'
import type { Queries, Tx } from '../db/database.ts'
import { isoDay } from '../i18n/format.ts'
import { LANGS, type Lang } from '../i18n/index.ts'
import {
  type Counts,
  type Remark,
  remarkColumns,
  type RowCells,
  type RowFacts,
  type Verdict,
} from './batch.ts'
import { readTable, type TableRefusal, type TableRow } from './read-table.ts'

type CheckedRow = { n: number; cells: RowCells; verdict: Verdict; remark: Remark | undefined }

export type BatchCheck =
  | { ok: true; batchId: string; rows: CheckedRow[]; counts: Counts }
  | ({ ok: false } & TableRefusal)

/**
 * Reads and checks a list of companies to invite and keeps it as a batch that waits for `confirmBatch`. The same file of
 * the same person that is not confirmed yet is the same batch, checked anew. Refuses a file that is not such a list, or
 * longer than `limits.batchRows`. Used by the page and by the operator's command.
 */
export async function checkBatch(
  app: App,
  request: { fileName: string; bytes: Uint8Array; by: Actor },
): Promise<BatchCheck> {
  const table = await readTable(request.bytes, app.config.limits.batchRows)
  if (!table.ok) return table
  const read = table.rows.map((row) => readRow(app, row))
  const rows = judge(read, await lookUp(app.db.write, read))
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length
  const counts = { ready: count('ready'), duplicate: count('duplicate'), bad: count('bad') }
  const batchId = await app.db.transaction(async (tx) => {
    const id = await keep(tx, request, rows)
    await record(tx, 'invitation.batch_checked', {
      by: request.by,
      object: request.fileName,
      after: { rows: rows.length, ready: counts.ready },
    })
    return id
  })
  return { ok: true, batchId, rows, counts }
}

type ReadRow = { n: number; cells: RowCells; facts: RowFacts | undefined; remark: Remark | undefined }

const LONGEST = { name: 200, contract: 60, person: 200 }

// The first thing that is wrong is said; the others show when the file comes again.
function readRow(app: App, { n, cells, torn }: TableRow): ReadRow {
  const bad = (remark: Remark): ReadRow => ({ n, cells, facts: undefined, remark })
  if (torn) return bad({ code: 'torn' })
  const bin = parseBin(cells.bin)
  if (!bin.ok) return bad(binRemark(cells.bin, bin))
  if (cells.name === '') return bad({ code: 'name_empty' })
  if (cells.name.length > LONGEST.name) return bad({ code: 'name_long' })
  const contract = cells.contract.replace(/^(№|N°|No\.?\s)\s*/i, '')
  if (contract === '') return bad({ code: 'contract_empty' })
  if (contract.length > LONGEST.contract) return bad({ code: 'contract_long' })
  const email = parseEmailAddress(cells.email)
  if (!email.ok) return bad({ code: email.reason === 'empty' ? 'email_empty' : 'email_format' })
  const lang = readLang(cells.lang)
  if (!lang) return bad({ code: 'lang', typed: cells.lang })
  const role = readRole(app, cells.role)
  if (!role) return bad({ code: 'role', typed: cells.role })
  const signedOn = readDay(cells.signedOn)
  if (!signedOn) return bad({ code: 'date' })
  const facts: RowFacts = {
    bin: bin.bin,
    name: cells.name,
    contract,
    email: { shown: email.shown, key: email.key },
    person: cells.person.slice(0, LONGEST.person),
    lang,
    role,
    signedOn,
    contractAddress: { shown: email.shown, key: email.key },
  }
  return { n, cells: { ...cells, read: facts }, facts, remark: undefined }
}

function binRemark(
  typed: string,
  refusal: { reason: 'empty' | 'length' | 'check'; digits?: number },
): Remark {
  // 9,6014E+11: a spreadsheet took the BIN for a number and rounded it.
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(typed)) return { code: 'bin_number', typed }
  if (refusal.reason === 'empty') return { code: 'bin_empty' }
  if (refusal.reason === 'check') return { code: 'bin_check' }
  const digits = typed.replaceAll(/\D/g, '')
  if (digits.length >= 8 && digits.length < 12 && parseBin(digits.padStart(12, '0')).ok)
    return { code: 'bin_zero' }
  return { code: 'bin_length', digits: refusal.digits ?? digits.length }
}

const LANG_NAMES: Record<Lang, readonly string[]> = {
  ru: ['', 'ru', 'rus', 'рус', 'русский', 'орысша', 'орыс', 'russian'],
  kk: ['kk', 'kz', 'kaz', 'каз', 'казахский', 'қазақша', 'қазақ', 'қаз', 'kazakh'],
  en: ['en', 'eng', 'англ', 'английский', 'ағылшынша', 'ағылшын', 'english'],
}

function readLang(typed: string): Lang | undefined {
  return LANGS.find((lang) => LANG_NAMES[lang].includes(typed.toLowerCase()))
}

function readRole(app: App, typed: string): ClientRole | undefined {
  const name = typed.toLowerCase()
  if (name === '') return 'owner'
  return CLIENT_ROLES.find(
    (role) => role === name || LANGS.some((lang) => app.texts[lang](`role.${role}`).toLowerCase() === name),
  )
}

// A contract without a day counts from today: the file says nothing about it.
function readDay(typed: string): string | undefined {
  const today = isoDay(new Date())
  const day = typed === '' ? today : parseDay(typed)
  return day && day <= today ? day : undefined
}

type KnownContract = {
  number: string
  id: string
  clientId: string
  bin: string
  emailKey: string | undefined
  state: string
}
type Known = {
  clients: Map<string, { id: string; name: string; state: string }>
  contracts: Map<string, KnownContract>
  members: Set<string>
  suspended: Set<string>
  invited: Map<string, Date>
}

// Five questions for the whole file rather than five a row: a thousand rows are checked within a second.
async function lookUp(db: Queries, rows: ReadRow[]): Promise<Known> {
  const facts = rows.flatMap((row) => row.facts ?? [])
  const bins = facts.map((fact) => fact.bin)
  const numbers = facts.map((fact) => fact.contract)
  const keys = facts.map((fact) => fact.email.key)
  const { rows: clients } = await sql<{ id: string; bin: string; name: string; state: string }>`
    select id, bin, name, state from client where bin = any(${bins}::text[])`.execute(db)
  const { rows: contracts } = await sql<Omit<KnownContract, 'emailKey'> & { email: string }>`
    select k.number, k.id, k.client_id as "clientId", c.bin, k.email, k.state
    from contract k join client c on c.id = k.client_id where k.number = any(${numbers}::text[])`.execute(db)
  const { rows: members } = await sql<{ email_key: string; client_id: string }>`
    select a.email_key, m.client_id from account a join membership m on m.account_id = a.id
    where a.email_key = any(${keys}::text[]) and a.state <> 'closed'`.execute(db)
  const { rows: suspended } = await sql<{ email_key: string }>`
    select email_key from account where email_key = any(${keys}::text[]) and state = 'suspended'`.execute(db)
  const { rows: invited } = await sql<{ email_key: string; client_id: string; sent_at: Date }>`
    select email_key, client_id, sent_at from invitation
    where email_key = any(${keys}::text[]) and client_id is not null
      and accepted_at is null and revoked_at is null and expires_at > now()`.execute(db)
  return {
    clients: new Map(clients.map((row) => [row.bin, row])),
    contracts: new Map(contracts.map((row) => [row.number, { ...row, emailKey: keyOf(row.email) }])),
    members: new Set(members.map((row) => `${row.client_id} ${row.email_key}`)),
    suspended: new Set(suspended.map((row) => row.email_key)),
    invited: new Map(invited.map((row) => [`${row.client_id} ${row.email_key}`, row.sent_at])),
  }
}

/** An address as the contract has it, as it is compared. */
export function keyOf(email: string): string | undefined {
  const parsed = parseEmailAddress(email)
  return parsed.ok ? parsed.key : undefined
}

// In the order of the file: of two rows that cannot both be right the first stands.
function judge(rows: ReadRow[], known: Known): CheckedRow[] {
  const seen = {
    people: new Map<string, number>(),
    names: new Map<string, { n: number; name: string }>(),
    contracts: new Map<string, { n: number; bin: string }>(),
  }
  const owners = ownersOf(rows)
  const days = daysOf(rows)
  return rows.map(({ n, cells, facts, remark }) => {
    if (!facts) return { n, cells, verdict: 'bad', remark }
    // A new contract gets its owner's address and its day, wherever in the file they stand.
    const contractAddress = owners.get(facts.contract) ?? facts.contractAddress
    const signedOn = days.get(facts.contract) ?? facts.signedOn
    const kept: RowCells = { ...cells, read: { ...facts, contractAddress, signedOn } }
    const found = judgeRow(facts, known, seen, owners.get(facts.contract)?.key)
    if (found.verdict !== 'bad') {
      const { bin, name, contract, email } = facts
      if (!seen.people.has(`${bin} ${email.key}`)) seen.people.set(`${bin} ${email.key}`, n)
      if (!seen.names.has(bin)) seen.names.set(bin, { n, name })
      if (!seen.contracts.has(contract)) seen.contracts.set(contract, { n, bin })
    }
    return { n, cells: kept, ...found }
  })
}

function ownersOf(rows: ReadRow[]): Map<string, EmailAddress> {
  const owners = new Map<string, EmailAddress>()
  for (const { facts } of rows) {
    if (facts?.role === 'owner' && !owners.has(facts.contract)) owners.set(facts.contract, facts.email)
  }
  return owners
}

function daysOf(rows: ReadRow[]): Map<string, string> {
  const days = new Map<string, string>()
  for (const { cells, facts } of rows) {
    if (facts && cells.signedOn !== '' && !days.has(facts.contract)) days.set(facts.contract, facts.signedOn)
  }
  return days
}

type Seen = {
  people: Map<string, number>
  names: Map<string, { n: number; name: string }>
  contracts: Map<string, { n: number; bin: string }>
}
type Judgement = { verdict: Verdict; remark: Remark | undefined }

function judgeRow(facts: RowFacts, known: Known, seen: Seen, ownerKey: string | undefined): Judgement {
  const bad = (remark: Remark): Judgement => ({ verdict: 'bad', remark })
  const duplicate = (remark: Remark): Judgement => ({ verdict: 'duplicate', remark })
  const { bin, contract, email } = facts
  const client = known.clients.get(bin)
  const signed = known.contracts.get(contract)

  const twin = seen.people.get(`${bin} ${email.key}`)
  if (twin !== undefined) return duplicate({ code: 'in_file', row: twin })
  if (signed && signed.bin !== bin) return bad({ code: 'contract_taken', contract })
  const elsewhere = seen.contracts.get(contract)
  if (elsewhere && elsewhere.bin !== bin) return bad({ code: 'contract_in_file', row: elsewhere.n })
  const named = seen.names.get(bin)
  if (!client && named && !sameCompany(named.name, facts.name))
    return bad({ code: 'name_in_file', row: named.n })
  // A contract that fits the BIN proves the company; without one the name has to, or a mistyped BIN lets a stranger in.
  if (client && !signed && !sameCompany(client.name, facts.name))
    return bad({ code: 'other_name', name: client.name })
  if (client && client.state !== 'active') return bad({ code: 'client_inactive' })
  if (signed && signed.state !== 'active') return bad({ code: 'contract_inactive' })

  if (client && known.members.has(`${client.id} ${email.key}`)) return duplicate({ code: 'member' })
  const invitedAt = client && known.invited.get(`${client.id} ${email.key}`)
  if (invitedAt) return duplicate({ code: 'invited', at: invitedAt.toISOString() })
  if (known.suspended.has(email.key)) return bad({ code: 'person_suspended' })
  const addressee = signed ? signed.emailKey : ownerKey
  if (facts.role === 'owner' && addressee !== email.key) return bad({ code: 'other_email', contract })

  if (!client && !named) return { verdict: 'ready', remark: { code: 'adds_client' } }
  return { verdict: 'ready', remark: signed || elsewhere ? undefined : { code: 'adds_contract' } }
}

/** Whether two spellings mean one company: quotation marks, case, spaces and the place of «ТОО» do not count. */
function sameCompany(one: string, two: string): boolean {
  const words = (name: string) =>
    name
      .toLowerCase()
      .replaceAll('ё', 'е')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
      .toSorted()
      .join(' ')
  return words(one) === words(two)
}

async function keep(
  tx: Tx,
  request: { fileName: string; bytes: Uint8Array; by: Actor },
  rows: CheckedRow[],
): Promise<string> {
  const hash = createHash('sha256').update(request.bytes).digest()
  const author = request.by.accountId ?? null
  for (;;) {
    const { rows: made } = await sql<{ id: string }>`
      insert into invitation_batch (file_name, file_hash, created_by)
      values (${request.fileName.slice(0, 200)}, ${hash}, ${author}) on conflict do nothing returning id`.execute(
      tx,
    )
    if (made[0]) {
      await insertRows(tx, made[0].id, rows)
      return made[0].id
    }
    const { rows: open } = await sql<{ id: string }>`
      select id from invitation_batch
      where file_hash = ${hash} and created_by is not distinct from ${author}::uuid and confirmed_at is null
      for no key update`.execute(tx)
    // Confirmed in this very moment: then this upload is a batch of its own.
    if (!open[0]) continue
    await updateRows(tx, open[0].id, rows)
    await sql`update invitation_batch set checked_at = now() where id = ${open[0].id}`.execute(tx)
    return open[0].id
  }
}

async function insertRows(tx: Tx, batchId: string, rows: CheckedRow[]): Promise<void> {
  const kept = rows.map((row) => ({ ...row, ...remarkColumns(row.remark) }))
  await sql`
    insert into invitation_batch_row (batch_id, n, cells, verdict, problem, problem_args)
    select ${batchId}, r.n, r.cells, r.verdict, r.problem, r.args
    from jsonb_to_recordset(${JSON.stringify(kept.map(toRecord))}::jsonb)
      as r(n int, cells jsonb, verdict text, problem text, args jsonb)`.execute(tx)
}

async function updateRows(tx: Tx, batchId: string, rows: CheckedRow[]): Promise<void> {
  const kept = rows.map((row) => ({ ...row, ...remarkColumns(row.remark) }))
  await sql`
    update invitation_batch_row b set verdict = r.verdict, problem = r.problem, problem_args = r.args
    from jsonb_to_recordset(${JSON.stringify(kept.map(toRecord))}::jsonb)
      as r(n int, verdict text, problem text, args jsonb)
    where b.batch_id = ${batchId} and b.n = r.n`.execute(tx)
}

function toRecord(row: CheckedRow & { problem: string | null; args: string | null }) {
  const { n, cells, verdict, problem, args } = row
  return { n, cells, verdict, problem, args: args === null ? null : (JSON.parse(args) as object) }
}
