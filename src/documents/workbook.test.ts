import assert from 'node:assert/strict'
import { inflateRawSync } from 'node:zlib'
import test from 'node:test'
import fc from 'fast-check'
import readExcel from 'read-excel-file/node'
import { type Cell, type SheetColumn, type Workbook, writeWorkbook } from './workbook.ts'

const COLUMNS: SheetColumn[] = [
  { head: 'Когда', kind: 'time', width: 16 },
  { head: 'Кто', kind: 'text', width: 30 },
  { head: 'Литры', kind: 'litres', width: 12, total: true },
  { head: 'Сумма', kind: 'money', width: 14, total: true },
  { head: 'НДС', kind: 'percent', width: 8 },
]
const AT = new Date('2026-03-05T09:26:00Z')

async function* inPieces(rows: Cell[][], size = 2) {
  for (let i = 0; i < rows.length; i += size) yield rows.slice(i, i + size)
}

async function written(
  rows: Cell[][],
  facts: Workbook['facts']['rows'] = [['Компания', 'ТОО']],
): Promise<Buffer> {
  const stream = writeWorkbook({
    table: { name: 'Заправки', columns: COLUMNS, rows: inPieces(rows), total: 'Итого' },
    facts: { name: 'Итоги', rows: facts },
  })
  return Buffer.from(await new Response(stream).arrayBuffer())
}

async function open(file: Buffer, sheet = 'Заправки'): Promise<unknown[][]> {
  const sheets = await readExcel(file)
  return sheets.find(({ sheet: name }) => name === sheet)!.data
}

test('numbers are numbers, dates are dates, and what people typed stays text', async () => {
  const file = await written([
    [AT, '007', 12_340n, 302_950n, 1600n],
    [AT, '=1+1', -10n, -1n, 0n],
    [null, '+7 701 <b>&"\u0000Ә', 0n, 5n, 1200n],
  ])
  const rows = await open(file)
  assert.deepEqual(rows[0], ['Когда', 'Кто', 'Литры', 'Сумма', 'НДС'])
  // The reader takes the clock of the cell for UTC.
  assert.deepEqual(rows[1], [new Date('2026-03-05T14:26:00Z'), '007', 12.34, 3029.5, 16])
  assert.deepEqual(rows[2]!.slice(1), ['=1+1', -0.01, -0.01, 0])
  assert.deepEqual(rows[3], [null, '+7 701 <b>&"Ә', 0, 0.05, 12])
  assert.deepEqual(rows[4], ['Итого', null, 12.33, 3029.54, null])
  assert.deepEqual(await open(file, 'Итоги'), [['Компания', 'ТОО']])
})

test('rows that break off break the file off, and nothing else', async () => {
  async function* breaking(): AsyncGenerator<Cell[][]> {
    yield [[AT, 'Иван', 10n, 20n, 1600n]]
    throw new Error('the database went away')
  }
  const stream = writeWorkbook({
    table: { name: 'Заправки', columns: COLUMNS, rows: breaking(), total: 'Итого' },
    facts: { name: 'Итоги', rows: [] },
  })
  await assert.rejects(new Response(stream).arrayBuffer(), /the database went away/)
})

test('the head stays in sight, the filter and the printed head are set, and totals follow the filter', async () => {
  const parts = unzip(await written([[AT, 'Иван', 10n, 20n, 1600n]]))
  const sheet = parts.get('xl/worksheets/sheet1.xml')!
  assert.match(sheet, /state="frozen"/)
  assert.match(sheet, /<autoFilter ref="A1:E2"\/>/)
  assert.match(sheet, /<f>SUBTOTAL\(109,C2:C2\)<\/f>/)
  assert.match(sheet, /orientation="landscape" fitToWidth="1"/)
  assert.match(parts.get('xl/workbook.xml')!, /Print_Titles.*'Заправки'!\$1:\$1/)
  // A cell that would begin a formula is marked as text.
  const quoted = unzip(await written([[AT, '@SUM(A1)', 10n, 20n, 0n]])).get('xl/worksheets/sheet1.xml')!
  assert.match(quoted, /<c r="B2" s="5" t="inlineStr"><is><t xml:space="preserve">@SUM/)
  assert.match(parts.get('xl/styles.xml')!, /quotePrefix="1"/)
})

test('an empty table is a file with its heads', async () => {
  assert.deepEqual((await open(await written([])))[0], ['Когда', 'Кто', 'Литры', 'Сумма', 'НДС'])
})

test('whatever text a cell has, the file opens and says the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 5 }),
      async (texts) => {
        const rows = await open(await written(texts.map((text) => [AT, `x${text}x`, 1n, 1n, 0n])))
        const kept = texts.map((text) =>
          `x${text.toWellFormed()}x`
            .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
            // Every reader of XML makes one of the ends of lines.
            .replaceAll(/\r\n?/g, '\n'),
        )
        assert.deepEqual(
          rows.slice(1, -1).map((row) => String(row[1]).replaceAll(/\r\n?/g, '\n')),
          kept,
        )
      },
    ),
    { numRuns: 10 },
  )
})

test('a reader that goes away ends the reading of rows', async () => {
  let ended = false
  async function* endless() {
    try {
      for (;;) yield Array.from({ length: 1000 }, () => [AT, `${Math.random()}`, 1n, 1n, 0n])
    } finally {
      ended = true
    }
  }
  const stream = writeWorkbook({
    table: { name: 'Заправки', columns: COLUMNS, rows: endless(), total: 'Итого' },
    facts: { name: 'Итоги', rows: [] },
  })
  const reader = stream.getReader()
  for (let n = 0; n < 5; n++) await reader.read()
  await reader.cancel()
  for (let n = 0; !ended && n < 100; n++) await new Promise((resolve) => setTimeout(resolve, 20))
  assert.ok(ended)
})

/** The files of an archive, by its central directory (APPNOTE 4.3.12). */
function unzip(file: Buffer): Map<string, string> {
  const parts = new Map<string, string>()
  for (let at = file.indexOf('PK\x01\x02'); at !== -1; at = file.indexOf('PK\x01\x02', at + 4)) {
    const size = file.readUInt32LE(at + 20)
    const nameLength = file.readUInt16LE(at + 28)
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    const start = file.readUInt32LE(at + 42)
    const data = start + 30 + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28)
    parts.set(name, inflateRawSync(file.subarray(data, data + size)).toString('utf8'))
  }
  return parts
}
