import { type Align, artifact, keep, MM, type Pdf, setFont, type TextLook } from './pdf.ts'

/** A column: its share of the width that the others leave, or a fixed width in points, and how its cells stand. */
export type Column = { width: number | 'rest'; align?: Align }

/**
 * What stands in a cell, below a small label if it has one. `bare` has no border; `head` names the row it begins or, in
 * a head row, its column.
 */
export type Cell =
  | string
  | (TextLook & { text: string; label?: string; span?: number; bare?: boolean; head?: 'Row' | 'Column' })

export type TableOptions = {
  columns: readonly Column[]
  /** Rows of heads, repeated at the top of every page. */
  heads?: readonly (readonly Cell[])[]
  rows: Iterable<readonly Cell[]>
  size?: number
  /** The least height of a row, points: room to write by hand. */
  rowHeight?: number
  /** Without borders, for labels and their values. */
  bare?: boolean
  /** Space below, in points. */
  after?: number
}

const PAD_X = 3
const PAD_Y = 2
const BORDER = 0.5
const LABEL_SIZE = 7.5

/** A table that breaks between its rows only, tagged with its heads, as wide as the page's content. */
export function table(pdf: Pdf, options: TableOptions): void {
  const { doc, root } = pdf
  const grid = gridOf(pdf, options)
  const element = doc.struct('Table')
  root.add(element)
  const heads = (options.heads ?? []).map((cells) =>
    rowOf(
      grid,
      cells.map((cell) => ({ ...look(cell), head: 'Column' as const })),
    ),
  )
  const rows = [...options.rows].map((cells) => rowOf(grid, cells, options.rowHeight))

  // Heads do not stand alone at the foot of a page.
  keep(
    pdf,
    [...heads, ...rows.slice(0, 1)].reduce((sum, { height }) => sum + height, 0),
  )
  for (const head of heads) drawRow(grid, head, element)
  for (const row of rows) {
    if (keep(pdf, row.height)) for (const head of heads) drawRow(grid, head)
    drawRow(grid, row, element)
  }
  element.end()
  doc.y += options.after ?? 0
}

/** A sentence in a frame, to be read before all else. */
export function framed(pdf: Pdf, text: string): void {
  table(pdf, {
    columns: [{ width: 'rest', align: 'center' }],
    rows: [[{ text, style: 'bold', size: 11 }]],
    after: 12,
  })
}

/** Labels and their values, without borders: who, with whom, by which contract. */
export function labelledRows(pdf: Pdf, rows: readonly (readonly [label: string, value: string])[]): void {
  table(pdf, {
    columns: [{ width: 40 * MM }, { width: 'rest' }],
    rows: rows.map(([label, value]): Cell[] => [
      { text: label, head: 'Row' },
      { text: value, style: 'bold' },
    ]),
    bare: true,
    after: 8,
  })
}

type Grid = { pdf: Pdf; columns: readonly Column[]; edges: number[]; size: number; bare: boolean }

function gridOf(pdf: Pdf, { columns, size = 9, bare = false }: TableOptions): Grid {
  const fixed = columns.reduce((sum, { width }) => sum + (width === 'rest' ? 0 : width), 0)
  const rest = (pdf.width - fixed) / columns.filter(({ width }) => width === 'rest').length
  const edges = [pdf.left]
  for (const { width } of columns) edges.push(edges.at(-1)! + (width === 'rest' ? rest : width))
  return { pdf, columns, edges, size, bare }
}

type Placed = Required<TextLook> & {
  text: string
  label: string
  x: number
  width: number
  span: number
  bare: boolean
  head: 'Row' | 'Column' | undefined
}
type Row = { cells: Placed[]; height: number }

function rowOf(grid: Grid, cells: readonly Cell[], least = 0): Row {
  const { doc } = grid.pdf
  let column = 0
  const placed = cells.map((cell): Placed => {
    const given = look(cell)
    const span = given.span ?? 1
    const x = grid.edges[column]!
    const align = given.align ?? grid.columns[column]?.align ?? 'left'
    column += span
    return {
      text: given.text.normalize('NFC'),
      label: given.label?.normalize('NFC') ?? '',
      style: given.style ?? 'regular',
      size: given.size ?? grid.size,
      align,
      span,
      bare: given.bare ?? grid.bare,
      head: given.head,
      x,
      width: grid.edges[column]! - x,
    }
  })
  const tallest = Math.max(...placed.map((cell) => labelHeight(doc, cell) + textHeight(doc, cell)))
  // A name without end must not run over the page's foot.
  const room = grid.pdf.bottom - grid.pdf.top
  return { cells: placed, height: Math.min(Math.max(tallest + 2 * PAD_Y, least), room) }
}

function look(cell: Cell): Exclude<Cell, string> {
  return typeof cell === 'string' ? { text: cell } : cell
}

/** Draws a row where the pen stands; without an element in the structure it repeats what has been read already. */
function drawRow({ pdf }: Grid, row: Row, element?: PDFKit.PDFStructureElement): void {
  const { doc } = pdf
  const y = doc.y
  const bordered = row.cells.filter(({ bare }) => !bare)
  if (bordered.length > 0)
    artifact(doc, () => {
      for (const { x, width } of bordered) doc.rect(x, y, width, row.height)
      doc.lineWidth(BORDER).stroke()
    })

  if (element)
    element.add(
      doc.struct(
        'TR',
        {},
        row.cells.map((cell) => cellElement(doc, cell, () => drawText(doc, cell, y, row.height))),
      ),
    )
  else artifact(doc, () => row.cells.forEach((cell) => drawText(doc, cell, y, row.height)))
  doc.x = pdf.left
  doc.y = y + row.height
}

function cellElement(
  doc: PDFKit.PDFDocument,
  { head, span }: Placed,
  write: () => void,
): PDFKit.PDFStructureElement {
  const element = doc.struct(head ? 'TH' : 'TD', {}, write)
  if (head ?? span > 1)
    element.dictionary.data['A'] = {
      O: 'Table',
      ...(head && { Scope: head }),
      ...(span > 1 && { ColSpan: span }),
    }
  return element
}

function drawText(doc: PDFKit.PDFDocument, cell: Placed, y: number, height: number): void {
  const { text, label, style, size, align } = cell
  const [x, width, top] = [cell.x + PAD_X, cell.width - 2 * PAD_X, y + PAD_Y]
  const labelled = labelHeight(doc, cell)
  if (label) doc.text(label, x, top, { width, align })
  setFont(doc, style, size)
  // A little more than was measured: rounding must not cost the last line.
  doc.text(text, x, top + labelled, {
    width,
    align,
    height: height - labelled - 2 * PAD_Y + 1,
    ellipsis: true,
  })
}

/** Leaves the label's font set. */
function labelHeight(doc: PDFKit.PDFDocument, { label, width }: Placed): number {
  setFont(doc, 'regular', LABEL_SIZE)
  return label ? doc.heightOfString(label, { width: width - 2 * PAD_X }) : 0
}

/** Leaves the text's font set. */
function textHeight(doc: PDFKit.PDFDocument, { text, style, size, width }: Placed): number {
  setFont(doc, style, size)
  return doc.heightOfString(text || ' ', { width: width - 2 * PAD_X })
}
