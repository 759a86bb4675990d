import type { T } from '../i18n/index.ts'
import { type CouponSheet, receiptWords, type SheetCoupon, SLIPS, slipWords } from './coupon-sheet.ts'
import type { Fonts, FontStyle } from './fonts.ts'
import { artifact, closePdf, MM, openPage, openPdf, paragraph, type Pdf, setFont, signature } from './pdf.ts'
import { type Cell, table } from './pdf-table.ts'
import { qrOf, runsOf } from './qr.ts'

const MARGIN_MM = 8
// These grow with the slip's scale.
const PADDING_MM = 5
const GAP_MM = 4
/** The distance of lines in sizes of the letters: Noto's own is made for scripts taller than ours. */
const LEADING = 1.2

/** Coupons on A4 to be cut along dashed lines, and the list to be signed if it is wanted, in the language of `t`. */
export async function couponSheetPdf(
  t: T,
  fonts: Fonts,
  sheet: CouponSheet,
): Promise<Uint8Array<ArrayBuffer>> {
  const { coupons, perPage, printedOn, receipt } = sheet
  const { widthMm, heightMm } = SLIPS[perPage]
  const pdf = openPdf(t, fonts, {
    title: t('print.h1'),
    day: printedOn,
    marginMm: MARGIN_MM,
    // Slips fill the page to its margins.
    numbered: false,
  })
  const columns = Math.floor(pdf.width / (widthMm * MM))
  for (const [i, coupon] of coupons.entries()) {
    const place = i % perPage
    if (i > 0 && place === 0) openPage(pdf)
    const left = pdf.left + (place % columns) * widthMm * MM
    const top = pdf.top + Math.floor(place / columns) * heightMm * MM
    drawSlip(pdf, sheet, coupon, left, top)
  }
  if (receipt) writeReceipt(pdf, sheet)
  return closePdf(pdf)
}

function drawSlip(
  pdf: Pdf,
  { perPage, company }: CouponSheet,
  coupon: SheetCoupon,
  left: number,
  top: number,
): void {
  const { doc, t, root } = pdf
  const { scale, stacked, ...look } = SLIPS[perPage]
  const [width, height, qr] = [look.widthMm * MM, look.heightMm * MM, look.qrMm * MM]
  const [padding, gap] = [PADDING_MM * scale * MM, GAP_MM * scale * MM]
  const { what, code, facts, notes, qrLabel } = slipWords(t, coupon, company)
  artifact(doc, () =>
    doc
      .lineWidth(0.25 * MM)
      .dash(2, { space: 2 })
      .rect(left, top, width, height)
      .stroke()
      .undash(),
  )

  const slip = doc.struct('Sect')
  root.add(slip)
  const inner = {
    x: left + padding,
    y: top + padding,
    width: width - 2 * padding,
    bottom: top + height - padding,
  }
  slip.add(doc.struct('Figure', { alt: qrLabel }, () => drawQr(doc, coupon.link, inner.x, inner.y, qr)))
  const below = { ...inner, y: inner.y + qr }
  const beside = { ...inner, x: inner.x + qr + gap, width: inner.width - qr - gap }

  const large: Line[] = [
    { text: t('brand'), style: 'bold', size: 7.5 * scale, lines: 1 },
    { text: what, style: 'bold', size: 12 * scale, lines: 3 },
    { text: code, style: 'bold', size: 10.5 * scale, lines: 1 },
    ...facts.map((fact): Line => ({ ...fact, style: 'regular', size: 9 * scale })),
  ]
  const small = notes.map((note): Line => ({ ...note, style: 'regular', size: 7.5 * scale }))
  if (stacked) write(pdf, slip, below, [...large, ...small])
  else {
    write(pdf, slip, beside, large)
    write(pdf, slip, { ...below, width: qr }, small)
  }
  slip.end()
}

type Line = { text: string; style: FontStyle; size: number; lines: number }
type Column = { x: number; y: number; width: number; bottom: number }

/** Writes texts below each other, each in so many lines at most, and nothing below the column's bottom. */
function write(
  { doc }: Pdf,
  slip: PDFKit.PDFStructureElement,
  { x, y, width, bottom }: Column,
  texts: readonly Line[],
): void {
  let at = y
  for (const { text, style, size, lines } of texts) {
    const words = text.normalize('NFC')
    setFont(doc, style, size)
    const lineGap = LEADING * size - doc.currentLineHeight(true)
    const room = Math.floor((bottom - at) / (LEADING * size) + 0.01)
    const needed = Math.round(doc.heightOfString(words, { width, lineGap }) / (LEADING * size))
    const height = Math.min(needed, lines, room) * LEADING * size
    if (height === 0) return
    const top = at
    // The library asks whether two lines of the font's own height would fit, before it shortens one.
    const options = { width, lineGap, height: height - 2 * lineGap + 1, ellipsis: true }
    slip.add(doc.struct('P', {}, () => doc.text(words, x, top, options)))
    at += height + size * 0.25
  }
}

/** Black modules as one shape, so that no hairlines show between them. */
function drawQr(doc: PDFKit.PDFDocument, text: string, x: number, y: number, size: number): void {
  const qr = qrOf(text)
  doc
    .save()
    .translate(x, y)
    .scale(size / qr.size)
  for (const run of runsOf(qr)) doc.rect(run.x, run.y, run.width, 1)
  doc.fill('#000').restore()
  // The library remembers the last colour, not the restored one.
  doc.fillColor('#000')
}

function writeReceipt(pdf: Pdf, sheet: CouponSheet): void {
  const { t } = pdf
  const { title, lead, heads, rows } = receiptWords(t, sheet)
  openPage(pdf)
  paragraph(pdf, title, { style: 'bold', size: 14, as: 'H1', after: 0.2 })
  paragraph(pdf, lead)
  table(pdf, {
    columns: [
      { width: 9 * MM, align: 'center' },
      { width: 22 * MM },
      { width: 38 * MM },
      { width: 22 * MM },
      { width: 'rest' },
      { width: 22 * MM },
      { width: 34 * MM },
    ],
    heads: [heads.map((text): Cell => ({ text, style: 'bold' }))],
    rows,
    rowHeight: 9 * MM,
    after: 16,
  })
  signature(pdf, t('paper.receipt.issuer'), undefined)
}
