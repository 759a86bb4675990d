import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { anArchive, aWorkbook, SKELETON } from '../testing/workbooks.ts'
import { readWorkbook } from './read-workbook.ts'
import { writeWorkbook } from './workbook.ts'

const sheet = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`
const withSheet = (rows: string, more: Record<string, string | Buffer> = {}) =>
  anArchive({ ...SKELETON, 'xl/worksheets/sheet1.xml': sheet(rows), ...more })

async function rowsOf(file: Uint8Array): Promise<string[][]> {
  const book = await readWorkbook(file)
  assert.ok(book.ok, JSON.stringify(book))
  return book.rows
}

test('cells are what one would type: texts, numbers, days, values of formulas', async () => {
  const file = await aWorkbook([
    ['Имя', 'Литры', 'День', 'Сумма', null, 'Пусто'],
    ['=1+1', 0.1 + 0.2, { day: 46_086 }, { formula: 'B2*2', value: 0.6 }, null, ' '],
    [],
    ['+7 701', 210_440_000_804, { day: 46_086.75 }, { formula: 'A2', value: '@имя' }],
    ['<b>&', 1234567890123456800, -5, 50],
  ])
  assert.deepEqual(await rowsOf(file), [
    ['Имя', 'Литры', 'День', 'Сумма', '', 'Пусто'],
    ['=1+1', '0.3', '05.03.2026', '0.6'],
    [],
    ['+7 701', '210440000804', '05.03.2026 18:00', '@имя'],
    // Of nineteen digits Excel has lost four, and the cell does not pretend otherwise.
    ['<b>&', '1.23456789012346E+18', '-5', '50'],
  ])
})

test('texts in pieces, readings, other prefixes, texts in the cells and errors are read as Excel shows them', async () => {
  const file = await withSheet(
    '<x:row xmlns:x="s"><x:c t="s"><x:v>0</x:v></x:c><x:c t="inlineStr"><x:is><x:r><x:t>В </x:t></x:r><x:r><x:t>кусках</x:t></x:r></x:is></x:c>' +
      '<x:c t="b"><x:v>1</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c><x:c t="str"><x:v><![CDATA[a<b]]></x:v></x:c><x:c s="2"><x:v>46086</x:v></x:c></x:row>',
    {
      'xl/sharedStrings.xml':
        '<sst><si><r><t>Аты </t></r><r><t>жөні</t></r><rPh sb="0" eb="1"><t>reading</t></rPh></si></sst>',
    },
  )
  assert.deepEqual(await rowsOf(file), [['Аты жөні', 'В кусках', 'true', '', 'a<b', '05.03.2026']])
})

test('the first sheet that is shown is read, and days from 1904 are those days', async () => {
  const file = await anArchive({
    ...SKELETON,
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet r:id="rId1" state="hidden"/><sheet r:id="rId2"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/other.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheet('<row><c><v>1</v></c></row>'),
    'xl/worksheets/other.xml': sheet('<row><c s="1"><v>44624</v></c></row>'),
  })
  assert.deepEqual(await rowsOf(file), [['05.03.2026']])
})

test('a file of our own is read back as it was written', async () => {
  async function* rows() {
    yield [
      [new Date('2026-03-05T09:26:00Z'), '007', 12_340n, 302_950n],
      [null, '=1+1 "Ә"', 10n, -5n],
    ]
  }
  const kinds = ['time', 'text', 'litres', 'money'] as const
  const columns = kinds.map((kind) => ({ head: kind, kind, width: 10 }))
  const stream = writeWorkbook({
    table: { name: 'Заправки', columns, rows: rows(), total: 'Итого' },
    facts: { name: 'Итоги', rows: [] },
  })
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  assert.deepEqual(await rowsOf(bytes), [
    ['time', 'text', 'litres', 'money'],
    ['05.03.2026 14:26', '007', '12.34', '3029.5'],
    ['', '=1+1 "Ә"', '0.01', '-0.05'],
    ['Итого'],
  ])
})

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const BOMB = Buffer.alloc(64 * 1024 * 1024, '<row><c/></row>')

/** An archive that says of a part that it is shorter than it is. */
async function understated(): Promise<Uint8Array> {
  const file = Buffer.from(await withSheet('', { 'xl/worksheets/sheet1.xml': BOMB }))
  const size = Buffer.alloc(4)
  size.writeUInt32LE(BOMB.length)
  const small = Buffer.from([200, 0, 0, 0])
  for (let at = file.indexOf(size); at !== -1; at = file.indexOf(size)) small.copy(file, at)
  return file
}

const REFUSED: Record<string, { file: () => Promise<Uint8Array> | Uint8Array; reason: string }> = {
  'an old .xls': { file: () => Uint8Array.from([...OLE, ...Buffer.alloc(600)]), reason: 'old' },
  'one with a password': {
    file: () => Uint8Array.from([...OLE, ...Buffer.from('EncryptedPackage', 'utf16le')]),
    reason: 'locked',
  },
  'an archive of something else': {
    file: () => anArchive({ 'word/document.xml': '<w/>' }),
    reason: 'broken',
  },
  'a sheet that is not there': { file: () => anArchive(SKELETON), reason: 'broken' },
  'a sheet that ends in the middle': {
    file: () => withSheet('', { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row><c' }),
    reason: 'broken',
  },
  'half a file': {
    file: async () => (await aWorkbook([['a', 'b']])).subarray(0, 300),
    reason: 'broken',
  },
  'a bomb': { file: () => withSheet('', { 'xl/worksheets/sheet1.xml': BOMB }), reason: 'big' },
  'a bomb in its texts': { file: () => withSheet('', { 'xl/sharedStrings.xml': BOMB }), reason: 'big' },
  'a bomb that says it is small': { file: understated, reason: 'broken' },
  'a cell at the end of the world': {
    file: () => withSheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    reason: 'big',
  },
  'thousands of parts': {
    file: () => anArchive(Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`${i}.xml`, 'x']))),
    reason: 'big',
  },
}

for (const [name, { file, reason }] of Object.entries(REFUSED))
  test(`a workbook is refused: ${name}`, async () => {
    const bytes = await file()
    const before = process.memoryUsage().rss
    assert.deepEqual(await readWorkbook(bytes), { ok: false, reason })
    assert.ok(process.memoryUsage().rss - before < 100 * 1024 * 1024, 'what is refused is not unpacked')
  })

test('cells far from one another cost what they say, and places that are none are no cells', async () => {
  assert.deepEqual(await rowsOf(await withSheet('<row r="3"><c r="C3"><v>1</v></c></row>')), [
    [],
    [],
    ['', '', '1'],
  ])
  for (const place of ['', '1', 'a1', 'AAAA1', '-1']) {
    const file = await withSheet(`<row r="1"><c r="${place}"><v>1</v></c></row>`)
    const book = await readWorkbook(file)
    assert.ok(!book.ok || book.rows.every((row) => row.length <= 100), place)
  }
})

test('a file with any bytes changed is read or refused, and nothing else', async () => {
  const file = await aWorkbook([
    ['Имя', 'Литры'],
    ['Ержан', 20],
  ])
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      async (changes) => {
        const bytes = Uint8Array.from(file)
        for (const [at, byte] of changes) bytes[at] = byte
        const book = await readWorkbook(bytes)
        assert.ok(
          book.ok ? Array.isArray(book.rows) : ['old', 'locked', 'big', 'broken'].includes(book.reason),
        )
      },
    ),
    { numRuns: 300 },
  )
})
