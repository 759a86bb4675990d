import { amount, litres, longDate, shortDateTime } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import type { Fonts } from './fonts.ts'
import { partyLine } from './parties.ts'
import { closePdf, MM, openPdf, paragraph } from './pdf.ts'
import { type Cell, labelledRows, table } from './pdf-table.ts'
import type { RegisterPaper } from './register.ts'

/** The register as a PDF across A4, its head on every page, with sums by fuel at the end. */
export async function registerPdf(
  t: T,
  fonts: Fonts,
  paper: RegisterPaper,
): Promise<Uint8Array<ArrayBuffer>> {
  const { lang } = t
  const { rows } = paper
  const money = rows.some(({ tiyn }) => tiyn !== null)
  const title = t('export.head', { from: longDate(lang, paper.from), to: longDate(lang, paper.to) })
  const pdf = openPdf(t, fonts, { title, day: paper.to, landscape: true })
  paragraph(pdf, title, { style: 'bold', size: 14, as: 'H1' })
  labelledRows(pdf, [
    [t('paper.buyer'), partyLine(t, paper.buyer)],
    ...(paper.filter.length > 0 ? [[t('export.filter'), paper.filter.join('; ')] as [string, string]] : []),
  ])
  const bold = (text: string): Cell => ({ text, style: 'bold' })
  const figures = (ml: bigint, tiyn: bigint) => [
    bold(litres(lang, ml)),
    ...(money ? [bold(amount(lang, tiyn))] : []),
  ]
  const right = 'right' as const
  table(pdf, {
    columns: [
      { width: 30 * MM },
      { width: 'rest' },
      { width: 34 * MM },
      { width: 44 * MM },
      { width: 22 * MM },
      { width: 26 * MM },
      { width: 20 * MM, align: right },
      ...(money ? [{ width: 28 * MM, align: right }] : []),
    ],
    heads: [
      [
        ...(['time', 'station', 'source', 'driver', 'vehicle', 'fuel', 'litres'] as const).map((column) =>
          bold(t(`refuels.col.${column}`)),
        ),
        ...(money ? [bold(t('export.col.sum'))] : []),
      ],
    ],
    rows: [
      ...rows.map((row): Cell[] => [
        shortDateTime(lang, row.at),
        row.station,
        row.paidWith,
        row.driver,
        row.plate,
        row.fuel,
        litres(lang, row.ml),
        ...(row.tiyn === null ? [] : [amount(lang, row.tiyn)]),
      ]),
      ...sumsByFuel(paper).map(({ fuel, ml, tiyn }): Cell[] => [
        { text: t('export.totalOf', { what: fuel }), style: 'bold', span: 6, head: 'Row' },
        ...figures(ml, tiyn),
      ]),
    ],
    size: 8,
  })
  if (paper.soldTiyn > 0n)
    paragraph(pdf, t('paper.register.sold', { amount: `${amount(lang, paper.soldTiyn)} ₸` }), { size: 8 })
  return closePdf(pdf)
}

function sumsByFuel({ rows }: RegisterPaper): { fuel: string; ml: bigint; tiyn: bigint }[] {
  const sums = new Map<string, { fuel: string; ml: bigint; tiyn: bigint }>()
  for (const { fuel, ml, tiyn } of rows) {
    const sum = sums.get(fuel) ?? { fuel, ml: 0n, tiyn: 0n }
    sums.set(fuel, { fuel, ml: sum.ml + ml, tiyn: sum.tiyn + (tiyn ?? 0n) })
  }
  return [...sums.values()]
}
