import assert from 'node:assert/strict'
import { amount, litres, longDate, money, number, percent } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import type { Fonts } from './fonts.ts'
import { type InvoicePaper, paymentPurpose } from './invoice.ts'
import { contractLine, partyLine } from './parties.ts'
import { closePdf, MM, openPdf, paragraph, type Pdf, rule, signature } from './pdf.ts'
import { type Cell, framed, labelledRows, table } from './pdf-table.ts'
import { sumInWords } from './sum-in-words.ts'

/**
 * The invoice as a PDF in the form that accountants in Kazakhstan know, in the language of `t`. Throws when the lines
 * do not add up to the total: such a paper must not leave the house.
 */
export async function invoicePdf(
  t: T,
  fonts: Fonts,
  invoice: InvoicePaper,
): Promise<Uint8Array<ArrayBuffer>> {
  const sum = invoice.lines.reduce((sum, line) => sum + line.tiyn, 0n)
  assert.equal(sum, invoice.tiyn, `the lines of invoice ${invoice.number} make its total`)

  const title = t('invoice.h1', { number: invoice.number, date: longDate(t.lang, invoice.issuedOn) })
  const pdf = openPdf(t, fonts, { title, day: invoice.issuedOn })
  if (invoice.notice) framed(pdf, invoice.notice)
  writePaymentOrder(pdf, invoice)
  paragraph(pdf, title, { style: 'bold', size: 14, as: 'H1', after: 0.2 })
  rule(pdf, 1.5)
  labelledRows(pdf, [
    [t('paper.seller'), partyLine(t, invoice.seller)],
    [t('paper.buyer'), partyLine(t, invoice.buyer)],
    [t('paper.contract'), contractLine(t, invoice.contract)],
    [t('paper.invoice.payUntil'), longDate(t.lang, invoice.payUntil)],
  ])
  writeLines(pdf, invoice)
  paragraph(pdf, t('paper.invoice.count', { n: invoice.lines.length, amount: money(t.lang, invoice.tiyn) }))
  paragraph(pdf, t('paper.invoice.due', { words: sumInWords(t.lang, invoice.tiyn) }), { style: 'bold' })
  rule(pdf, 1.5)
  paragraph(pdf, t('paper.invoice.note'), { size: 8, after: 2 })
  signature(pdf, t('paper.invoice.executor'), invoice.executor)
  return closePdf(pdf)
}

/** What goes into the bank's form, on top and in the order of that form. */
function writePaymentOrder(pdf: Pdf, invoice: InvoicePaper): void {
  const { t } = pdf
  const { seller } = invoice
  const code = (label: string, text: string): Cell => ({ label, text, style: 'bold' })
  paragraph(pdf, t('paper.invoice.order'), { style: 'bold', as: 'H2' })
  table(pdf, {
    columns: [{ width: 'rest' }, { width: 56 * MM }, { width: 38 * MM }],
    rows: [
      [
        {
          label: t('paper.invoice.beneficiary'),
          text: `${seller.name}\n${t('paper.taxNumber', { number: seller.bin })}`,
        },
        code(t('paper.invoice.iik'), grouped(seller.iik)),
        code(t('paper.invoice.kbe'), seller.kbe),
      ],
      [
        { label: t('paper.invoice.bank'), text: seller.bank },
        code(t('paper.invoice.bik'), seller.bik),
        code(t('paper.invoice.knp'), seller.knp),
      ],
      [{ label: t('invoice.purpose'), text: paymentPurpose(t, invoice), span: 3 }],
    ],
    after: 14,
  })
}

function writeLines(pdf: Pdf, { lines, tiyn, vatBp, vatTiyn }: InvoicePaper): void {
  const { t } = pdf
  const { lang } = t
  const total = (label: string, sum: string): Cell[] => [
    { text: label, span: 5, align: 'right', style: 'bold', bare: true, head: 'Row' },
    { text: sum, style: 'bold' },
  ]
  table(pdf, {
    columns: [
      { width: 9 * MM, align: 'center' },
      { width: 'rest' },
      { width: 14 * MM, align: 'center' },
      { width: 22 * MM, align: 'right' },
      { width: 28 * MM, align: 'right' },
      { width: 34 * MM, align: 'right' },
    ],
    heads: [
      [
        t('paper.invoice.n'),
        t('paper.invoice.name'),
        t('paper.invoice.unit'),
        t('paper.invoice.quantity'),
        t('paper.invoice.price'),
        t('paper.invoice.sum'),
      ].map((text): Cell => ({ text, style: 'bold', align: 'center' })),
    ],
    rows: [
      ...lines.map((line, i): Cell[] => [
        String(i + 1),
        line.name,
        'ml' in line.quantity ? t('paper.invoice.litres') : t('paper.invoice.pieces'),
        'ml' in line.quantity ? litres(lang, line.quantity.ml) : number(lang, line.quantity.pieces),
        amount(lang, line.priceTiyn),
        amount(lang, line.tiyn),
      ]),
      total(t('paper.invoice.total'), amount(lang, tiyn)),
      vatBp === 0
        ? total(t('paper.invoice.noVat'), '–')
        : total(t('paper.invoice.vat', { rate: percent(lang, vatBp / 100) }), amount(lang, vatTiyn)),
    ],
    after: 8,
  })
}

/** An account in groups of four, as banks print it. */
function grouped(iik: string): string {
  return iik.replaceAll(/(.{4})(?=.)/g, '$1\u00a0')
}
