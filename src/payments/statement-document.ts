/** One document of a statement: whose money went where, and what it says about itself. */
import { parseBin } from '../values/bin.ts'
import { parseDay } from '../values/day.ts'
import { parseTiyn } from '../values/tiyn.ts'
import type { Broken, Field, FieldName, Section } from './statement-sections.ts'

/**
 * `incoming`: money that came to one of our accounts from outside; only these are ever posted. `outgoing`: ours that left.
 * `own`: from one account of ours to another. `foreign`: not in tenge. `unclear`: whose money went where is not said, or said
 * in two ways.
 */
export type DocumentKind = 'incoming' | 'outgoing' | 'own' | 'foreign' | 'unclear'

/** `bin`: none where the bank gives none, or one that cannot be. */
export type Party = { name: string; bin: string | undefined; account: string; bank: string }

export type DocumentFacts = {
  /** Where in the file it begins. */
  line: number
  kind: DocumentKind
  /** Ours; empty when unclear. */
  account: string
  number: string
  /** The days of the payer's order, where it is said, and of the bank's operation, as YYYY-MM-DD. */
  documentDay: string | undefined
  day: string
  tiyn: bigint
  /** The other side: who paid, or who was paid. */
  other: Party
  purpose: string
  knp: string
}

/**
 * Which of our accounts a document adds to and takes from, whatever its kind: for the totals. A file about two accounts of
 * ours has a transfer between them twice, once for each.
 */
export type Movement = { into: string | undefined; outOf: string | undefined }

export type ReadDocument = { facts: DocumentFacts; moved: Movement }

/** Reads a document. `about` are those of `ours` that the file is a statement of. */
export function readDocument(
  section: Section,
  ours: ReadonlySet<string>,
  about: readonly string[],
): ReadDocument | Broken {
  const amounts = readAmounts(section)
  if ('problem' in amounts) return amounts
  const days = readDays(section)
  if ('problem' in days) return days

  const payer = readParty(section, 'payer')
  const payee = readParty(section, 'payee')
  const moved = findMovement({ payer, payee, ours, about, ...amounts })
  const { into, outOf } = moved
  const day = (into === undefined ? days.out : days.in) ?? days.operation ?? days.document
  if (day === undefined) return { line: section.line, problem: 'no_day' }
  const tiyn = amountOf(amounts, moved)
  const facts = {
    line: section.line,
    kind: kindOf(read(section, 'currency'), amounts, moved, tiyn),
    account: into ?? outOf ?? '',
    number: short(section, 'number', 60),
    documentDay: days.document,
    day,
    tiyn,
    other: into === undefined ? payee : payer,
    purpose: readPurpose(section),
    knp: short(section, 'knp', 10),
  }
  return { facts, moved: into !== undefined && outOf !== undefined ? sideOf(moved, amounts) : moved }
}

function sideOf({ into, outOf }: Movement, amounts: Amounts): Movement {
  if (amounts.in !== undefined && amounts.out === undefined) return { into, outOf: undefined }
  if (amounts.out !== undefined && amounts.in === undefined) return { into: undefined, outOf }
  return { into, outOf }
}

type Amounts = { sum: bigint | undefined; in: bigint | undefined; out: bigint | undefined }

// An empty amount is none, and so is a nought in a column: banks fill the other one with it.
function readAmounts(section: Section): Amounts | Broken {
  const sum = readAmount(section.fields.get('amount'))
  const into = readAmount(section.fields.get('amountIn'))
  const out = readAmount(section.fields.get('amountOut'))
  for (const one of [sum, into, out]) if (typeof one === 'object') return one
  if (sum === undefined && into === undefined && out === undefined)
    return { line: section.line, problem: 'no_amount' }
  return { sum, in: into || undefined, out: out || undefined } as Amounts
}

/** The amount of a field, in tiyn; undefined when it is empty. */
export function readAmount(field: Field | undefined): bigint | undefined | Broken {
  if (!field || field.text === '') return undefined
  const parsed = parseTiyn(field.text)
  return parsed.ok ? parsed.tiyn : { line: field.line, problem: 'amount' }
}

type Days = Record<'document' | 'operation' | 'in' | 'out', string | undefined>

function readDays(section: Section): Days | Broken {
  const days: Partial<Record<FieldName, string>> = {}
  for (const name of ['documentDay', 'day', 'dayIn', 'dayOut', 'valueDay'] as const) {
    const field = section.fields.get(name)
    if (!field || field.text === '') continue
    const day = parseDay(field.text)
    if (!day) return { line: field.line, problem: 'day' }
    days[name] = day
  }
  const { documentDay: document, valueDay } = days
  return {
    document,
    operation: days.day ?? valueDay,
    in: days.day ?? days.dayIn,
    out: days.day ?? days.dayOut,
  }
}

// The two accounts say which way the money went. Where the file leaves ours out, the bank's column for what came in or
// went out does, as long as it is about one account.
function findMovement(
  facts: { payer: Party; payee: Party; ours: ReadonlySet<string>; about: readonly string[] } & Amounts,
): Movement {
  const { payer, payee, ours, about } = facts
  const outOf = ours.has(payer.account) ? payer.account : undefined
  const into = ours.has(payee.account) ? payee.account : undefined
  if (outOf !== undefined || into !== undefined) return { into, outOf }
  const [only] = about.length === 1 ? about : []
  if (facts.in !== undefined && facts.out === undefined && payee.account === '')
    return { into: only, outOf: undefined }
  if (facts.out !== undefined && facts.in === undefined && payer.account === '')
    return { into: undefined, outOf: only }
  return { into: undefined, outOf: undefined }
}

function amountOf({ sum, in: into, out }: Amounts, moved: Movement): bigint {
  const both = moved.into !== undefined && moved.outOf !== undefined
  const inOrder = both ? [sum, into, out] : moved.into === undefined ? [out, sum, into] : [into, sum, out]
  return inOrder.find((one) => one !== undefined) ?? 0n
}

function kindOf(currency: string, amounts: Amounts, { into, outOf }: Movement, tiyn: bigint): DocumentKind {
  if (!TENGE.has(currency.toUpperCase())) return 'foreign'
  if (into === undefined && outOf === undefined) return 'unclear'
  // Nothing moved, or it is a correction of the bank's own.
  if (tiyn <= 0n) return 'unclear'
  const said = [amounts.sum, amounts.in, amounts.out].filter((one) => one !== undefined)
  if (said.some((one) => one !== tiyn)) return 'unclear'
  if (into !== undefined && outOf !== undefined) return 'own'
  const against = into === undefined ? amounts.in : amounts.out
  if (against !== undefined) return 'unclear'
  return into === undefined ? 'outgoing' : 'incoming'
}

const TENGE = new Set(['', 'KZT', '398', 'ТЕНГЕ', 'ТЕҢГЕ', '₸'])

function readParty(section: Section, side: 'payer' | 'payee'): Party {
  const bin = parseBin(read(section, `${side}Bin`))
  return {
    name: short(section, `${side}Name`, 200),
    bin: bin.ok ? bin.bin : undefined,
    account: readAccount(read(section, `${side}Account`)),
    bank: short(section, `${side}Bank`, 20),
  }
}

// A bank that cuts the purpose in pieces gives the whole as well, or nothing but the pieces.
function readPurpose(section: Section): string {
  const whole = short(section, 'purpose', LONGEST_PURPOSE)
  if (whole !== '') return whole
  const names = ['purpose1', 'purpose2', 'purpose3', 'purpose4'] as const
  const pieces = names.map((name) => short(section, name, LONGEST_PURPOSE / names.length))
  return pieces.filter((piece) => piece !== '').join(' ')
}

const LONGEST_PURPOSE = 500

/** What is cut in the middle of a sign made of two halves ends in the sign for a lost one, which the database can keep. */
function short(section: Section, field: FieldName, longest: number): string {
  return read(section, field).slice(0, longest).toWellFormed()
}

function read(section: Section, field: FieldName): string {
  return section.fields.get(field)?.text ?? ''
}

/** An account (ИИК) as it is compared: capitals, no blanks, and Latin where somebody typed the look-alike. */
export function readAccount(typed: string): string {
  const bare = typed
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 40)
  return bare.replaceAll(/[АВСЕНКМОРТХ]/g, (letter) => LATIN[CYRILLIC.indexOf(letter)]!)
}

const CYRILLIC = 'АВСЕНКМОРТХ'
const LATIN = 'ABCEHKMOPTX'
