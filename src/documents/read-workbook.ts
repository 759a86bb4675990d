/**
 * Reads the first sheet of an .xlsx file that somebody has sent: its cells as the text one would type. Nothing in the file
 * decides how much memory or time it takes: parts are inflated and parsed piece by piece and counted, and a cell far away is
 * no table.
 */
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { Parser } from 'saxen'

export type Workbook =
  | { ok: true; rows: string[][] }
  /** `old`: .xls. `locked`: with a password. `big`: more than is ever read here. `broken`: no workbook, or damaged. */
  | { ok: false; reason: 'old' | 'locked' | 'big' | 'broken' }

/** Of all parts that are read, inflated. A sheet of a thousand rows is a fiftieth of it. */
const MOST_BYTES = 16 * 1024 * 1024
const MOST_PARTS = 500
/** Rows from the first to the last that has something in it. */
const MOST_ROWS = 10_000
const MOST_COLUMNS = 100

/** Whether a file says of itself that it is a zip archive or one of Office’s older files. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return startsWith(bytes, 'PK\u0003\u0004') || startsWith(bytes, OLE)
}

/**
 * The rows of the first sheet, from its first row on, so that row n of the sheet is `rows[n - 1]`; rows between that have
 * nothing in them are empty. A number has a point, a day is 05.03.2026, a formula
 * is the value that was saved with it.
 */
export async function readWorkbook(bytes: Uint8Array): Promise<Workbook> {
  if (startsWith(bytes, OLE)) return { ok: false, reason: isLocked(bytes) ? 'locked' : 'old' }
  try {
    const book = await openBook(bytes)
    const { sheet, days1904 } = await findSheet(book)
    const texts = await readTexts(book)
    const dayStyles = await readDayStyles(book)
    return { ok: true, rows: await readRows(book, sheet, { texts, dayStyles, days1904 }) }
  } catch (error) {
    return { ok: false, reason: error instanceof TooBig ? 'big' : 'broken' }
  }
}

// An archive, a stream and an XML parser have many ways to say that a file is broken; all are the file's.
class TooBig extends Error {}
class Broken extends Error {}

type Book = { zip: ZipFile; parts: ReadonlyMap<string, Entry>; budget: { bytes: number } }

async function openBook(bytes: Uint8Array): Promise<Book> {
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if (zip.entryCount > MOST_PARTS) throw new TooBig()
  const parts = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) parts.set(entry.fileName.toLowerCase(), entry)
  return { zip, parts, budget: { bytes: MOST_BYTES } }
}

type Element = { name: string; attributes: Record<string, string> }
type Hears = { opens?(element: Element): void; text?(text: string): void; closes?(name: string): void }

/** Parses one part of the book, if there is such a part; answers with whether there is. */
async function parsePart(book: Book, path: string, hears: Hears): Promise<boolean> {
  const entry = book.parts.get(path.toLowerCase())
  if (!entry) return false
  // The archive's own word; yauzl breaks off when more comes.
  if (entry.uncompressedSize > book.budget.bytes) throw new TooBig()
  const parser = new Parser()
    .on('openTag', (name, attributes) => hears.opens?.({ name: bare(name), attributes: attributes() }))
    .on('closeTag', (name) => hears.closes?.(bare(name)))
    .on('text', (text, decode) => hears.text?.(decode(text)))
    .on('cdata', (text) => hears.text?.(text))
    .on('error', (problem) => {
      throw problem
    })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const piece of await book.zip.openReadStreamPromise(entry)) {
    const bytes = piece as Buffer
    book.budget.bytes -= bytes.length
    if (book.budget.bytes < 0) throw new TooBig()
    parser.write(decoder.decode(bytes, { stream: true }))
  }
  parser.write(decoder.decode()).end()
  return true
}

// Some programs write every name with a prefix.
function bare(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The first sheet that is not hidden, and whether its days are counted from 1904 as on old Macs. */
async function findSheet(book: Book): Promise<{ sheet: string; days1904: boolean }> {
  let days1904 = false
  const sheets: { id: string; hidden: boolean }[] = []
  await parsePart(book, 'xl/workbook.xml', {
    opens({ name, attributes }) {
      if (name === 'workbookPr') days1904 = isTrue(attributes['date1904'])
      const id = Object.entries(attributes).find(([attribute]) => attribute.endsWith(':id'))?.[1]
      if (name === 'sheet' && id)
        sheets.push({ id, hidden: (attributes['state'] ?? 'visible') !== 'visible' })
    },
  })
  const first = sheets.find(({ hidden }) => !hidden) ?? sheets[0]
  if (!first) throw new Broken('no sheet')
  let target: string | undefined
  await parsePart(book, 'xl/_rels/workbook.xml.rels', {
    opens({ attributes }) {
      if (attributes['Id'] === first.id) target = attributes['Target']
    },
  })
  if (target === undefined) throw new Broken('the sheet leads nowhere')
  return { sheet: target.startsWith('/') ? target.slice(1) : `xl/${target}`, days1904 }
}

/** The texts that cells name by their place. */
async function readTexts(book: Book): Promise<string[]> {
  const texts: string[] = []
  const run = textRuns()
  await parsePart(book, 'xl/sharedStrings.xml', {
    ...run.hears,
    closes(name) {
      run.hears.closes(name)
      if (name === 'si') texts.push(run.take())
    },
  })
  return texts
}

/** Gathers what stands in `t`: a text may be in pieces of several looks, and its readings in Japanese are none of it. */
function textRuns() {
  let text = ''
  let inText = false
  let inReading = false
  return {
    hears: {
      opens({ name }: Element) {
        if (name === 'rPh') inReading = true
        inText = name === 't' && !inReading
      },
      text(piece: string) {
        if (inText) text += piece
      },
      closes(name: string) {
        if (name === 'rPh') inReading = false
        if (name === 't') inText = false
      },
    },
    take() {
      const taken = text
      text = ''
      return taken
    },
  }
}

/** Which styles of cells, by their places, show a number as a day. */
async function readDayStyles(book: Book): Promise<ReadonlySet<number>> {
  const formats = new Set<number>()
  const styles = new Set<number>()
  let place = 0
  let inCells = false
  await parsePart(book, 'xl/styles.xml', {
    opens({ name, attributes }) {
      const format = Number(attributes['numFmtId'])
      if (name === 'numFmt' && showsDay(attributes['formatCode'] ?? '')) formats.add(format)
      if (name === 'cellXfs') inCells = true
      if (name !== 'xf' || !inCells) return
      if (isUsualDay(format) || formats.has(format)) styles.add(place)
      place++
    },
    closes(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}

// ECMA-376 part 1, 18.8.30: these ids need no format code; times of the day alone (18–21, 45–47) are no days.
function isUsualDay(format: number): boolean {
  return (format >= 14 && format <= 17) || format === 22
}

// A format of a number may have words in quotes, colours in brackets and escaped signs.
function showsDay(code: string): boolean {
  return /[dy]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\.|_./g, ''))
}

type Reading = { texts: readonly string[]; dayStyles: ReadonlySet<number>; days1904: boolean }

async function readRows(book: Book, sheet: string, reading: Reading): Promise<string[][]> {
  const rows: string[][] = []
  const run = textRuns()
  let row = -1
  let column = -1
  let attributes: Record<string, string> = {}
  let value = ''
  let inValue = false
  const found = await parsePart(book, sheet, {
    opens(element) {
      run.hears.opens(element)
      const place = element.attributes['r']
      if (element.name === 'row') {
        row = place === undefined ? row + 1 : Number(place) - 1
        column = -1
      } else if (element.name === 'c') {
        column = place === undefined ? column + 1 : columnOf(place)
        attributes = element.attributes
        value = ''
      }
      inValue = element.name === 'v'
    },
    text(piece) {
      run.hears.text(piece)
      if (inValue) value += piece
    },
    closes(name) {
      run.hears.closes(name)
      inValue = false
      if (name !== 'c') return
      const inline = run.take()
      const text = attributes['t'] === 'inlineStr' ? inline : cellText(value, attributes, reading)
      if (text.trim() === '') return
      if (!(row >= 0 && row < MOST_ROWS && column >= 0 && column < MOST_COLUMNS)) throw new TooBig()
      while (rows.length <= row) rows.push([])
      const cells = rows[row]!
      while (cells.length <= column) cells.push('')
      cells[column] = text
    },
  })
  if (!found) throw new Broken('the sheet is not there')
  return rows
}

function cellText(value: string, { t: type, s: style }: Record<string, string>, reading: Reading): string {
  switch (type) {
    case 's':
      return reading.texts[Number(value)] ?? ''
    case 'str':
    case 'd':
      return value
    case 'b':
      return value === '1' ? 'true' : 'false'
    case 'e':
      // #N/A and its like are no values.
      return ''
    case undefined:
    default:
      return numberText(value, reading.dayStyles.has(Number(style ?? 0)), reading.days1904)
  }
}

function numberText(value: string, isDay: boolean, days1904: boolean): string {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) return ''
  if (isDay && number >= 0 && number < 2_958_466) return dayText(number, days1904)
  // Excel keeps fifteen digits: of a longer number the end is lost already, and it is shown as what it is, rounded.
  const exact = Number(number.toPrecision(15))
  return Math.abs(exact) < 1e15 ? String(exact) : exact.toExponential().toUpperCase()
}

// Day 60 of Excel is 29 February 1900, which there never was; nobody imports what was before.
function dayText(number: number, days1904: boolean): string {
  const seconds = Math.round(number * 86_400) - (days1904 ? 24_107 : 25_569) * 86_400
  const at = new Date(seconds * 1000).toISOString()
  const [day, time] = [at.slice(0, 10).split('-').toReversed().join('.'), at.slice(11, 16)]
  return time === '00:00' ? day : `${day} ${time}`
}

/** «AB12» is column 27, counted from 0. */
function columnOf(place: string): number {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/.exec(place)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true'
}

const OLE = '\u00d0\u00cf\u0011\u00e0'

function startsWith(bytes: Uint8Array, signature: string): boolean {
  return Buffer.from(bytes.subarray(0, signature.length)).toString('latin1') === signature
}

// A workbook with a password is a stream of this name inside an old-style file.
function isLocked(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
}
