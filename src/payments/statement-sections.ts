/** The first half of reading a bank's file in the format of 1C: from its lines to sections of named fields. */

/** Where a file stops making sense; `line` counts from 1, as editors show it. */
export type Broken = {
  line: number
  /**
   * `open`: a section that does not end before the next begins or the file is over. `stray`: a line that belongs to nothing.
   * `twice`: a field that says two things. `amount`, `day`: not readable as one. `no_amount`, `no_day`: a document without.
   */
  problem: 'open' | 'stray' | 'twice' | 'amount' | 'day' | 'no_amount' | 'no_day'
}

export type Field = { text: string; line: number }

/** `line` is where it begins. */
export type Section = { line: number; fields: Map<FieldName, Field> }

export type Sections = {
  ok: true
  /** The accounts that the file's head names. */
  accounts: Field[]
  balances: Section[]
  documents: Section[]
}

// Banks write the same thing under several names; whichever is filled in first counts. Compared by `plain`.
const NAMES = {
  account: ['РасчСчет', 'ИИК'],
  opening: ['НачальныйОстаток'],
  received: ['ВсегоПоступило'],
  spent: ['ВсегоСписано'],
  closing: ['КонечныйОстаток'],
  number: ['НомерДокумента', 'Номер'],
  documentDay: ['ДатаДокумента', 'Дата'],
  day: ['ДатаОперации', 'ДатаПроводки'],
  dayIn: ['ДатаПоступило', 'ДатаПоступления'],
  dayOut: ['ДатаСписано', 'ДатаСписания'],
  valueDay: ['ДатаВалютирования'],
  amount: ['Сумма', 'СуммаДокумента'],
  amountIn: ['СуммаПриход', 'Приход'],
  amountOut: ['СуммаРасход', 'Расход'],
  currency: ['Валюта', 'ВалютаДокумента', 'КодВалюты'],
  knp: ['КодНазначенияПлатежа', 'КНП'],
  purpose: ['НазначениеПлатежа'],
  purpose1: ['НазначениеПлатежа1'],
  purpose2: ['НазначениеПлатежа2'],
  purpose3: ['НазначениеПлатежа3'],
  purpose4: ['НазначениеПлатежа4'],
  payerName: ['ПлательщикНаименование', 'Плательщик1', 'Плательщик'],
  payerBin: ['ПлательщикБИН_ИИН', 'ПлательщикИИН_БИН', 'ПлательщикБИН', 'ПлательщикИИН', 'ПлательщикИНН'],
  payerAccount: ['ПлательщикИИК', 'ПлательщикСчет', 'ПлательщикРасчСчет'],
  payerBank: ['ПлательщикБанкБИК', 'ПлательщикБИК'],
  payeeName: ['ПолучательНаименование', 'Получатель1', 'Получатель'],
  payeeBin: ['ПолучательБИН_ИИН', 'ПолучательИИН_БИН', 'ПолучательБИН', 'ПолучательИИН', 'ПолучательИНН'],
  payeeAccount: ['ПолучательИИК', 'ПолучательСчет', 'ПолучательРасчСчет'],
  payeeBank: ['ПолучательБанкБИК', 'ПолучательБИК'],
} as const satisfies Record<string, readonly string[]>

export type FieldName = keyof typeof NAMES

// In these a bank lets the payer's words stand as they came, line breaks among them.
const FREE_TEXT = new Set<FieldName>([
  'purpose',
  'purpose1',
  'purpose2',
  'purpose3',
  'purpose4',
  'payerName',
  'payeeName',
])

/** Whether it calls itself an exchange file of 1C on its first line. */
export function isExchangeFile(text: string): boolean {
  return /^1CClientBankExchange\s*$/im.exec(text.trimStart().slice(0, 100))?.index === 0
}

/**
 * Splits such a file. Line ends of any system, capitals and unknown fields do not matter; a field that is repeated with
 * another value does, because a payer could have written the second one into the purpose.
 */
export function splitSections(text: string): Sections | ({ ok: false } & Broken) {
  const found: Sections = { ok: true, accounts: [], balances: [], documents: [] }
  let open: OpenSection | undefined
  let line = 0
  for (const raw of text.replaceAll(/\r\n?/g, '\n').split('\n')) {
    line++
    const at = raw.indexOf('=')
    const name = at === -1 ? raw.trim() : raw.slice(0, at).trim()
    if (name === '' && at === -1) continue
    const meaning = meaningOf(name)

    if (meaning?.starts) {
      if (open) return { ok: false, line: open.line, problem: 'open' }
      open = { kind: meaning.starts, line, said: new Map(), fields: new Map(), last: undefined }
    } else if (meaning?.ends) {
      if (!open) return { ok: false, line, problem: 'stray' }
      if (open.kind !== meaning.ends) return { ok: false, line: open.line, problem: 'open' }
      found[open.kind].push({ line: open.line, fields: open.fields })
      open = undefined
    } else if (open && meaning?.endsFile) {
      return { ok: false, line: open.line, problem: 'open' }
    } else if (open) {
      const problem = readLine(open, raw, at, at === -1 ? undefined : meaning, line)
      if (problem) return { ok: false, line, problem }
    } else if (at !== -1) {
      if (meaning?.field === 'account') found.accounts.push({ text: clean(raw.slice(at + 1)), line })
    } else if (!meaning?.endsFile && found.balances.length + found.documents.length > 0) {
      return { ok: false, line, problem: 'stray' }
    }
  }
  return open ? { ok: false, line: open.line, problem: 'open' } : found
}

type OpenSection = Section & {
  kind: 'balances' | 'documents'
  /** What each name said, so that a second time can be told from the first. */
  said: Map<string, string>
  /** What a line without a name goes on with; none after a number, a day or an account. */
  last: Field | 'unknown' | undefined
}

function readLine(
  open: OpenSection,
  raw: string,
  at: number,
  meaning: Meaning | undefined,
  line: number,
): Broken['problem'] | undefined {
  if (!meaning?.field) {
    if (at !== -1 && /^[\p{L}\p{N}_ ]+$/u.test(raw.slice(0, at))) open.last = 'unknown'
    else if (!open.last) return 'stray'
    else if (open.last !== 'unknown' && open.last.text.length < LONGEST)
      open.last.text = clean(`${open.last.text} ${raw}`)
    return undefined
  }
  const kept = { text: clean(raw.slice(at + 1)), line }
  const { field, name = '' } = meaning
  const isText = FREE_TEXT.has(field)
  const before = open.said.get(name) ?? ''
  if (!isText && before !== '' && kept.text !== '' && kept.text !== before) return 'twice'
  if (kept.text !== '') open.said.set(name, kept.text)
  if ((open.fields.get(field)?.text ?? '') === '') open.fields.set(field, kept)
  open.last = isText ? kept : undefined
  return undefined
}

type Meaning = { name?: string; field?: FieldName; starts?: Kind; ends?: Kind; endsFile?: true }
type Kind = 'balances' | 'documents'

const MEANINGS = new Map<string, Meaning>([
  ...Object.entries(NAMES).flatMap(([field, names]) =>
    names.map((name) => [plain(name), { name: plain(name), field: field as FieldName }] as const),
  ),
  [plain('СекцияРасчСчет'), { starts: 'balances' }],
  [plain('КонецРасчСчет'), { ends: 'balances' }],
  [plain('СекцияДокумент'), { starts: 'documents' }],
  [plain('КонецДокумента'), { ends: 'documents' }],
  [plain('КонецФайла'), { endsFile: true }],
])

// A file has the same few names a hundred thousand times.
const met = new Map<string, Meaning | undefined>()

function meaningOf(name: string): Meaning | undefined {
  if (name.length > 40) return undefined
  if (!met.has(name) && met.size < 1000) met.set(name, MEANINGS.get(plain(name)))
  return met.has(name) ? met.get(name) : MEANINGS.get(plain(name))
}

function plain(name: string): string {
  return name
    .toUpperCase()
    .replaceAll('Ё', 'Е')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

// No bank lets a payer write more, and a file may be one endless text.
const LONGEST = 1000

/** One line without signs that nobody sees. */
function clean(text: string): string {
  const part = text.length > 2 * LONGEST ? text.slice(0, 2 * LONGEST) : text
  if (!UNTIDY.test(part)) return part.trim()
  return part
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
}

const UNTIDY = /[\p{Cf}\p{Cc}]|\s\s|[^\S ]/u
