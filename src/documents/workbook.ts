/**
 * An Excel file that is written while its rows are still being read: one table of any length and one sheet of facts about
 * it. Knows no database and holds no more than a piece of it at a time.
 */
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'

/** `litres` are ml, `money` is tiyn, `percent` hundredths of a per cent: whole numbers, written as exact decimals. */
export type CellKind = 'text' | 'time' | 'litres' | 'money' | 'percent' | 'count'
export type Cell = string | bigint | Date | null
export type SheetColumn = {
  head: string
  kind: CellKind
  /** In characters. */
  width: number
  /** Whether the last row adds it up. */
  total?: boolean
}

export type Workbook = {
  table: {
    name: string
    columns: readonly SheetColumn[]
    /** A piece at a time, each row as long as there are columns. */
    rows: AsyncIterable<readonly (readonly Cell[])[]>
    /** What the row of totals is called. */
    total: string
  }
  facts: { name: string; rows: readonly (readonly (Cell | { value: bigint; kind: CellKind })[])[] }
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The most rows a sheet of Excel has, one of them for the heads and one for the totals. */
export const MOST_ROWS = 1_048_576 - 2

/** The file's bytes as they come. A reader that goes away ends the reading of rows; rows that break off end the bytes with that error. */
export function writeWorkbook(book: Workbook): ReadableStream<Uint8Array> {
  const zip = new ZipFile()
  // A file in an archive has a date, and ours says nothing.
  const entry = { mtime: new Date('2026-01-01T00:00:00Z'), compress: true, compressionLevel: 3 }
  const written = { rows: 0 }
  const add = (path: string, make: () => Generator<string> | AsyncGenerator<string>) =>
    zip.addReadStreamLazy(path, entry, (then) => {
      const stream = Readable.from(make(), { objectMode: false, encoding: undefined })
      zip.outputStream.once('close', () => stream.destroy())
      // Rows that cannot be read any more break the file off; unheard, they would end the whole process.
      stream.once('error', (error) => (zip.outputStream as Readable).destroy(error))
      then(null, stream)
    })
  const text = (path: string, xml: string) => zip.addBuffer(Buffer.from(HEAD + xml), path, entry)

  text('[Content_Types].xml', CONTENT_TYPES)
  text('_rels/.rels', RELATIONS)
  text('xl/_rels/workbook.xml.rels', BOOK_RELATIONS)
  text('xl/styles.xml', STYLES)
  add('xl/worksheets/sheet1.xml', () => tableXml(book.table, written))
  text('xl/worksheets/sheet2.xml', factsXml(book.facts))
  // After the table: the filter's range is known then.
  add('xl/workbook.xml', function* () {
    yield HEAD + bookXml(book, written.rows)
  })
  zip.end()
  return Readable.toWeb(Readable.from(zip.outputStream)) as ReadableStream<Uint8Array>
}

async function* tableXml(
  { columns, rows, total }: Workbook['table'],
  written: { rows: number },
): AsyncGenerator<string> {
  const last = letter(columns.length - 1)
  yield (
    HEAD +
      `<worksheet ${SHEET_NS}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
      '<sheetViews><sheetView workbookViewId="0" tabSelected="1"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
      `<cols>${columns.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>` +
      `<sheetData><row r="1">${columns.map(({ head }, i) => textCell(`${letter(i)}1`, head, STYLE.head)).join('')}</row>`
  )
  const letters = columns.map((_, i) => letter(i))
  const sums = columns.map(() => 0n)
  for await (const piece of rows) {
    let xml = ''
    for (const row of piece) {
      written.rows++
      const place = written.rows + 1
      xml += `<row r="${place}">`
      for (const [i, value] of row.entries()) {
        const { kind, total: adds } = columns[i]!
        xml += cell(`${letters[i]!}${place}`, value, kind)
        if (adds && typeof value === 'bigint') sums[i]! += value
      }
      xml += '</row>'
    }
    yield xml
  }
  const end = written.rows + 1
  const totals = columns.map(({ kind, total: adds }, i) => {
    const place = `${letters[i]!}${end + 1}`
    if (i === 0) return textCell(place, total, STYLE.head)
    if (!adds || written.rows === 0) return ''
    // 109 adds up what a filter shows.
    const range = `${letters[i]!}2:${letters[i]!}${end}`
    return `<c r="${place}" s="${TOTALS[kind]}"><f>SUBTOTAL(109,${range})</f><v>${decimal(sums[i]!, PLACES[kind])}</v></c>`
  })
  yield (
    `<row r="${end + 1}">${totals.join('')}</row></sheetData><autoFilter ref="A1:${last}${end}"/>` +
      '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>' +
      // 9 is A4.
      '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
  )
}

function factsXml({ rows }: Workbook['facts']): string {
  const lines = rows.map((row, n) => {
    const cells = row.map((value, i) => {
      const place = `${letter(i)}${n + 1}`
      return typeof value === 'object' && value !== null && 'kind' in value
        ? cell(place, value.value, value.kind)
        : cell(place, value, value instanceof Date ? 'time' : 'text')
    })
    return `<row r="${n + 1}">${cells.join('')}</row>`
  })
  return (
    `<worksheet ${SHEET_NS}><cols><col min="1" max="1" width="34" customWidth="1"/><col min="2" max="4" width="22" customWidth="1"/></cols>` +
    `<sheetData>${lines.join('')}</sheetData></worksheet>`
  )
}

function bookXml({ table, facts }: Workbook, rows: number): string {
  const sheets = [table.name, facts.name].map((name) => sheetName(name))
  const quoted = `'${sheets[0]!.replaceAll("'", "''")}'`
  const last = letter(table.columns.length - 1)
  return (
    `<workbook ${SHEET_NS} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>` +
    sheets
      .map((name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
      .join('') +
    '</sheets><definedNames>' +
    `<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${escaped(quoted)}!$A$1:$${last}$${rows + 1}</definedName>` +
    `<definedName name="_xlnm.Print_Titles" localSheetId="0">${escaped(quoted)}!$1:$1</definedName></definedNames>` +
    // Totals are ours already; Excel recalculates them when a filter changes.
    '<calcPr calcId="0"/></workbook>'
  )
}

const PLACES: Record<CellKind, number> = { text: 0, time: 0, litres: 3, money: 2, percent: 2, count: 0 }

function cell(place: string, value: Cell, kind: CellKind): string {
  if (value === null || value === '') return ''
  if (typeof value === 'bigint')
    return `<c r="${place}" s="${STYLE[kind]}"><v>${decimal(value, PLACES[kind])}</v></c>`
  if (value instanceof Date) return `<c r="${place}" s="${STYLE.time}"><v>${serial(value)}</v></c>`
  return textCell(place, value, /^[=+\-@\t\r]/.test(value) ? STYLE.quoted : STYLE.text)
}

function textCell(place: string, value: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`
}

/** 12 345 with two places is 123.45. */
function decimal(value: bigint, places: number): string {
  const digits = String(value < 0n ? -value : value).padStart(places + 1, '0')
  const sign = value < 0n ? '-' : ''
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

// Days since 1899-12-30, in Kazakhstan's time.
function serial(at: Date): string {
  return ((at.getTime() + 5 * 3_600_000) / 86_400_000 + 25_569).toFixed(9)
}

// Excel's rules: 31 characters, none of these.
function sheetName(name: string): string {
  return name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31)
}

function letter(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : letter(Math.floor(column / 26) - 1) + letter(column % 26)
}

// XML 1.0 has no other control characters and no half of a surrogate pair.
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const SHEET_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const CONTENT_TYPES =
  `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet2.xml" ContentType="${TYPE}.worksheet+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`
const RELATIONS = `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
const BOOK_RELATIONS =
  `<Relationships xmlns="${PACKAGE}/relationships">` +
  `<Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
  `<Relationship Id="rId2" Type="${OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>` +
  `<Relationship Id="rId3" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`

/** The cell formats of `STYLES` by their places there. */
const STYLE = { text: 0, head: 1, time: 2, litres: 3, money: 3, percent: 4, quoted: 5, count: 7 } as const
const TOTALS: Record<CellKind, number> = { text: 1, time: 1, litres: 6, money: 6, percent: 1, count: 1 }
const STYLES =
  `<styleSheet ${SHEET_NS}><numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy\\ hh:mm"/>` +
  '<numFmt numFmtId="165" formatCode="0.##&quot; %&quot;"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="8">' +
  '<xf numFmtId="49" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/>' +
  '<xf numFmtId="164" applyNumberFormat="1"/>' +
  // 4 is #,##0.00.
  '<xf numFmtId="4" applyNumberFormat="1"/>' +
  '<xf numFmtId="165" applyNumberFormat="1"/>' +
  // What would begin a formula keeps the mark that says it is text, wherever it is copied to.
  '<xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/>' +
  '<xf numFmtId="4" fontId="1" applyNumberFormat="1" applyFont="1"/>' +
  // 3 is #,##0.
  '<xf numFmtId="3" applyNumberFormat="1"/></cellXfs></styleSheet>'
