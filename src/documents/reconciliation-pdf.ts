import assert from 'node:assert/strict'
import { amount, longDate, money, shortDate } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import type { Fonts } from './fonts.ts'
import { contractLine, partyLine } from './parties.ts'
import { artifact, closePdf, keep, MM, openPdf, paragraph, type Pdf, setFont } from './pdf.ts'
import { type Cell, labelledRows, table } from './pdf-table.ts'
import type { ReconciliationPaper, Signatory } from './reconciliation.ts'
import { sumInWords } from './sum-in-words.ts'

/**
 * The statement as a PDF in the usual two halves, in the language of `t`: the seller's figures at the left, room for the
 * buyer's own at the right. Throws when the rows do not lead from the opening to the closing balance.
 */
export async function reconciliationPdf(
  t: T,
  fonts: Fonts,
  paper: ReconciliationPaper,
): Promise<Uint8Array<ArrayBuffer>> {
  const { openingTiyn, closingTiyn, rows } = paper
  const debit = rows.reduce((sum, row) => sum + row.debitTiyn, 0n)
  const credit = rows.reduce((sum, row) => sum + row.creditTiyn, 0n)
  assert.equal(
    openingTiyn + credit - debit,
    closingTiyn,
    'the rows lead from the opening to the closing balance',
  )

  const title = t('paper.recon.h1')
  const pdf = openPdf(t, fonts, { title, day: paper.to, landscape: true })
  paragraph(pdf, title, { style: 'bold', size: 14, as: 'H1' })
  labelledRows(pdf, [
    [t('paper.recon.period'), `${longDate(t.lang, paper.from)} – ${longDate(t.lang, paper.to)}`],
    [t('paper.seller'), partyLine(t, paper.seller)],
    [t('paper.buyer'), partyLine(t, paper.buyer)],
    [t('paper.contract'), contractLine(t, paper.contract)],
  ])
  paragraph(pdf, t('paper.recon.intro'))
  writeHalves(pdf, paper, { debit, credit })
  paragraph(pdf, outcome(t, paper), { style: 'bold', after: 1.5 })
  writeSignatures(pdf, paper)
  return closePdf(pdf)
}

function writeHalves(
  pdf: Pdf,
  { seller, buyer, openingTiyn, closingTiyn, rows }: ReconciliationPaper,
  { debit, credit }: { debit: bigint; credit: bigint },
): void {
  const { t } = pdf
  const { lang } = t
  const names = [
    t('paper.recon.date'),
    t('paper.recon.document'),
    t('paper.recon.debit'),
    t('paper.recon.credit'),
  ]
  const columns = [
    { width: 19 * MM },
    { width: 'rest' as const },
    { width: 27 * MM, align: 'right' as const },
    { width: 27 * MM, align: 'right' as const },
  ]
  const bold = (text: string): Cell => ({ text, style: 'bold' })
  const blank: Cell[] = ['', '', '', '']
  // A balance or a turnover: its name over two columns, in both halves.
  const summary = (name: string, owesTheBuyer: bigint): Cell[] =>
    sums(name, owesTheBuyer < 0n ? -owesTheBuyer : 0n, owesTheBuyer > 0n ? owesTheBuyer : 0n)
  const sums = (name: string, debitTiyn: bigint, creditTiyn: bigint): Cell[] => [
    { text: name, style: 'bold', span: 2, head: 'Row' },
    bold(amount(lang, debitTiyn)),
    bold(amount(lang, creditTiyn)),
    { text: name, style: 'bold', span: 2, head: 'Row' },
    '',
    '',
  ]
  const figure = (tiyn: bigint) => (tiyn === 0n ? '' : amount(lang, tiyn))
  table(pdf, {
    columns: [...columns, ...columns],
    heads: [
      [seller, buyer].map(({ name }): Cell => ({
        text: t('paper.recon.by', { company: name }),
        style: 'bold',
        span: 4,
      })),
      [...names, ...names].map((text): Cell => ({ text, style: 'bold', align: 'center' })),
    ],
    rows: [
      summary(t('paper.recon.opening'), openingTiyn),
      ...rows.map((row): Cell[] => [
        shortDate(lang, row.on),
        row.document,
        figure(row.debitTiyn),
        figure(row.creditTiyn),
        ...blank,
      ]),
      sums(t('paper.recon.turnover'), debit, credit),
      summary(t('paper.recon.closing'), closingTiyn),
    ],
    size: 8,
    after: 8,
  })
}

/** Who owes whom in the end, in figures and in words. */
function outcome(t: T, { to, closingTiyn, seller, buyer }: ReconciliationPaper): string {
  const date = longDate(t.lang, to)
  if (closingTiyn === 0n) return t('paper.recon.even', { date })
  const tiyn = closingTiyn < 0n ? -closingTiyn : closingTiyn
  return t('paper.recon.owed', {
    date,
    company: closingTiyn > 0n ? buyer.name : seller.name,
    amount: money(t.lang, tiyn),
    words: sumInWords(t.lang, tiyn),
  })
}

const FIELD_HEIGHT = 20

/** Both sides' signatures beside each other; they do not part over pages. */
function writeSignatures(pdf: Pdf, { seller, buyer, signatories }: ReconciliationPaper): void {
  const { doc, left, width } = pdf
  const half = width / 2 - 10
  setFont(doc, 'bold', 9)
  const title = Math.max(
    ...[seller, buyer].map(({ name }) =>
      doc.heightOfString(pdf.t('paper.recon.for', { company: name }), { width: half }),
    ),
  )
  keep(pdf, title + 4 * FIELD_HEIGHT)
  const y = doc.y
  signBlock(pdf, { x: left, y, width: half, title }, seller.name, signatories?.seller)
  signBlock(pdf, { x: left + half + 20, y, width: half, title }, buyer.name, signatories?.buyer)
  doc.y = y + title + 4 * FIELD_HEIGHT
}

function signBlock(
  { doc, t, root }: Pdf,
  place: { x: number; y: number; width: number; title: number },
  company: string,
  { position = '', name = '' }: Signatory = {},
): void {
  const { x, width } = place
  const block = doc.struct('Sect')
  root.add(block)
  const say = (text: string, at: number, y: number, style: 'regular' | 'bold' = 'regular') => {
    setFont(doc, style, 9)
    block.add(
      doc.struct('P', {}, () =>
        doc.text(text.normalize('NFC'), at, y, {
          width: x + width - at,
          height: place.title + 1,
          ellipsis: true,
        }),
      ),
    )
  }
  say(t('paper.recon.for', { company }), x, place.y, 'bold')
  const fields = [
    [t('paper.recon.position'), position],
    [t('paper.recon.name'), name],
    [t('paper.recon.signature'), ''],
  ] as const
  for (const [i, [label, value]] of fields.entries()) {
    const y = place.y + place.title + 6 + i * FIELD_HEIGHT
    say(label, x, y)
    if (value) say(value, x + 26 * MM, y)
    artifact(doc, () =>
      doc
        .lineWidth(0.5)
        .moveTo(x + 25 * MM, y + 13)
        .lineTo(x + width, y + 13)
        .stroke(),
    )
  }
  say(t('paper.recon.seal'), x, place.y + place.title + 6 + fields.length * FIELD_HEIGHT)
  block.end()
}
