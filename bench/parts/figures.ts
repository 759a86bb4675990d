/** Figures with their aims, and the plain tables they are printed in. */

export type Aim = { atMost: number } | { atLeast: number }

/** One line of a table. `values` are the rounds; undefined where this machine cannot measure it. */
export type Figure = {
  what: string
  values: number[] | undefined
  unit?: string
  /** Digits after the point. */
  digits?: number
  aim?: Aim
}

/** What a benchmark found: its figures and, below them, what a reader must know about how they came about. */
export type Report = { figures: Figure[]; notes?: string[] }

/** The middle value; between the two middle ones when their number is even. */
export function median(values: number[]): number {
  return percentile(values, 0.5)
}

/** The value that this share of the values does not exceed, interpolated between neighbours. NaN for none. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const [below = Number.NaN, above = below] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return below + (above - below) * (at % 1)
}

/** The table as text: the median of the rounds, their range, and the aim with what came of it. */
export function tableOf({ figures, notes = [] }: Report): string {
  const rows = figures.map((figure) => [figure.what, middleOf(figure), rangeOf(figure), aimOf(figure)])
  const table = [['', 'median', 'of rounds', 'aim'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]!.length)))
  const lines = table.map((row) =>
    row
      .map((cell, column) => (column === 1 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('   ')
      .trimEnd(),
  )
  return [...lines, ...notes.map((note) => `  ${note}`)].join('\n')
}

function middleOf({ values, unit = '', digits = 2 }: Figure): string {
  if (!values || values.length === 0) return 'not measured here'
  return `${median(values).toFixed(digits)}${unit && ` ${unit}`}`
}

function rangeOf({ values, digits = 2 }: Figure): string {
  if (!values || values.length < 2) return ''
  return `${Math.min(...values).toFixed(digits)} – ${Math.max(...values).toFixed(digits)} (${values.length})`
}

function aimOf({ values, unit = '', aim }: Figure): string {
  if (!aim) return ''
  const [sign, bound] = 'atMost' in aim ? ['≤', aim.atMost] : ['≥', aim.atLeast]
  const said = `${sign} ${bound}${unit && ` ${unit}`}`
  if (!values || values.length === 0) return said
  const met = 'atMost' in aim ? median(values) <= bound : median(values) >= bound
  return `${said}   ${met ? 'met' : 'MISSED'}`
}
