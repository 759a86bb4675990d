/** Workbooks as other programs write them, and as nobody should: parts of text in an archive. */
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

/** `day` is a number shown as a day; `formula` a formula with the value that was saved with it. */
export type TestCell = string | number | null | { day: number } | { formula: string; value: string | number }

/** A workbook of one sheet as Excel writes it: texts shared, empty cells left out. */
export function aWorkbook(rows: readonly (readonly TestCell[])[]): Promise<Uint8Array<ArrayBuffer>> {
  const texts: string[] = []
  const lines = rows.flatMap((row, n) => {
    const cells = row.map((value, i) => cell(`${String.fromCharCode(65 + i)}${n + 1}`, value, texts))
    return cells.length > 0 ? [`<row r="${n + 1}">${cells.join('')}</row>`] : []
  })
  return anArchive({
    ...SKELETON,
    'xl/sharedStrings.xml': `<sst>${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${lines.join('')}</sheetData></worksheet>`,
  })
}

/** What every workbook has but its sheet. */
export const SKELETON: Readonly<Record<string, string>> = {
  'xl/workbook.xml':
    '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Лист1" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/styles.xml':
    '<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>',
}

/** A zip archive of these files. */
export async function anArchive(
  files: Readonly<Record<string, string | Buffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return new Uint8Array(await buffer(zip.outputStream))
}

function cell(place: string, value: TestCell, texts: string[]): string {
  if (value === null) return ''
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`
  if (typeof value === 'string') return `<c r="${place}" t="s"><v>${texts.push(value) - 1}</v></c>`
  if ('day' in value) return `<c r="${place}" s="1"><v>${value.day}</v></c>`
  const type = typeof value.value === 'string' ? ' t="str"' : ''
  return `<c r="${place}"${type}><f>${escaped(value.formula)}</f><v>${escaped(String(value.value))}</v></c>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
