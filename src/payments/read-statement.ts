/** Reads what a bank gives for 1C (`1CClientBankExchange`) from its bytes: which money came in, from whom, for what. */
import { createHash } from 'node:crypto'
import { decodeText } from '../values/decode-text.ts'
import {
  type DocumentFacts,
  readAccount,
  readAmount,
  readDocument,
  type ReadDocument,
} from './statement-document.ts'
import { type Broken, type Field, isExchangeFile, type Section, splitSections } from './statement-sections.ts'

/**
 * A document with its name: the same for the same payment in whatever file it comes again, and never for two payments. Of
 * those that are alike in everything within one file, the second is another one.
 */
export type StatementDocument = DocumentFacts & { hash: string }

/** `totals`: what the bank says came in or went out is not what its documents add up to; `balance`: nor is what is left. */
export type StatementWarning =
  | { code: 'totals'; account: string; side: 'in' | 'out'; stated: bigint; found: bigint }
  | { code: 'balance'; account: string }
  | { code: 'no_totals'; account: string }

export type StatementRefusal =
  | { reason: 'empty' | 'format' | 'encoding' | 'no_account' }
  | { reason: 'size'; bytes: number }
  /** Somebody else's account. */
  | { reason: 'account'; account: string }
  | ({ reason: 'broken' } & Broken)

export type Statement =
  | {
      ok: true
      /** Those of our accounts that it is about. */
      accounts: string[]
      documents: StatementDocument[]
      warnings: StatementWarning[]
    }
  | ({ ok: false } & StatementRefusal)

/** A busy account's month is about a megabyte. */
export const MAX_STATEMENT_BYTES = 20 * 1024 * 1024

/**
 * Reads a statement of at most `MAX_STATEMENT_BYTES`. `ours` are our accounts (ИИК) in capitals without spaces. Refuses what
 * is not such a file, what is about somebody else's account, and the whole file where one line of it makes no sense: part
 * of a statement looks like all of it.
 */
export function readStatement(bytes: Uint8Array, ours: ReadonlySet<string>): Statement {
  if (bytes.byteLength > MAX_STATEMENT_BYTES) return { ok: false, reason: 'size', bytes: MAX_STATEMENT_BYTES }
  const text = decodeStatement(bytes)
  if (text.trim() === '') return { ok: false, reason: 'empty' }
  if (!isExchangeFile(text)) return { ok: false, reason: 'format' }
  if (!LEGIBLE.test(text)) return { ok: false, reason: 'encoding' }
  const sections = splitSections(text)
  if (!sections.ok) return { ok: false, reason: 'broken', line: sections.line, problem: sections.problem }

  const named = namedAccounts(sections.accounts, sections.balances)
  const about = named.filter((account) => ours.has(account))
  if (named.length > 0 && about.length === 0) return { ok: false, reason: 'account', account: named[0]! }
  const documents: ReadDocument[] = []
  for (const section of sections.documents) {
    const document = readDocument(section, ours, about)
    if ('problem' in document) return { ok: false, reason: 'broken', ...document }
    documents.push(document)
  }
  const accounts = named.length > 0 ? about : touchedBy(documents)
  if (accounts.length === 0) return { ok: false, reason: 'no_account' }
  const warnings = checkTotals(sections.balances, accounts, documents)
  if ('problem' in warnings) return { ok: false, reason: 'broken', ...warnings }
  return { ok: true, accounts, documents: nameDocuments(documents), warnings }
}

// Words that stand in every such file. A code page is the right one when they can be read.
const LEGIBLE = /РасчСчет|СекцияДокумент/i

/** The text in whatever code page shows the file's own words; names may still be damaged, and nothing goes by them. */
function decodeStatement(bytes: Uint8Array): string {
  const decoded = decodeText(bytes)?.text
  if (decoded !== undefined && LEGIBLE.test(decoded)) return decoded
  // One letter cut in half, or one of another country's, and the text is in no code page; its words still are.
  const texts = ['utf-8', 'windows-1251', 'ibm866'].map((name) => new TextDecoder(name).decode(bytes))
  return texts.find((text) => LEGIBLE.test(text)) ?? decoded ?? texts[0]!
}

function namedAccounts(head: readonly Field[], balances: readonly Section[]): string[] {
  const fields = [...head, ...balances.flatMap((section) => section.fields.get('account') ?? [])]
  const accounts = fields.map((field) => readAccount(field.text)).filter((account) => account !== '')
  return [...new Set(accounts)]
}

function touchedBy(documents: readonly ReadDocument[]): string[] {
  return [...new Set(documents.flatMap(({ moved }) => [moved.into, moved.outOf]))].filter(
    (account) => account !== undefined,
  )
}

function checkTotals(
  balances: readonly Section[],
  accounts: readonly string[],
  documents: readonly ReadDocument[],
): StatementWarning[] | Broken {
  const warnings: StatementWarning[] = []
  for (const account of accounts) {
    const stated = stateTotals(balances, accounts.length === 1 ? ['', account] : [account])
    if ('problem' in stated) return stated
    const sides = [
      {
        side: 'in',
        stated: stated.in,
        found: addUp(documents.filter(({ moved }) => moved.into === account)),
      },
      {
        side: 'out',
        stated: stated.out,
        found: addUp(documents.filter(({ moved }) => moved.outOf === account)),
      },
    ] as const
    if (stated.in === undefined && stated.out === undefined) warnings.push({ code: 'no_totals', account })
    for (const { side, stated, found } of sides)
      if (stated !== undefined && stated !== found)
        warnings.push({ code: 'totals', account, side, stated, found })
    if (!stated.balanced) warnings.push({ code: 'balance', account })
  }
  return warnings
}

function addUp(documents: readonly ReadDocument[]): bigint {
  return documents.reduce((sum, { facts }) => sum + facts.tiyn, 0n)
}

type Totals = { in: bigint | undefined; out: bigint | undefined; balanced: boolean }

// Some banks give one balance for the whole time, others one a day.
function stateTotals(balances: readonly Section[], names: readonly string[]): Totals | Broken {
  const totals: Totals = { in: undefined, out: undefined, balanced: true }
  for (const { fields } of balances) {
    if (!names.includes(readAccount(fields.get('account')?.text ?? ''))) continue
    const [opening, received, spent, closing] = (['opening', 'received', 'spent', 'closing'] as const).map(
      (name) => readAmount(fields.get(name)),
    )
    for (const one of [opening, received, spent, closing]) if (typeof one === 'object') return one
    const [before, into, out, after] = [opening, received, spent, closing] as (bigint | undefined)[]
    if (into !== undefined) totals.in = (totals.in ?? 0n) + into
    if (out !== undefined) totals.out = (totals.out ?? 0n) + out
    if (before !== undefined && after !== undefined && before + (into ?? 0n) - (out ?? 0n) !== after)
      totals.balanced = false
  }
  return totals
}

function nameDocuments(documents: readonly ReadDocument[]): StatementDocument[] {
  const seen = new Map<string, number>()
  return documents.map(({ facts }) => {
    const identity = identityOf(facts)
    const nth = (seen.get(identity) ?? 0) + 1
    seen.set(identity, nth)
    return { ...facts, hash: createHash('sha256').update(`${nth}|${identity}`).digest('hex') }
  })
}

// Numbers only: the same names come whole or broken, as the code page has it. The payer's order has its number within a
// day and an account; where a bank leaves it out, the digits of the purpose tell two payments apart.
function identityOf({
  kind,
  account,
  number,
  documentDay,
  day,
  tiyn,
  other,
  purpose,
}: DocumentFacts): string {
  const name = number === '' ? purpose.replaceAll(/\D/g, '') : number.replaceAll(/\s/g, '')
  return [kind, account, day, documentDay ?? '', tiyn, other.account || (other.bin ?? ''), name].join('|')
}
