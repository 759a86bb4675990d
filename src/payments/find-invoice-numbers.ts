/**
 * An invoice's number as a payment's purpose gives it. `sure`: year and number stand there as we write them, or next to the
 * word for an invoice. The others («счет 123 от 05.03.2026») are good for a suggestion.
 */
export type InvoiceMention = { number: string; sure: boolean }

/**
 * Finds our invoices' numbers (`2026-000123`) in what people write as the purpose of a payment, in Russian, Kazakh and
 * English: without noughts and without №, with blanks and any dashes, with letters that only look like digits or like those
 * of the other alphabet. Numbers of contracts, acts and days are none. In the order of the text, each once.
 */
export function findInvoiceNumbers(purpose: string): InvoiceMention[] {
  const tokens = splitTokens(purpose)
  const found = new Map<string, InvoiceMention>()
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== 'number') continue
    const about = wordBefore(tokens, i) ?? wordAfter(tokens, i)
    const year = token.year ?? dayAfter(tokens, i)
    if (about === 'other' || year === undefined) continue
    if (about === undefined && !token.whole) continue
    const number = `${year}-${token.serial.padStart(6, '0')}`
    const sure = token.year !== undefined || found.get(number)?.sure === true
    found.set(number, { number, sure })
  }
  return [...found.values()]
}

type Token =
  /** `whole`: with a dash and all six digits, as nothing else is written. */
  | { kind: 'number'; year: string | undefined; serial: string; whole: boolean }
  | { kind: 'day'; year: string }
  /** `link` words stand between a thing and its number; `kazakh` ones may stand behind it. */
  | { kind: 'word'; about: 'invoice' | 'other' | 'link' | 'nothing'; kazakh: boolean }
  | { kind: 'mark' }

const TOKEN = new RegExp(
  [
    /(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?<dayYear>20\d\d|\d\d)|(?<isoYear>20\d\d)-\d\d-\d\d)(?!\d)/,
    /(?<!\d|\d[./-])(?<year>20\d\d)\s?[-/_.]\s?(?<serial>\d{1,6})(?!\d|[./-]\d)/,
    /(?<!\d|\d[./-])(?<packedYear>20\d\d)\s?(?<packed>\d{6})(?!\d|[./-]\d)/,
    /(?<!\d|\d[.,/-])(?<bare>\d{1,6})(?!\d|[.,/-]\d)/,
    /(?<word>\p{L}+(?:-\p{L}+)*)/u,
    /\S/,
  ]
    .map((part) => part.source)
    .join('|'),
  'gu',
)

function splitTokens(purpose: string): Token[] {
  return [...straighten(purpose).matchAll(TOKEN)].map(({ groups }): Token => {
    const { dayYear, isoYear, year, serial, packedYear, packed, bare, word } = groups!
    if (isoYear !== undefined) return { kind: 'day', year: isoYear }
    if (dayYear !== undefined) return { kind: 'day', year: dayYear.padStart(4, '20') }
    if (serial !== undefined) return { kind: 'number', year, serial, whole: serial.length === 6 }
    if (packed !== undefined) return { kind: 'number', year: packedYear, serial: packed, whole: false }
    if (bare !== undefined) return { kind: 'number', year: undefined, serial: bare, whole: false }
    return word === undefined ? { kind: 'mark' } : { kind: 'word', ...meaningOf(word) }
  })
}

/** What the text says before a number it is the number of; several in a row share the word. */
function wordBefore(tokens: readonly Token[], i: number): 'invoice' | 'other' | undefined {
  for (const token of tokens.slice(0, i).reverse()) {
    if (token.kind !== 'word' || token.about === 'link') continue
    return token.about === 'nothing' ? undefined : token.about
  }
  return undefined
}

/** In Kazakh the word comes behind: «№ 2026-000123 шот бойынша». */
function wordAfter(tokens: readonly Token[], i: number): 'invoice' | 'other' | undefined {
  const next = tokens[i + 1]
  return next?.kind === 'word' && next.kazakh && next.about !== 'link' && next.about !== 'nothing'
    ? next.about
    : undefined
}

/** The year of «от 05.03.2026» behind a number that has none. */
function dayAfter(tokens: readonly Token[], i: number): string | undefined {
  for (const token of tokens.slice(i + 1)) {
    if (token.kind === 'day') return token.year
    if (token.kind === 'word' && token.about !== 'link') return undefined
  }
  return undefined
}

/** Signs made plain (№ becomes «no»), every dash one, and letters among digits the digits they look like. */
function straighten(purpose: string): string {
  return purpose
    .slice(0, 1000)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[\p{Pd}\u2212]/gu, '-')
    .replaceAll(/(?<![\p{L}\d])\d[\doоlіiз]*(?:\s?-\s?[\doоlіiз]+)*(?![\p{L}\d])/gu, (run) =>
      run.replaceAll(/[oо]/g, '0').replaceAll(/[lіi]/g, '1').replaceAll('з', '3'),
    )
}

const WORDS = {
  invoice: /^(?:сч|сч-т\p{L}?|счет(?:а|у|ом|е|ов|ам|ами|ах)?|инвойс\p{L}*|invoices?|inv|sch|schet\p{L}*)$/u,
  invoiceInKazakh: /^шот(?:ы|қа|ын|ына|тар|тары|тарға|тың|ының)?$/u,
  other:
    /^(?:дог|договор\p{L}*|контракт\p{L}*|акт\p{L}*|накладн\p{L}*|счет-ф\p{L}*|сч-ф\p{L}*|счф|сф|шот-ф\p{L}*|эсф|эшф|кнп|кбе|бин|иин|бсн|жсн|тел\p{L}*|contract|agreement|act|dogovor\p{L}*)$/u,
  otherInKazakh: /^(?:келісім)?шарт\p{L}*$|^келісім\p{L}*$/u,
  link: /^(?:и|за|от|на|по|года?|оплат\p{L}*|номер\p{L}*|нөмір\p{L}*|және|мен|жылғы|ж|г|жыл|no?|nr|num|number|and|of|dated|for|the|ot)$/u,
}

function meaningOf(word: string): Omit<Token & { kind: 'word' }, 'kind'> {
  // All Latin it is English; mixed, some of its letters only look right.
  const read = /^[a-z-]+$/.test(word)
    ? word
    : word.replaceAll(/[aceopxykmth]/g, (letter) => CYRILLIC[LATIN.indexOf(letter)]!)
  const plain = read.replaceAll('ё', 'е')
  if (WORDS.invoice.test(plain)) return { about: 'invoice', kazakh: false }
  if (WORDS.invoiceInKazakh.test(plain)) return { about: 'invoice', kazakh: true }
  if (WORDS.other.test(plain)) return { about: 'other', kazakh: false }
  if (WORDS.otherInKazakh.test(plain)) return { about: 'other', kazakh: true }
  return { about: WORDS.link.test(plain) ? 'link' : 'nothing', kazakh: false }
}

const LATIN = 'aceopxykmth'
const CYRILLIC = 'асеорхукмтн'
