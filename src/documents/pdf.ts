/** What every PDF paper is put together from: pages, paragraphs, rules, tables. Lengths are points unless named mm. */
import PDFDocument from 'pdfkit'
import { isoDay, type Day } from '../i18n/format.ts'
import type { T } from '../i18n/index.ts'
import type { Fonts, FontStyle } from './fonts.ts'

// The library knows these; its types are older.
declare global {
  namespace PDFKit {
    interface PDFStructureElement {
      dictionary: { data: Record<string, unknown> }
    }
  }
}

/** One millimetre in points. */
export const MM = 72 / 25.4

/** A paper that is being written, and the place on the page where its content may stand. */
export type Pdf = {
  doc: PDFKit.PDFDocument
  t: T
  left: number
  top: number
  width: number
  bottom: number
  numbered: boolean
  /** The root of what a screen reader reads. */
  root: PDFKit.PDFStructureElement
}

export type PaperOptions = {
  title: string
  /** The day of the paper: the same paper has the same bytes whenever it is made. */
  day: Day
  landscape?: boolean
  marginMm?: number
  /** Whether several pages are numbered at their foot. */
  numbered?: boolean
}

const PAGE_NUMBER_MM = 8

/**
 * Begins a PDF on A4, tagged and in the language of `t`, with the fonts embedded as far as they are used. Its first
 * page is open.
 */
export function openPdf(
  t: T,
  fonts: Fonts,
  { title, day, landscape, marginMm = 15, numbered = true }: PaperOptions,
): Pdf {
  const margin = marginMm * MM
  const doc = new PDFDocument({
    size: 'A4',
    layout: landscape ? 'landscape' : 'portrait',
    // Where a line may stand is decided here; the library's own page breaks would forget table heads.
    margins: { top: margin, left: margin, right: margin, bottom: 0 },
    pdfVersion: '1.7',
    tagged: true,
    lang: t.lang,
    displayTitle: true,
    bufferPages: true,
    autoFirstPage: false,
    // Nothing, or Helvetica would be loaded, which has no Cyrillic.
    font: '',
    info: {
      Title: title,
      Creator: t('brand'),
      CreationDate: new Date(`${typeof day === 'string' ? day : isoDay(day)}T00:00:00Z`),
    },
  })
  doc.registerFont('regular', fonts.regular)
  doc.registerFont('bold', fonts.bold)
  doc.font('regular').addPage()
  const root = doc.struct('Document')
  doc.addStructure(root)
  return {
    doc,
    t,
    root,
    numbered,
    left: margin,
    top: margin,
    width: doc.page.width - 2 * margin,
    bottom: doc.page.height - Math.max(margin, (PAGE_NUMBER_MM + 4) * MM),
  }
}

/** Ends a paper, numbers its pages when there are several, and answers with its bytes. */
export async function closePdf(pdf: Pdf): Promise<Uint8Array<ArrayBuffer>> {
  const { doc, root } = pdf
  root.end()
  if (pdf.numbered) numberPages(pdf)
  const chunks: Uint8Array[] = []
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  const written = new Promise((resolve, reject) => doc.on('end', resolve).on('error', reject))
  doc.end()
  await written
  return new Uint8Array(Buffer.concat(chunks))
}

function numberPages({ doc, t, left, width }: Pdf): void {
  const { count } = doc.bufferedPageRange()
  if (count < 2) return
  for (let i = 0; i < count; i++) {
    doc.switchToPage(i)
    doc.markContent('Artifact', { type: 'Pagination' })
    setFont(doc, 'regular', 8)
    const text = t('paper.page', { page: String(i + 1), pages: String(count) })
    const x = left + width - doc.widthOfString(text)
    doc.text(text, x, doc.page.height - PAGE_NUMBER_MM * MM - 8, { lineBreak: false })
    doc.endMarkedContent()
  }
}

/** Makes sure that `height` fits below on this page, or opens the next; true when it did. */
export function keep(pdf: Pdf, height: number): boolean {
  if (pdf.doc.y + height <= pdf.bottom) return false
  openPage(pdf)
  return true
}

/** Opens the next page. */
export function openPage({ doc, left, top }: Pdf): void {
  doc.addPage()
  doc.x = left
  doc.y = top
}

export type Align = 'left' | 'center' | 'right'

export type TextLook = { style?: FontStyle; size?: number; align?: Align }

/** A paragraph over the whole width; `as` is its part in the structure; `after` the space below, in lines. */
export function paragraph(
  pdf: Pdf,
  text: string,
  {
    style = 'regular',
    size = 9,
    align = 'left',
    as = 'P',
    after = 0.4,
  }: TextLook & { as?: 'P' | 'H1' | 'H2'; after?: number } = {},
): void {
  const { doc, root, left, width } = pdf
  const words = text.normalize('NFC')
  setFont(doc, style, size)
  keep(pdf, doc.heightOfString(words, { width }))
  setFont(doc, style, size)
  root.add(doc.struct(as, {}, () => doc.text(words, left, doc.y, { width, align })))
  doc.y += after * size
}

/** A line across the page, which a screen reader passes over. */
export function rule({ doc, left, width }: Pdf, weight: number, after = 6): void {
  artifact(doc, () =>
    doc
      .lineWidth(weight)
      .moveTo(left, doc.y)
      .lineTo(left + width, doc.y)
      .stroke(),
  )
  doc.y += weight + after
}

/** Draws what says nothing: lines, borders. */
export function artifact(doc: PDFKit.PDFDocument, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' })
  draw()
  doc.endMarkedContent()
}

export function setFont(doc: PDFKit.PDFDocument, style: FontStyle, size: number): void {
  doc.font(style).fontSize(size)
}

/** «Исполнитель ________ /Имя/»: a label, a line to sign on, and the name of who signs when it is known. */
export function signature(pdf: Pdf, label: string, name: string | undefined): void {
  const { doc, root, left, width } = pdf
  const [size, line] = [9, 50 * MM]
  setFont(doc, 'regular', size)
  const labelWidth = Math.min(doc.widthOfString(label), width / 2)
  const labelHeight = doc.heightOfString(label, { width: labelWidth + 1 })
  keep(pdf, labelHeight + 2 * size)
  const y = doc.y
  const foot = y + labelHeight
  root.add(doc.struct('P', {}, () => doc.text(label, left, y, { width: labelWidth + 1 })))
  const lineAt = left + labelWidth + 8
  artifact(doc, () =>
    doc
      .lineWidth(0.5)
      .moveTo(lineAt, foot)
      .lineTo(lineAt + line, foot)
      .stroke(),
  )
  if (name) {
    const written = `/${name.normalize('NFC')}/`
    const room = { width: left + width - lineAt - line - 8 }
    setFont(doc, 'regular', size)
    root.add(doc.struct('P', {}, () => doc.text(written, lineAt + line + 8, y, room)))
  }
  doc.y = Math.max(doc.y, foot) + 2 * size
}
