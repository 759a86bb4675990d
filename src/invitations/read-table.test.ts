import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aWorkbook } from '../testing/workbooks.ts'
import { decodeTable } from '../values/decode-table.ts'
import { eightBits, PT154, WINDOWS_1251 } from '../testing/code-pages.ts'
import { MAX_BYTES, readTable } from './read-table.ts'

const HEAD = 'БИН;Название;Номер договора;Электронная почта'
const utf8 = (text: string) => new TextEncoder().encode(text)

/** The rows of a file that is expected to be one, as «number: cell|cell|…» without empty cells at the end. */
async function rowsOf(bytes: Uint8Array): Promise<string[]> {
  const table = await readTable(bytes, 1000)
  assert.ok(table.ok, JSON.stringify(table))
  return table.rows.map(({ n, cells, torn }) => {
    const { bin, name, contract, email, person, lang, role, signedOn } = cells
    const line = [bin, name, contract, email, person, lang, role, signedOn].join('|').replace(/\|+$/, '')
    return `${n}: ${line}${torn ? ' (torn)' : ''}`
  })
}

async function refusalOf(bytes: Uint8Array, most = 1000): Promise<object> {
  const table = await readTable(bytes, most)
  assert.ok(!table.ok)
  return table
}

const NASTY: Record<string, { file: Uint8Array | string; rows: string[] }> = {
  'UTF-8 with a byte order mark': {
    file: `\ufeff${HEAD}\n1;ТОО «Ақжол»;2;a@b.kz\n`,
    rows: ['2: 1|ТОО «Ақжол»|2|a@b.kz'],
  },
  'UTF-8 without one, ending without a line break': {
    file: `${HEAD}\n1;ТОО «Ұлттық Іңкәр Һәкім»;2;a@b.kz`,
    rows: ['2: 1|ТОО «Ұлттық Іңкәр Һәкім»|2|a@b.kz'],
  },
  'Windows-1251': {
    file: eightBits(`${HEAD}\r\n1;ТОО «Ёлка» № 5 – «І»;2;a@b.kz\r\n`, WINDOWS_1251),
    rows: ['2: 1|ТОО «Ёлка» № 5 – «І»|2|a@b.kz'],
  },
  'PT154 with Kazakh letters': {
    file: eightBits(`${HEAD}\r\n1;ЖШС «Ұлттық өңірлік әкімшілік ғимарат»;2;a@b.kz;\r\n`, PT154),
    rows: ['2: 1|ЖШС «Ұлттық өңірлік әкімшілік ғимарат»|2|a@b.kz'],
  },
  'UTF-16, Excel’s «Unicode text», with tabs': {
    file: new Uint8Array(
      Buffer.from(`\ufeff${HEAD.replaceAll(';', '\t')}\r\n1\tТОО «Қайрат»\t2\ta@b.kz\r\n`, 'utf16le'),
    ),
    rows: ['2: 1|ТОО «Қайрат»|2|a@b.kz'],
  },
  'commas, with commas and quotation marks in a name': {
    file: `${HEAD.replaceAll(';', ',')}\n1,"ТОО ""Ақжол"", филиал",2,a@b.kz\n`,
    rows: ['2: 1|ТОО "Ақжол", филиал|2|a@b.kz'],
  },
  'a name with bare quotation marks, as people type them': {
    file: `${HEAD}\n1;ТОО "Ақжол";2;a@b.kz\n`,
    rows: ['2: 1|ТОО "Ақжол"|2|a@b.kz'],
  },
  'Excel’s first line that names the delimiter': {
    file: `sep=,\r\n${HEAD.replaceAll(';', ',')}\r\n1,А,2,a@b.kz\r\n`,
    rows: ['2: 1|А|2|a@b.kz'],
  },
  'semicolons while the names are full of commas': {
    file: `${HEAD}\n1;ТОО А, Б, В, Г, Д;2;a@b.kz\n`,
    rows: ['2: 1|ТОО А, Б, В, Г, Д|2|a@b.kz'],
  },
  'old Macintosh line ends': { file: `${HEAD}\r1;А;2;a@b.kz\r`, rows: ['2: 1|А|2|a@b.kz'] },
  'a cell of two lines': {
    file: `${HEAD}\n1;"ТОО\r\nА";2;a@b.kz\n3;Б;4;c@d.kz\n`,
    rows: ['2: 1|ТОО А|2|a@b.kz', '3: 3|Б|4|c@d.kz'],
  },
  'empty lines and empty rows, which keep their numbers': {
    file: `\n${HEAD}\n\n1;А;2;a@b.kz\n;;;\n   \n3;Б;4;c@d.kz\n\n`,
    rows: ['4: 1|А|2|a@b.kz', '7: 3|Б|4|c@d.kz'],
  },
  'Kazakh headings in another order, an unknown column between': {
    file: 'Электрондық пошта;Ескертпе;БСН;Атауы;Шарт нөмірі;Рөл;Тіл (ru, kk, en)\na@b.kz;x;1;А;2;owner;kk\n',
    rows: ['2: 1|А|2|a@b.kz||kk|owner'],
  },
  'English headings, in capitals and with marks': {
    file: 'BIN/IIN,COMPANY NAME*,Contract No.,E-mail,Full name,Contract date\n1,A,2,a@b.kz,N,05.03.2026\n',
    rows: ['2: 1|A|2|a@b.kz|N|||05.03.2026'],
  },
  'Russian headings as people shorten them': {
    file: 'ИИН;Наименование;№ договора;Эл. почта;ФИО\n1;А;2;a@b.kz;Н\n',
    rows: ['2: 1|А|2|a@b.kz|Н'],
  },
  'rows shorter than the headings': { file: `${HEAD};Имя\n1;А;2;a@b.kz\n`, rows: ['2: 1|А|2|a@b.kz'] },
  'a row longer than the headings': { file: `${HEAD}\n1;А;Б;2;a@b.kz\n`, rows: ['2: 1|А|Б|2 (torn)'] },
  'cells that nobody sees': {
    file: `${HEAD}\n="012345678901";\u200bА\u00a0\u00a0Б\u00ad;'=2;\u2066a@b.kz\u2069\n`,
    rows: ['2: 012345678901|А Б|=2|a@b.kz'],
  },
}

for (const [name, { file, rows }] of Object.entries(NASTY)) {
  test(`a list is read: ${name}`, async () => {
    assert.deepEqual(await rowsOf(typeof file === 'string' ? utf8(file) : file), rows)
  })
}

const REFUSED: Record<string, { file: Uint8Array | string; says: object }> = {
  'nothing at all': { file: '', says: { ok: false, reason: 'empty' } },
  'headings without rows': { file: `${HEAD}\n\n;;\n`, says: { ok: false, reason: 'empty' } },
  'a column is missing': {
    file: 'БИН;Название;Номер договора\n1;2;3\n',
    says: { ok: false, reason: 'column', column: 'email' },
  },
  'no headings': { file: '1;А;2;a@b.kz\n', says: { ok: false, reason: 'column', column: 'bin' } },
  'a workbook cut off': {
    file: Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0),
    says: { ok: false, reason: 'broken' },
  },
  'an old workbook': {
    file: Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1),
    says: { ok: false, reason: 'old' },
  },
  'a paper': { file: '%PDF-1.7', says: { ok: false, reason: 'type' } },
  'something that is not text': { file: `${HEAD}\n1;\0\0;2;a@b.kz`, says: { ok: false, reason: 'type' } },
  'Kazakh letters turned into question marks': {
    file: `${HEAD}\n1;ЖШС «?лтты? ??ірлік»;2;a@b.kz\n`,
    says: { ok: false, reason: 'encoding' },
  },
  'letters that were lost on the way': {
    file: `${HEAD}\n1;ЖШС «\ufffdлттық»;2;a@b.kz\n`,
    says: { ok: false, reason: 'encoding' },
  },
  'UTF-8 taken for Windows-1251 and saved': {
    file: `${HEAD}\n1;${new TextDecoder('windows-1251').decode(utf8('Ақжол Логистик'))};2;a@b.kz\n`,
    says: { ok: false, reason: 'encoding' },
  },
  'UTF-8 taken for Latin-1 and saved': {
    file: `${HEAD}\n1;${Buffer.from('Ақжол Логистик').toString('latin1')};2;a@b.kz\n`,
    says: { ok: false, reason: 'encoding' },
  },
  'a code page of another country': {
    // «Компания» as DOS programs of banks still write it.
    file: new Uint8Array([
      ...utf8('BIN;name;contract;e-mail\n1;'),
      ...[0x8a, 0xae, 0xac, 0xaf, 0xa0, 0xad, 0xa8, 0xef],
      ...utf8(';2;a@b.kz\n'),
    ]),
    says: { ok: false, reason: 'encoding' },
  },
  'a quotation mark that never closes': {
    file: `${HEAD}\n1;А;2;a@b.kz\n3;"Б;4;c@d.kz\n5;В;6;e@f.kz\n`,
    says: { ok: false, reason: 'quotes', n: 3 },
  },
}

for (const [name, { file, says }] of Object.entries(REFUSED)) {
  test(`a file is refused: ${name}`, async () => {
    assert.deepEqual(await refusalOf(typeof file === 'string' ? utf8(file) : file), says)
  })
}

test('a workbook is read like the text it would be saved as', async () => {
  const file = await aWorkbook([
    [],
    ['БИН', 'Название', 'Номер договора', 'Электронная почта', 'Дата договора'],
    ['012345678901', '=ТОО «Ақжол»', 5, 'a@b.kz', { day: 46_086 }],
    [],
    ['3', 'Б', '4', 'c@d.kz'],
  ])
  assert.deepEqual(await rowsOf(file), [
    '3: 012345678901|=ТОО «Ақжол»|5|a@b.kz||||05.03.2026',
    '5: 3|Б|4|c@d.kz',
  ])
})

test('a question mark between words is only a question mark', async () => {
  assert.deepEqual(await rowsOf(utf8(`${HEAD}\n1;ТОО «Что?» и Ко, 100 % ?;2;a@b.kz\n`)), [
    '2: 1|ТОО «Что?» и Ко, 100 % ?|2|a@b.kz',
  ])
})

test('which code page a file is in shows in its Kazakh letters alone', () => {
  const russian = eightBits('Номер «№ 5» – Ёлка', WINDOWS_1251)
  assert.deepEqual(decodeTable(russian), { ok: true, text: 'Номер «№ 5» – Ёлка', encoding: 'Windows-1251' })
  for (const word of ['Әлия', 'Ғани', 'Қазақ', 'Өскемен', 'Ұлан', 'Үміт', 'тоңазытқыш', 'һәм', 'аң']) {
    assert.deepEqual(decodeTable(eightBits(word, PT154)), { ok: true, text: word, encoding: 'PT154' }, word)
  }
})

test('a list is as long as it may be, and no longer', async () => {
  const lines = Array.from({ length: 11 }, (_, i) => `${i};А;2;a@b.kz`)
  assert.equal((await rowsOf(utf8([HEAD, ...lines.slice(1)].join('\n')))).length, 10)
  assert.deepEqual(await refusalOf(utf8([HEAD, ...lines].join('\n\n')), 10), {
    ok: false,
    reason: 'rows',
    most: 10,
  })
})

test('a file larger than it may be is not looked into', async () => {
  assert.deepEqual(await refusalOf(new Uint8Array(MAX_BYTES + 1)), {
    ok: false,
    reason: 'size',
    bytes: MAX_BYTES,
  })
})
